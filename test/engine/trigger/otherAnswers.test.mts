import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { ASSISTANTS, PHONE_NUMBERS, SQUADS } from '../../../sandbox/seed.mts';
import { startInstance } from '../harness/index.mts';
import type { Instance, ListeningWorkflow } from '../harness/index.mts';
import { byId, useSandbox } from '../support.mts';
import { place } from '../../unit/sandbox/client.mts';
import { faultsOf } from './contract.mts';
import { workflowWith } from './helpers.mts';

const sandbox = useSandbox({ timeScale: 0 });
let instance: Instance;
let listening: ListeningWorkflow | undefined;

beforeAll(async () => {
	instance = await startInstance();
});
afterEach(async () => {
	await listening?.stop();
	listening = undefined;
});
afterAll(async () => {
	await instance.close();
});

async function listen(
	event: string,
	operation: string,
	parameters: INodeParameters,
	on: INodeParameters,
) {
	listening = await instance.listen(
		workflowWith(
			sandbox(),
			{ events: [event], responseMode: 'responseNode', ...on },
			[{ name: 'Answer', parameters: { resource: 'webhookResponse', operation, ...parameters } }],
		),
	);
}

const answerOf = (delivery: { answer?: string } | undefined) =>
	JSON.parse(delivery?.answer ?? 'null') as IDataObject;

/** Somebody calls a number without an assistant; what Vapi was told, and what it made of it. */
async function ring(parameters: INodeParameters) {
	await listen('assistant-request', 'assistantRequest', parameters, {
		registerOn: 'phoneNumber',
		phoneNumberId: byId(PHONE_NUMBERS.noAssistant),
	});
	await sandbox().inbound({ phoneNumberId: PHONE_NUMBERS.noAssistant, from: '+15555550177' });
	await sandbox().settled();
	const delivery = sandbox().deliveries.find(({ type }) => type === 'assistant-request');
	return { answer: answerOf(delivery), verdict: delivery?.verdict };
}

const understood = { understood: true, reasons: [] };

describe('an assistant request is answered', () => {
	test.each<[string, INodeParameters, IDataObject]>([
		[
			'with a saved assistant',
			{ answerWith: 'assistant', assistantId: byId(ASSISTANTS.receptionist) },
			{ assistantId: ASSISTANTS.receptionist },
		],
		[
			'with variables that know the caller',
			{
				answerWith: 'assistant',
				assistantId: byId(ASSISTANTS.receptionist),
				additionalFields: {
					variableValues: { values: [{ name: 'caller', value: '={{ $json.customerNumber }}' }] },
					assistantOverrides: '{"firstMessage": "Hello again"}',
				},
			},
			{
				assistantId: ASSISTANTS.receptionist,
				assistantOverrides: {
					variableValues: { caller: '+15555550177' },
					firstMessage: 'Hello again',
				},
			},
		],
		[
			'with a squad',
			{
				answerWith: 'squad',
				squadId: byId(SQUADS.clinic),
				additionalFields: { assistantOverrides: '{"maxDurationSeconds": 60}' },
			},
			{ squadId: SQUADS.clinic, squadOverrides: { maxDurationSeconds: 60 } },
		],
		[
			'with a new assistant',
			{
				answerWith: 'newAssistant',
				newAssistant: {
					firstMessage: 'Hello',
					systemPrompt: 'Be brief',
					modelProvider: 'openai',
					model: 'gpt-4o',
				},
			},
			{
				assistant: {
					firstMessage: 'Hello',
					model: {
						provider: 'openai',
						model: 'gpt-4o',
						messages: [{ role: 'system', content: 'Be brief' }],
					},
				},
			},
		],
		[
			'with a number',
			{
				answerWith: 'destination',
				destination: '+1 (555) 555-0188',
				additionalFields: { destination: '{"message": "One moment"}' },
			},
			{ destination: { type: 'number', number: '+15555550188', message: 'One moment' } },
		],
		[
			'with a SIP address',
			{ answerWith: 'destination', destination: 'sip:anna@example.com' },
			{ destination: { type: 'sip', sipUri: 'sip:anna@example.com' } },
		],
		[
			'with a spoken message',
			{ answerWith: 'error', error: 'We are closed.\nPlease call again.' },
			{ error: 'We are closed. Please call again.' },
		],
	])('%s', async (_how, parameters, expected) => {
		const { answer, verdict } = await ring(parameters);
		expect(answer).toEqual(expected);
		expect(verdict).toEqual(understood);
		expect(faultsOf('ServerMessageResponseAssistantRequest', answer)).toEqual([]);
	});

	test.each<[string, INodeParameters, string]>([
		['without an assistant', { answerWith: 'assistant' }, "'Assistant' is empty"],
		['without a text', { answerWith: 'error', error: ' \n ' }, "'Spoken Message' is empty"],
		['with an empty form', { answerWith: 'newAssistant', newAssistant: {} }, "'New Assistant' is empty"],
		[
			'with no number',
			{ answerWith: 'destination', destination: 'the office' },
			"'Destination'",
		],
	])('not %s', async (_how, parameters, message) => {
		const { verdict } = await ring(parameters);
		expect(verdict?.understood).toBe(false);
		while (listening?.executions.length === 0) await new Promise(setImmediate);
		expect(listening?.executions[0]?.error?.message).toContain(message);
	});
});

