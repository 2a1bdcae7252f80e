import { STRUCTURED_OUTPUTS } from '../../../sandbox/seed.mts';
import { filledIn } from '../../engine/support.mts';
import type { Body } from './common.mts';
import {
	assistantId,
	phoneNumberId,
	call,
	customer,
	overrides,
	rows,
	server,
	schedule,
	scheduled,
	vars,
} from './common.mts';

/** Saved agents, and what belongs to the call. */
export const ofCalls: Body[] = [
	['the least', call, {}],
	['a name of the customer', customer({ name: 'Anna' }), filledIn({ customerName: 'Anna' })],
	[
		'all of a customer',
		customer({ name: 'Anna', email: 'anna@example.com', externalId: 'crm-1', extension: '12' }),
		filledIn({
			customerName: 'Anna',
			customerEmail: 'anna@example.com',
			customerExternalId: 'crm-1',
			customerExtension: '12',
		}),
	],
	[
		'a short number on an own trunk',
		{ ...call, customer: { number: '204', numberE164CheckEnabled: false } },
		{ to: '204', ...filledIn({ numberE164CheckEnabled: false }) },
	],
	['a SIP address', { ...call, customer: { sipUri: 'sip:a@example.com' } }, { to: 'sip:a@example.com' }],
	['a saved customer', { assistantId, phoneNumberId, customerId: 'c1' }, { to: '', ...filledIn({ customerId: 'c1' }) }],
	['variables', overrides({ variableValues: vars }), filledIn({ variables: rows(vars) })],
	[
		'variables that are lists and numbers',
		overrides({ variableValues: { items: ['tea'], total: 7, vip: true } }),
		filledIn({ variablesJson: '{"items": ["tea"], "total": 7, "vip": true}' }),
	],
	[
		'variables and a first message',
		overrides({ variableValues: vars, firstMessage: 'Hi {{name}}' }),
		filledIn({ variables: rows(vars), firstMessage: 'Hi {{name}}' }),
	],
	['metadata', overrides({ metadata: { leadId: '7' } }), filledIn({ metadata: rows({ leadId: '7' }) })],
	['deep metadata', overrides({ metadata: { crm: { id: 7 } } }), filledIn({ metadataJson: '{"crm": {"id": 7}}' })],
	['a call name', { ...call, name: 'Reminder' }, filledIn({ callName: 'Reminder' })],
	['a schedule', { ...call, schedulePlan: schedule }, filledIn(scheduled)],
	['a version', { ...call, assistantVersion: 'v3' }, filledIn({ assistantVersion: 'v3' })],
	['a maximum duration', overrides({ maxDurationSeconds: 120 }), filledIn({ maxDurationSeconds: 120 })],
	[
		'voicemail',
		overrides({ voicemailDetection: { provider: 'vapi' }, voicemailMessage: 'Please call back' }),
		filledIn({ voicemailDetection: 'vapi', voicemailMessage: 'Please call back' }),
	],
	['no voicemail detection', overrides({ voicemailDetection: 'off' }), filledIn({ voicemailDetection: 'off' })],
	[
		'voicemail by Twilio',
		overrides({
			voicemailDetection: {
				provider: 'twilio',
				voicemailDetectionTypes: ['machine_end_beep', 'machine_end_silence'],
				machineDetectionTimeout: 30,
				machineDetectionSpeechThreshold: 2500,
			},
		}),
		filledIn({
			voicemailDetection: 'twilio',
			voicemailDetectionJson:
				'{"voicemailDetectionTypes": ["machine_end_beep", "machine_end_silence"], "machineDetectionTimeout": 30, "machineDetectionSpeechThreshold": 2500}',
		}),
	],
	['a webhook', overrides({ server }), filledIn({ webhookUrl: server.url })],
	[
		'a webhook with headers and events',
		overrides({
			server: { ...server, headers: { 'X-Vapi-Secret': 's' } },
			serverMessages: ['end-of-call-report'],
		}),
		filledIn({
			webhookUrl: server.url,
			webhookHeaders: rows({ 'X-Vapi-Secret': 's' }),
			webhookEvents: ['end-of-call-report'],
		}),
	],
	['no recording', overrides({ artifactPlan: { recordingEnabled: false } }), filledIn({ recordingEnabled: false })],
	[
		'structured outputs',
		overrides({ artifactPlan: { structuredOutputIds: [STRUCTURED_OUTPUTS.interest] } }),
		filledIn({ structuredOutputIds: [STRUCTURED_OUTPUTS.interest] }),
	],
];
