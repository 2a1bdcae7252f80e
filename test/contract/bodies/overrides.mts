import { TOOLS } from '../../../sandbox/seed.mts';
import { filledIn } from '../../engine/support.mts';
import type { Body } from './common.mts';
import {
	call,
	overrides,
	rows,
	squad,
	ofSquad,
	system,
	server,
	saved,
	vars,
} from './common.mts';

/** Saved agents that are different for one call. */
export const ofOverrides: Body[] = [
	[
		'another prompt',
		overrides({ model: { ...saved, messages: [system('Be brief')] } }),
		filledIn({ systemPrompt: 'Be brief' }),
	],
	[
		'another model',
		overrides({ model: { ...saved, model: 'gpt-4.1', temperature: 0.2, maxTokens: 250 } }),
		filledIn({ model: 'gpt-4.1', temperature: 0.2, modelMaxTokens: 250 }),
	],
	[
		'an agent that hangs up',
		overrides({ model: { ...saved, tools: [{ type: 'endCall' }] } }),
		filledIn({ agentMayHangUp: true }),
	],
	[
		'saved tools',
		overrides({ model: { ...saved, toolIds: [TOOLS.lookUpOrder] } }),
		filledIn({ toolIds: [TOOLS.lookUpOrder] }),
	],
	[
		'tools for this call',
		overrides({ 'tools:append': [{ type: 'dtmf' }] }),
		filledIn({ tools: '[{"type": "dtmf"}]' }),
	],
	[
		'another voice',
		overrides({ voice: { provider: '11labs', voiceId: 'sarah' } }),
		filledIn({ voiceProvider: '11labs', voiceId: 'sarah' }),
	],
	[
		'a voice with its model and stability',
		overrides({
			voice: {
				provider: '11labs',
				voiceId: 'sarah',
				model: 'eleven_flash_v2_5',
				stability: 0.5,
				similarityBoost: 0.75,
				speed: 1.1,
			},
		}),
		filledIn({
			voiceProvider: '11labs',
			voiceId: 'sarah',
			voiceModel: 'eleven_flash_v2_5',
			voiceStability: 0.5,
			voiceSimilarityBoost: 0.75,
			voiceSpeed: 1.1,
		}),
	],
	[
		'another transcriber',
		overrides({ transcriber: { provider: 'deepgram', model: 'nova-3', language: 'de' } }),
		filledIn({ transcriberLanguage: 'de' }),
	],
	[
		'when to speak',
		overrides({
			startSpeakingPlan: { waitSeconds: 0.4 },
			stopSpeakingPlan: { numWords: 2, voiceSeconds: 0.2, backoffSeconds: 1 },
		}),
		filledIn({
			startSpeakingPlan: '{"waitSeconds": 0.4}',
			stopSpeakingPlan: '{"numWords": 2, "voiceSeconds": 0.2, "backoffSeconds": 1}',
		}),
	],
	[
		'an analysis',
		overrides({ analysisPlan: { summaryPlan: { enabled: true } } }),
		filledIn({ analysisPlan: '{"summaryPlan": {"enabled": true}}' }),
	],
	[
		'monitoring',
		overrides({ monitorPlan: { listenEnabled: true, controlEnabled: true } }),
		filledIn({ monitorPlan: '{"listenEnabled": true, "controlEnabled": true}' }),
	],
	[
		'consent to a recording',
		overrides({ compliancePlan: { recordingConsentPlan: { type: 'stay-on-line', message: 'Stay' } } }),
		filledIn({ recordingConsentPlan: '{"type": "stay-on-line", "message": "Stay"}' }),
	],
	[
		'a line that others connect',
		{ ...call, phoneCallProviderBypassEnabled: true },
		filledIn({ phoneCallProviderBypassEnabled: true }),
	],
	['a sound', overrides({ backgroundSound: 'off' }), filledIn({ backgroundSound: 'off' })],
	[
		'the end of a call',
		overrides({ endCallMessage: 'Bye', endCallPhrases: ['goodbye'] }),
		filledIn({ endCallMessage: 'Bye', endCallPhrases: ['goodbye'] }),
	],
	[
		'who speaks first',
		overrides({ firstMessageMode: 'assistant-waits-for-user' }),
		filledIn({ firstMessageMode: 'assistant-waits-for-user' }),
	],
	['a saved squad', ofSquad({}), squad],
	[
		'a squad with variables',
		ofSquad({ squadOverrides: { variableValues: vars, metadata: { leadId: '7' } } }),
		{ ...squad, ...filledIn({ variables: rows(vars), metadata: rows({ leadId: '7' }) }) },
	],
	[
		'a squad with a voice, a webhook and an agent that hangs up',
		ofSquad({
			squadOverrides: {
				server,
				voice: { provider: 'vapi', voiceId: 'Kylie' },
				'tools:append': [{ type: 'endCall' }],
			},
		}),
		{
			...squad,
			...filledIn({
				webhookUrl: server.url,
				voiceProvider: 'vapi',
				voiceId: 'Kylie',
				agentMayHangUp: true,
			}),
		},
	],
];
