import { VapiClient } from '@vapi-ai/server-sdk';
import type { Vapi } from '@vapi-ai/server-sdk';
import type { INodeParameters } from 'n8n-workflow';
import {
	ASSISTANTS,
	CALLS,
	PHONE_NUMBERS,
	SQUADS,
	STRUCTURED_OUTPUTS,
} from '../../sandbox/seed.mts';
import type { RecordedRequest } from '../../sandbox/types.mts';
import { byId, callParameters, runVapi, useSandbox } from '../engine/support.mts';

const sandbox = useSandbox();

/** What a request says, without what each HTTP client writes in its own way. */
function essence({ method, path, query, body }: RecordedRequest) {
	return { method, path, query: [...new URLSearchParams(query)].sort(), body };
}

async function sentBy(send: () => Promise<unknown>): Promise<Array<ReturnType<typeof essence>>> {
	sandbox().reset();
	await send();
	// What the node reads to build a request is not the request.
	return sandbox()
		.requests.filter(({ path }) => path.startsWith('/call'))
		.map(essence);
}

function client(): VapiClient {
	return new VapiClient({ token: sandbox().privateKey, baseUrl: sandbox().url, maxRetries: 0 });
}

const assistantId = ASSISTANTS.receptionist;
const phoneNumberId = PHONE_NUMBERS.main;
const customer = { number: '+15555550123' };
const call = { assistantId, phoneNumberId, customer };
const model = {
	provider: 'openai' as const,
	model: 'gpt-4o' as const,
	messages: [{ role: 'system' as const, content: 'Be brief' }],
};

const more = (theme: string, fields: INodeParameters) => ({ additionalFields: { [theme]: fields } });
const overrides = (assistantOverrides: Vapi.AssistantOverrides) => ({ ...call, assistantOverrides });
const rows = (...values: INodeParameters[]) => ({ values });

const creates: Array<[string, INodeParameters, Vapi.CreateCallDto]> = [
	['a saved assistant', {}, call],
	[
		'another From',
		{ phoneNumberId: byId(PHONE_NUMBERS.noAssistant) },
		{ ...call, phoneNumberId: PHONE_NUMBERS.noAssistant },
	],
	['a number with spaces', { to: '+1 (555) 555-0123' }, call],
	[
		'a SIP address',
		{ to: 'sip:anna@example.com' },
		{ ...call, customer: { sipUri: 'sip:anna@example.com' } },
	],
	[
		'a saved squad',
		{ agent: 'squad', squadId: byId(SQUADS.clinic) },
		{ squadId: SQUADS.clinic, phoneNumberId, customer },
	],
	[
		'a squad with overrides',
		{
			agent: 'squad',
			squadId: byId(SQUADS.clinic),
			...more('conversation', { firstMessage: 'Hi' }),
		},
		{ squadId: SQUADS.clinic, phoneNumberId, customer, squadOverrides: { firstMessage: 'Hi' } },
	],
	[
		'a new assistant',
		{
			agent: 'newAssistant',
			newAssistant: {
				firstMessage: 'Hello',
				systemPrompt: 'Be brief',
				modelProvider: 'openai',
				model: 'gpt-4o',
			},
		},
		{ assistant: { firstMessage: 'Hello', model }, phoneNumberId, customer },
	],
	[
		'a new squad',
		{ agent: 'newSquad', newSquad: JSON.stringify({ members: [{ assistantId }] }) },
		{ squad: { members: [{ assistantId }] }, phoneNumberId, customer },
	],
	[
		'a WebSocket call',
		{ callType: 'websocket' },
		{ assistantId, transport: { provider: 'vapi.websocket' } },
	],
	[
		'a WebSocket call with an audio format',
		{ callType: 'websocket', audioFormat: { format: 'mulaw', sampleRate: 8000 } },
		{
			assistantId,
			transport: {
				provider: 'vapi.websocket',
				// The SDK takes Vapi's document at its word, which calls these enums objects.
				audioFormat: { format: 'mulaw' as never, container: 'raw' as never, sampleRate: 8000 },
			},
		},
	],
	[
		'customer fields',
		more('customer', { name: 'Anna', email: 'anna@example.com', externalId: 'crm-1', extension: '12' }),
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
		more('customer', { numberE164CheckEnabled: false }),
		{ ...call, customer: { ...customer, numberE164CheckEnabled: false } },
	],
	[
		'a schedule',
		more('schedule', {
			earliestAt: '2030-01-31T09:30:00.000Z',
			latestAt: '2030-01-31T10:30:00.000Z',
		}),
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
		more('conversation', { variableValues: rows({ name: 'first.name', value: 'Anna' }) }),
		overrides({ variableValues: { 'first.name': 'Anna' } }),
	],
	[
		'template variables as JSON',
		more('conversation', { variableValuesJson: '{"vip": true}' }),
		overrides({ variableValues: { vip: true } }),
	],
	[
		'a first message and its mode',
		more('conversation', {
			firstMessage: 'Hello {{name}}',
			firstMessageMode: 'assistant-waits-for-user',
		}),
		overrides({ firstMessage: 'Hello {{name}}', firstMessageMode: 'assistant-waits-for-user' }),
	],
	[
		'a system prompt over the saved model',
		more('conversation', { systemPrompt: 'Be brief' }),
		overrides({ model }),
	],
	[
		'another voice',
		more('conversation', { voiceProvider: 'vapi', voiceId: 'Kylie' }),
		overrides({ voice: { provider: 'vapi', voiceId: 'Kylie' } }),
	],
	[
		'a maximum duration',
		more('conversation', { maxDurationSeconds: 120 }),
		overrides({ maxDurationSeconds: 120 }),
	],
	[
		'end of call',
		more('conversation', { endCallMessage: 'Goodbye', endCallPhrases: ['goodbye'] }),
		overrides({ endCallMessage: 'Goodbye', endCallPhrases: ['goodbye'] }),
	],
	[
		'voicemail',
		more('conversation', { voicemailDetection: 'vapi', voicemailMessage: 'Please call back' }),
		overrides({ voicemailDetection: { provider: 'vapi' }, voicemailMessage: 'Please call back' }),
	],
	[
		'a webhook and its events',
		more('webhook', {
			serverUrl: 'https://n8n.example.com/webhook/vapi',
			serverMessages: ['end-of-call-report'],
		}),
		overrides({
			server: { url: 'https://n8n.example.com/webhook/vapi' },
			serverMessages: ['end-of-call-report'] as never,
		}),
	],
	['a call name', more('data', { name: 'Reminder' }), { ...call, name: 'Reminder' }],
	[
		'metadata',
		more('data', { metadata: rows({ name: 'leadId', value: '7' }) }),
		overrides({ metadata: { leadId: '7' } }),
	],
	[
		'recording and structured outputs',
		more('data', {
			recordingEnabled: false,
			structuredOutputIds: [STRUCTURED_OUTPUTS.interest],
		}),
		overrides({
			artifactPlan: {
				recordingEnabled: false,
				structuredOutputIds: [STRUCTURED_OUTPUTS.interest],
			},
		}),
	],
	[
		'a version of the assistant',
		more('advanced', { assistantVersion: 'v3' }),
		{ ...call, assistantVersion: 'v3' },
	],
	[
		'overrides as JSON',
		more('advanced', { assistantOverrides: '{"backgroundSound": "office"}' }),
		overrides({ backgroundSound: 'office' }),
	],
];

