import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { ASSISTANTS, SQUADS } from '../../../../sandbox/seed.mts';
import { byId } from '../../support.mts';
import { faultsOf } from '../../VapiTrigger/contract.mts';
import { useVapiRequests } from './vapiRequests.mts';

const { ring, send, listening } = useVapiRequests();

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
					variables: { values: [{ name: 'caller', value: '={{ $json.customerNumber }}' }] },
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
				firstMessage: 'Hello',
				systemPrompt: 'Be brief',
				assistantFields: { maxDurationSeconds: 60 },
			},
			{
				assistant: {
					firstMessage: 'Hello',
					maxDurationSeconds: 60,
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
		['without a model', { answerWith: 'newAssistant', model: '' }, "'Model' is missing"],
		[
			'with no number',
			{ answerWith: 'destination', destination: 'the office' },
			"'Destination'",
		],
	])('not %s', async (_how, parameters, message) => {
		const { verdict } = await ring(parameters);
		expect(verdict?.understood).toBe(false);
		while (listening()?.executions.length === 0) await new Promise(setImmediate);
		expect(listening()?.executions[0]?.error?.message).toContain(message);
	});
});

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
		[
			'with a refusal',
			{ answerWith: 'error', error: 'Not now' },
			{ destination: {}, error: 'Not now' },
		],
	])('%s', async (_how, parameters, expected) => {
		const { answer, verdict } = await send(
			'handoff-destination-request',
			'handoffDestination',
			parameters,
		);
		expect(answer).toEqual(expected);
		expect(verdict).toEqual(understood);
		expect(faultsOf('ServerMessageResponseHandoffDestinationRequest', answer)).toEqual([]);
	});
});

test('an operation for another event is refused, and the way out is named', async () => {
	const { answer } = await send('transfer-destination-request', 'handoffDestination', {
		answerWith: 'error',
		error: 'Not now',
	});
	expect(answer).toEqual({ error: 'The workflow failed' });
	while (listening()?.executions.length === 0) await new Promise(setImmediate);
	const { error } = listening()?.executions[0] ?? {};
	expect(error?.message).toContain('received transfer-destination-request');
	expect(error?.description).toContain('Select the operation');
});