/** An assistant asks where a call goes; what it was told, and what Vapi makes of it. */
async function send(type: string, operation: string, parameters: INodeParameters) {
	await listen(type, operation, parameters, {
		registerOn: 'assistant',
		assistantId: byId(ASSISTANTS.receptionist),
	});
	const delivery = await sandbox().send(await place(sandbox()), type);
	return { answer: answerOf(delivery), verdict: delivery?.verdict };
}

describe('a transfer request is answered', () => {
	test.each<[string, INodeParameters, IDataObject]>([
		[
			'with a number and a word to the caller',
			{
				destination: '+15555550188 x 12',
				additionalFields: {
					message: 'I am putting you through',
					destination: '{"callerId": "+15555550100"}',
				},
			},
			{
				destination: {
					type: 'number',
					number: '+15555550188',
					extension: '12',
					callerId: '+15555550100',
				},
				message: { type: 'request-start', content: 'I am putting you through' },
			},
		],
		[
			'with an assistant of the squad',
			{ answerWith: 'assistant', assistantName: 'Sales' },
			{ destination: { type: 'assistant', assistantName: 'Sales' } },
		],
		['with a refusal', { answerWith: 'error', error: 'Nobody\nis in' }, { error: 'Nobody is in' }],
	])('%s', async (_how, parameters, expected) => {
		const { answer, verdict } = await send(
			'transfer-destination-request',
			'transferDestination',
			parameters,
		);
		expect(answer).toEqual(expected);
		expect(verdict).toEqual(understood);
		expect(faultsOf('ServerMessageResponseTransferDestinationRequest', answer)).toEqual([]);
	});
});

describe('a handoff request is answered', () => {
	test.each<[string, INodeParameters, IDataObject]>([
		[
			'with a saved assistant',
			{ assistantId: byId(ASSISTANTS.leadQualifier), additionalFields: { result: 'Over\nto sales' } },
			{
				destination: { type: 'assistant', assistantId: ASSISTANTS.leadQualifier },
				result: 'Over to sales',
			},
		],
		[
			'with an assistant of the squad',
			{
				answerWith: 'assistantName',
				assistantName: 'Sales',
				additionalFields: { destination: '{"description": "To sales"}' },
			},
			{ destination: { type: 'assistant', assistantName: 'Sales', description: 'To sales' } },
		],
		['with a refusal', { answerWith: 'error', error: 'Not now' }, { error: 'Not now' }],
	])('%s', async (_how, parameters, expected) => {
		const { answer, verdict } = await send(
			'handoff-destination-request',
			'handoffDestination',
			parameters,
		);
		expect(answer).toEqual(expected);
		expect(verdict).toEqual(understood);
	});
});

test('an operation for another event is refused, and the way out is named', async () => {
	const { verdict } = await send('transfer-destination-request', 'handoffDestination', {
		answerWith: 'error',
		error: 'Not now',
	});
	expect(verdict?.understood).toBe(false);
	while (listening?.executions.length === 0) await new Promise(setImmediate);
	const { error } = listening?.executions[0] ?? {};
	expect(error?.message).toContain('received transfer-destination-request');
	expect(error?.description).toContain('Select the operation');
});