const lists: Array<[string, INodeParameters, Vapi.ListCallsRequest]> = [
	['the first 50', {}, { limit: 50 }],
	['a limit', { limit: 7 }, { limit: 7 }],
	['everything', { returnAll: true }, { limit: 1000 }],
	[
		'calls of an assistant',
		{ limit: 5, filters: { assistantId: byId(assistantId) } },
		{ limit: 5, assistantId },
	],
	[
		'calls of a phone number',
		{ limit: 5, filters: { phoneNumberId: byId(phoneNumberId) } },
		{ limit: 5, phoneNumberId },
	],
	[
		'calls of a time',
		{
			limit: 5,
			filters: {
				createdAtGe: '2026-01-01T00:00:00.000Z',
				createdAtLt: '2026-02-01T00:00:00.000Z',
				updatedAtGt: '2026-01-01T00:00:00.000Z',
			},
		},
		{
			limit: 5,
			createdAtGe: '2026-01-01T00:00:00.000Z',
			createdAtLt: '2026-02-01T00:00:00.000Z',
			updatedAtGt: '2026-01-01T00:00:00.000Z',
		},
	],
	[
		'calls up to a moment',
		{ limit: 5, filters: { createdAtLe: '2026-02-01T00:00:00.000Z' } },
		{ limit: 5, createdAtLe: '2026-02-01T00:00:00.000Z' },
	],
];

describe("the node sends what Vapi's own SDK sends", () => {
	it.each(creates)('for Create: %s', async (_name, parameters, request) => {
		const ours = await sentBy(async () => await runVapi(sandbox(), callParameters(parameters)));
		const theirs = await sentBy(async () => await client().calls.create(request));

		expect(theirs).toHaveLength(1);
		expect(ours).toEqual(theirs);
	});

	it.each(Object.entries(CALLS))('for Get: %s', async (_name, id) => {
		const ours = await sentBy(
			async () =>
				await runVapi(sandbox(), { resource: 'call', operation: 'get', callId: byId(id) }),
		);
		const theirs = await sentBy(async () => await client().calls.get({ id }));

		expect(theirs).toHaveLength(1);
		expect(ours).toEqual(theirs);
	});

	it.each(lists)('for Get Many: %s', async (_name, parameters, request) => {
		const ours = await sentBy(
			async () =>
				await runVapi(sandbox(), { resource: 'call', operation: 'getAll', ...parameters }),
		);
		const theirs = await sentBy(async () => await client().calls.list(request));

		expect(theirs).toHaveLength(1);
		expect(ours).toEqual(theirs);
	});
});
