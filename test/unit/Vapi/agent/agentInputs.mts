import type { AgentInput, AgentKind } from '../../../../nodes/Vapi/agent/agentPart.ts';
import { agentPartOf } from '../../../../nodes/Vapi/agent/agentPart.ts';
import { readAssistantForm } from '../../../../nodes/Vapi/agent/assistantForm.ts';
import { refusalOf } from '../../refusal.mts';
import { added, createReader } from '../reader.mts';

/** Values of the form by the names of their fields, read as the node reads them. */
const formOf = (settings: object) =>
	readAssistantForm(createReader(added({ ...settings })), ['assistantOverrides']);

/** Who talks. */
export interface Choice {
	kind: AgentKind;
	target?: AgentInput['target'];
	assistantJson?: AgentInput['assistantJson'];
}

/** What is different for this call. */
export interface Overrides {
	settings?: object;
	variableValues?: AgentInput['variableValues'];
	metadata?: AgentInput['metadata'];
	json?: AgentInput['overridesJson'];
}

/** An assistant as Vapi has it. */
export const SAVED = {
	id: 'a1',
	firstMessage: 'Hello',
	model: {
		provider: 'openai',
		model: 'gpt-4o',
		temperature: 0.3,
		reasoningEffort: 'low',
		toolIds: ['t1'],
		messages: [
			{ role: 'system', content: 'Old prompt' },
			{ role: 'user', content: 'Example' },
		],
	},
	voice: { provider: '11labs', voiceId: 'old', stability: 0.4, chunkPlan: { enabled: true } },
	transcriber: { provider: 'deepgram', model: 'nova-3', language: 'en', keyterm: ['Vapi'] },
	server: { url: 'https://old.example.com/hook', timeoutSeconds: 30 },
	artifactPlan: { recordingFormat: 'mp3', pcapEnabled: true },
};

/** The choice of it. */
export const ASSISTANT: Choice = { kind: 'assistant', target: { assistantId: 'a1' } };

/** What the node has read, before it makes its part of the body. */
export const inputOf = (choice: Choice, { settings = {}, json, ...rest }: Overrides): AgentInput => ({
	target: {},
	...choice,
	form: formOf(settings),
	overridesJson: json,
	...rest,
});

/** The part of the body that says who talks. */
export const part = (choice: Choice, overrides: Overrides, saved: object = SAVED) =>
	agentPartOf(inputOf(choice, overrides), saved as never);

/** The message of a refusal to make that part. */
export const message = (...args: Parameters<typeof part>) => refusalOf(() => part(...args)).message;
