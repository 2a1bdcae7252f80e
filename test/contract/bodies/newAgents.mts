import { TOOLS } from '../../../sandbox/seed.mts';
import { byId, filledIn } from '../../engine/support.mts';
import type { Body } from './common.mts';
import {
	assistantId,
	phoneNumberId,
	number,
	rows,
	line,
	system,
	gpt,
	fresh,
	server,
	vars,
} from './common.mts';

/** Agents that live for one call. */
export const ofNewAgents: Body[] = [
	[
		'a new assistant',
		{ ...line, assistant: { firstMessage: 'Hi', model: { ...gpt, messages: [system('Be brief')] } } },
		{ ...fresh, firstMessage: 'Hi', systemPrompt: 'Be brief' },
	],
	[
		'a new assistant with everything of the form',
		{
			...line,
			name: 'Reminder',
			assistant: {
				name: 'Anna',
				firstMessage: 'Hi',
				model: {
					provider: 'anthropic',
					model: 'claude-3-5-haiku-20241022',
					temperature: 0.3,
					messages: [system('Be brief')],
					toolIds: [TOOLS.lookUpOrder],
					tools: [{ type: 'dtmf' }, { type: 'endCall' }],
				},
				voice: { provider: 'openai', voiceId: 'nova' },
				transcriber: { provider: 'deepgram', model: 'nova-2', language: 'en' },
				server,
				serverMessages: ['end-of-call-report'],
				maxDurationSeconds: 300,
				voicemailDetection: { provider: 'google' },
				endCallMessage: 'Bye',
				artifactPlan: { recordingEnabled: true },
				analysisPlan: { summaryPlan: { enabled: true } },
				startSpeakingPlan: { waitSeconds: 0.4 },
				backgroundSpeechDenoisingPlan: { smartDenoisingPlan: { enabled: true } },
			},
			assistantOverrides: { variableValues: vars, metadata: { leadId: '7' } },
		},
		{
			...fresh,
			firstMessage: 'Hi',
			systemPrompt: 'Be brief',
			modelProvider: 'anthropic',
			model: 'claude-3-5-haiku-20241022',
			...filledIn({
				variables: rows(vars),
				metadata: rows({ leadId: '7' }),
				callName: 'Reminder',
				assistantName: 'Anna',
				temperature: 0.3,
				toolIds: [TOOLS.lookUpOrder],
				tools: '[{"type": "dtmf"}]',
				agentMayHangUp: true,
				voiceProvider: 'openai',
				voiceId: 'nova',
				transcriberProvider: 'deepgram',
				transcriberModel: 'nova-2',
				transcriberLanguage: 'en',
				webhookUrl: server.url,
				webhookEvents: ['end-of-call-report'],
				maxDurationSeconds: 300,
				voicemailDetection: 'google',
				endCallMessage: 'Bye',
				recordingEnabled: true,
				analysisPlan: '{"summaryPlan": {"enabled": true}}',
				startSpeakingPlan: '{"waitSeconds": 0.4}',
				assistantJson: '{"backgroundSpeechDenoisingPlan": {"smartDenoisingPlan": {"enabled": true}}}',
			}),
		},
	],
	[
		'a language model of one’s own',
		{
			...line,
			assistant: {
				model: { provider: 'custom-llm', model: 'llama', url: 'https://example.com/v1' },
			},
		},
		{ ...fresh, modelProvider: 'custom-llm', model: 'llama', ...filledIn({ modelUrl: 'https://example.com/v1' }) },
	],
	[
		'a new squad',
		{ ...line, squad: { members: [{ assistantId }] } },
		{ agent: 'newSquad', newSquad: JSON.stringify({ members: [{ assistantId }] }) },
	],
	[
		'a web call',
		{ assistantId, assistantOverrides: { variableValues: vars } },
		{ callType: 'web', ...filledIn({ variables: rows(vars) }) },
	],
	[
		'a WebSocket call',
		{
			assistantId,
			transport: {
				provider: 'vapi.websocket',
				audioFormat: { format: 'pcm_s16le', container: 'raw', sampleRate: 16000 },
			},
		},
		{ callType: 'websocket', ...filledIn({ audioEncoding: 'pcm_s16le', audioSampleRate: 16000 }) },
	],
	[
		'a Twilio line of one’s own, whose token comes from the item',
		{
			assistantId,
			customer: { number },
			phoneNumber: { twilioPhoneNumber: '+15555550100', twilioAccountSid: 'AC1', twilioAuthToken: 't' },
		},
		{
			phoneNumberId: byId(''),
			...filledIn({
				additionalBody:
					'={{ ({ phoneNumber: { twilioPhoneNumber: "+15555550100", twilioAccountSid: "AC1", twilioAuthToken: "t" } }) }}',
			}),
		},
	],
	[
		'several customers',
		{ assistantId, phoneNumberId, customers: [{ number }, { number: '+15555550124', name: 'Ben' }] },
		{
			to: '',
			...filledIn({
				additionalBody: `{"customers": [{"number": "${number}"}, {"number": "+15555550124", "name": "Ben"}]}`,
			}),
		},
	],
];
