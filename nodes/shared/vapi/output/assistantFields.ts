import type { OutputField } from './outputField';

/**
 * What an assistant can be put out with under Selected Fields, sorted by name; the ID comes always.
 */
export const assistantFields: readonly OutputField[] = [
	{ field: 'createdAt', name: 'Created At', from: ['createdAt'] },
	{ field: 'endCallMessage', name: 'End Call Message', from: ['endCallMessage'] },
	{ field: 'firstMessage', name: 'First Message', from: ['firstMessage'], simplified: true },
	{ field: 'firstMessageMode', name: 'First Message Mode', from: ['firstMessageMode'] },
	{
		field: 'maxDurationSeconds',
		name: 'Max Duration (Seconds)',
		as: 'anything',
		from: ['maxDurationSeconds'],
	},
	{ field: 'metadata', name: 'Metadata', as: 'object', from: ['metadata'] },
	{ field: 'model', name: 'Model', from: ['model.model'], simplified: true },
	{ field: 'modelProvider', name: 'Model Provider', from: ['model.provider'], simplified: true },
	{ field: 'temperature', name: 'Model Temperature', as: 'anything', from: ['model.temperature'] },
	{ field: 'name', name: 'Name', from: ['name'], simplified: true },
	{
		field: 'recordingEnabled',
		name: 'Recording',
		description: 'Whether calls are recorded',
		as: 'yesOrNo',
		from: ['artifactPlan.recordingEnabled'],
	},
	{
		field: 'structuredOutputIds',
		name: 'Structured Output IDs',
		as: 'list',
		from: ['artifactPlan.structuredOutputIds'],
	},
	{
		field: 'systemPrompt',
		name: 'System Prompt',
		as: 'systemPrompt',
		from: ['model.messages', 'model.systemPrompt'],
		simplified: true,
	},
	{ field: 'toolIds', name: 'Tool IDs', as: 'list', from: ['model.toolIds'], simplified: true },
	{ field: 'transcriberLanguage', name: 'Transcriber Language', from: ['transcriber.language'] },
	{ field: 'transcriberModel', name: 'Transcriber Model', from: ['transcriber.model'] },
	{ field: 'transcriberProvider', name: 'Transcriber Provider', from: ['transcriber.provider'] },
	{ field: 'updatedAt', name: 'Updated At', from: ['updatedAt'], simplified: true },
	{ field: 'voiceId', name: 'Voice ID', as: 'anything', from: ['voice.voiceId'], simplified: true },
	{ field: 'voiceProvider', name: 'Voice Provider', from: ['voice.provider'], simplified: true },
	{ field: 'voicemailMessage', name: 'Voicemail Message', from: ['voicemailMessage'] },
	{ field: 'webhookEvents', name: 'Webhook Events', as: 'list', from: ['serverMessages'] },
	{ field: 'webhookUrl', name: 'Webhook URL', from: ['server.url'], simplified: true },
];
