import type { IDataObject } from 'n8n-workflow';
import type { NodeSpec } from '../../../harness/index.mts';
import { byId } from '../../../support.mts';
import { answerTools, lookup, unpaired } from '../../../VapiTrigger/helpers.mts';
import { ok, shipped, useTools, withStatus } from './toolUse.mts';

const { callTools, listening } = useTools();

describe('several tool calls at once', () => {
	const orders = ['A1', 'B2', 'C3'];
	const byOrder = (rows: Record<string, IDataObject[]>) =>
		lookup(({ arguments: values }) => rows[(values as IDataObject).orderNumber as string] ?? []);
	const crm: NodeSpec = { name: 'CRM', type: 'test.crm' };
	const answerState = answerTools({ result: '={{ $json.state }}' });

	test('get one entry each, in order', async () => {
		const { answer, verdict } = await callTools([shipped, withStatus], { orders });
		expect((answer.results as IDataObject[]).map(({ result }) => result)).toEqual(
			orders.map((order) => `Order ${order} has been shipped`),
		);
		expect(verdict).toEqual(ok);
	});

	test('are matched by pairing where a node has dropped their IDs', async () => {
		const types = {
			'test.crm': byOrder({ A1: [{ state: 'new' }], B2: [{ state: 'paid' }], C3: [{ state: 'gone' }] }),
		};
		const { answer, verdict } = await callTools([crm, answerState], { orders, types });
		expect(answer.results).toMatchObject([
			{ toolCallId: 'call_1', result: 'new' },
			{ toolCallId: 'call_2', result: 'paid' },
			{ toolCallId: 'call_3', result: 'gone' },
		]);
		expect(verdict).toEqual(ok);
	});

	test('get an error where there is no result, and several rows in one text', async () => {
		const types = { 'test.crm': byOrder({ A1: [{ state: 'new' }, { state: 'paid' }] }) };
		const { answer, verdict, execution } = await callTools([crm, answerState], {
			orders: ['A1', 'B2'],
			types,
		});
		expect(answer.results).toEqual([
			{ toolCallId: 'call_1', name: 'look_up_order', result: 'new; paid' },
			{
				toolCallId: 'call_2',
				name: 'look_up_order',
				error: 'The workflow gave no result for this tool call',
			},
		]);
		expect(verdict).toEqual(ok);
		expect(execution.json('Answer')).toHaveLength(2);
	});

	test('get several rows of data as one JSON list', async () => {
		const types = { 'test.crm': byOrder({ A1: [{ state: 'new' }, { state: 'paid' }] }) };
		const { answer, verdict } = await callTools([crm, answerTools()], { types });
		expect(answer.results).toMatchObject([{ result: '[{"state":"new"},{"state":"paid"}]' }]);
		expect(verdict).toEqual(ok);
	});

	test('are answered as far as possible where one item cannot be matched', async () => {
		const types = { 'test.code': unpaired([{ toolCallId: 'call_2', state: 'paid' }, { state: '?' }]) };
		const code: NodeSpec = { name: 'Code', type: 'test.code' };
		const { answer, status: sent, execution } = await callTools([code, answerState], {
			orders,
			types,
		});
		expect(sent).toBe(200);
		expect(answer.results).toMatchObject([
			{ error: expect.any(String) },
			{ result: 'paid' },
			{ error: expect.any(String) },
		]);
		expect(execution.errorOf('Answer')?.message).toContain('which tool call this item answers');
	});

	test('become error items under Continue On Fail', async () => {
		const types = { 'test.code': unpaired([{ state: '?' }, { toolCallId: 'call_2', state: 'paid' }]) };
		const code: NodeSpec = { name: 'Code', type: 'test.code' };
		const { execution } = await callTools([code, { ...answerState, onError: 'continueRegularOutput' }], {
			orders,
			types,
		});
		const output = execution.output('Answer') ?? [];
		expect(output[0]?.json.error).toContain('which tool call this item answers');
		expect(output[1]?.json).toMatchObject({ toolCallId: 'call_2', result: 'paid', sent: true });
	});

	test.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'carry the error of a Vapi node, which keeps what came in (%s)',
		async (onError) => {
			const get: NodeSpec = {
				name: 'Get',
				parameters: { resource: 'call', operation: 'get', callId: byId('nothing') },
				onError,
			};
			const connections = {
				Trigger: { main: [[{ node: 'Get', type: 'main' as const, index: 0 }]] },
				Get: {
					main: [0, 1].map(() => [{ node: 'Answer', type: 'main' as const, index: 0 }]),
				},
			};
			const { answer } = await callTools([get, answerState], { orders: ['A1', 'B2'], connections });
			const error = expect.stringContaining('not an ID of Vapi');
			expect(answer.results).toMatchObject([
				{ toolCallId: 'call_1', error },
				{ toolCallId: 'call_2', error },
			]);
		},
	);

	test('carry the errors of nodes that went on after them', async () => {
		const types = {
			'test.code': unpaired([
				{ toolCallId: 'call_1', state: 'new' },
				{ error: 'The CRM\nis away' },
			]),
		};
		const only = await callTools([{ name: 'Code', type: 'test.code' }, answerTools()], {
			types: { 'test.code': unpaired([{ error: 'The CRM\nis away' }]) },
		});
		expect(only.answer.results).toMatchObject([{ error: 'The CRM is away' }]);
		await listening()?.stop();
		const both = await callTools([{ name: 'Code', type: 'test.code' }, answerState], { types });
		expect(both.answer.results).toMatchObject([{ result: 'new; Error: The CRM is away' }]);
	});

	test('are matched by an ID that an expression gives', async () => {
		const rows = [
			{ call: 'call_2', state: 'paid' },
			{ call: 'call_1', state: 'new' },
		];
		const types = { 'test.code': unpaired(rows) };
		const { answer, verdict } = await callTools(
			[
				{ name: 'Code', type: 'test.code' },
				answerTools({ toolCallId: '={{ $json.call }}', result: '={{ $json.state }}' }),
			],
			{ orders: ['A1', 'B2'], types },
		);
		expect(answer.results).toMatchObject([{ result: 'new' }, { result: 'paid' }]);
		expect(verdict).toEqual(ok);
	});
});
