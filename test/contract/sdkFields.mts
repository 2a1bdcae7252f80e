import type { Vapi } from '@vapi-ai/server-sdk';
import type { INodeParameters } from 'n8n-workflow';
import { STRUCTURED_OUTPUTS } from '../../sandbox/seed.mts';
import { call, customer, model, more } from './sdkCalls.mts';
import type { Create } from './sdkCalls.mts';

const overrides = (assistantOverrides: Vapi.AssistantOverrides) => ({ ...call, assistantOverrides });
const rows = (...values: INodeParameters[]) => ({ values });

/** The same call with fields of each theme. */
export const fields: Create[] = [
	[
		'customer fields',
		more({ customerName: 'Anna', customerEmail: 'anna@example.com', customerExternalId: 'crm-1', customerExtension: '12' }),
		{
			...call,
			customer: {
				...customer,
				name: 'Anna',
				email: 'anna@example.com',
				externalId: 'crm-1',
				extension: '12',
			},
		},
	],
	[
		'no check of the number',
		more({ numberE164CheckEnabled: false }),
		{ ...call, customer: { ...customer, numberE164CheckEnabled: false } },
	],
	[
		'a schedule',
		more({ scheduleEarliestAt: '2030-01-31T09:30:00.000Z', scheduleLatestAt: '2030-01-31T10:30:00.000Z' }),
		{
			...call,
			schedulePlan: {
				earliestAt: '2030-01-31T09:30:00.000Z',
				latestAt: '2030-01-31T10:30:00.000Z',
			},
		},
	],
	[
		'template variables',
		more({ variables: rows({ name: 'first.name', value: 'Anna' }) }),
		overrides({ variableValues: { 'first.name': 'Anna' } }),
	],
	[
		'template variables as JSON',
		more({ variablesJson: '{"vip": true}' }),
		overrides({ variableValues: { vip: true } }),
	],
	[
		'a first message and its mode',
		more({ firstMessage: 'Hello {{name}}', firstMessageMode: 'assistant-waits-for-user' }),
		overrides({ firstMessage: 'Hello {{name}}', firstMessageMode: 'assistant-waits-for-user' }),
	],
	[
		'a system prompt over the saved model',
		more({ systemPrompt: 'Be brief' }),
		overrides({ model }),
	],
	[
		'another voice',
		more({ voiceProvider: 'vapi', voiceId: 'Kylie' }),
		overrides({ voice: { provider: 'vapi', voiceId: 'Kylie' } }),
	],
	[
		'a maximum duration',
		more({ maxDurationSeconds: 120 }),
		overrides({ maxDurationSeconds: 120 }),
	],
	[
		'end of call',
		more({ endCallMessage: 'Goodbye', endCallPhrases: ['goodbye'] }),
		overrides({ endCallMessage: 'Goodbye', endCallPhrases: ['goodbye'] }),
	],
	[
		'voicemail',
		more({ voicemailDetection: 'vapi', voicemailMessage: 'Please call back' }),
		overrides({ voicemailDetection: { provider: 'vapi' }, voicemailMessage: 'Please call back' }),
	],
	[
		'a webhook and its events',
		more({ webhookUrl: 'https://n8n.example.com/webhook/vapi', webhookEvents: ['end-of-call-report'] }),
		overrides({
			server: { url: 'https://n8n.example.com/webhook/vapi' },
			serverMessages: ['end-of-call-report'] as never,
		}),
	],
	['a call name', more({ callName: 'Reminder' }), { ...call, name: 'Reminder' }],
	[
		'metadata',
		more({ metadata: rows({ name: 'leadId', value: '7' }) }),
		overrides({ metadata: { leadId: '7' } }),
	],
	[
		'recording and structured outputs',
		more({ recordingEnabled: false, structuredOutputIds: [STRUCTURED_OUTPUTS.interest] }),
		overrides({
			artifactPlan: {
				recordingEnabled: false,
				structuredOutputIds: [STRUCTURED_OUTPUTS.interest],
			},
		}),
	],
	[
		'a version of the assistant',
		more({ assistantVersion: 'v3' }),
		{ ...call, assistantVersion: 'v3' },
	],
	[
		'overrides as JSON',
		more({ assistantOverrides: '{"backgroundSound": "office"}' }),
		overrides({ backgroundSound: 'office' }),
	],
];
