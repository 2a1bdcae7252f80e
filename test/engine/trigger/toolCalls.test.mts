import { setTimeout } from 'node:timers/promises';
import type { IDataObject, INodeParameters, INodeType } from 'n8n-workflow';
import type { ToolCallShape } from '../../../sandbox/options.mts';
import { ASSISTANTS } from '../../../sandbox/seed.mts';
import { place } from '../../unit/sandbox/client.mts';
import { startInstance } from '../harness/index.mts';
import type { Instance, ListeningWorkflow, NodeSpec, RunResult } from '../harness/index.mts';
import { useSandbox } from '../support.mts';
import { faultsOf } from './contract.mts';
import { answerTools, lookup, nodeOf, toolTrigger, unpaired, workflowWith } from './helpers.mts';

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

/** The execution, which goes on for a moment after it has answered. */
async function ended({ executions }: ListeningWorkflow): Promise<RunResult> {
	while (executions.length === 0) await setTimeout(5);
	return executions[0] as RunResult;
}

/** Publishes a workflow and lets the assistant of a call use its tool, once for each order. */
async function callTools(
	nodes: NodeSpec[],
	{
		orders = ['A1'],
		shape = 'real' as ToolCallShape,
		types = {} as Record<string, INodeType>,
		trigger = {} as INodeParameters,
	} = {},
) {
	listening = await instance.listen(
		workflowWith(sandbox(), { ...toolTrigger, ...trigger }, nodes, types),
	);
	const id = await place(sandbox(), '+15555550123', { assistantId: ASSISTANTS.toolUser });
	const calls = orders.map((orderNumber, index) => ({
		id: `call_${index + 1}`,
		name: 'look_up_order',
		arguments: { orderNumber },
	}));
	const delivery = await sandbox().toolCalls(id, calls, shape);
	const execution = await ended(listening);
	return {
		status: delivery?.attempts[0]?.status,
		answer: JSON.parse(delivery?.answer ?? 'null') as IDataObject,
		verdict: delivery?.verdict,
		execution,
	};
}

const ok = { understood: true, reasons: [] };
const status = (text: string): NodeSpec => ({
	name: 'Status',
	type: 'test.set',
	parameters: { values: `={{ { status: ${text} } }}` },
});
const shipped = status('"Order " + $json.parameters.orderNumber + "\\nhas been shipped"');
const withStatus = answerTools({ result: '={{ $json.status }}' });

describe('an answer to a tool call', () => {
	test.each<ToolCallShape>(['real', 'withTool', 'text', 'parameters', 'arguments'])(
		'is understood, in whatever shape Vapi asks (%s)',
		async (shape) => {
			const { status: code, answer, verdict } = await callTools([shipped, withStatus], { shape });
			expect(code).toBe(200);
			expect(answer).toEqual({
				results: [
					{ toolCallId: 'call_1', name: 'look_up_order', result: 'Order A1 has been shipped' },
				],
			});
			expect(verdict).toEqual(ok);
		},
	);

	test('says in its output what was sent, and that it was in time', async () => {
		const { execution, answer } = await callTools([shipped, withStatus]);
		expect(execution.json('Answer')).toEqual([
			{
				toolCallId: 'call_1',
				name: 'look_up_order',
				result: 'Order A1 has been shipped',
				response: answer,
				sent: true,
				tooLate: false,
				answerBy: execution.json('Trigger')[0]?.answerBy,
			},
		]);
	});

	test('says when it came too late', async () => {
		const slow = nodeOf('slow', async (ctx) => {
			await setTimeout(1_100);
			return [ctx.getInputData()];
		});
		const { execution, verdict } = await callTools(
			[{ name: 'Slow', type: 'test.slow' }, answerTools()],
			{ trigger: { options: { timeoutSeconds: 1 } }, types: { 'test.slow': slow } },
		);
		expect(verdict?.understood).toBe(false);
		expect(execution.json('Answer')[0]).toMatchObject({ sent: true, tooLate: true });
	});

	test('gives the data of the item as JSON where nothing else is chosen', async () => {
		const { answer, verdict } = await callTools([status('[1, { deep: "a\\nb" }]'), withStatus]);
		expect(answer.results).toMatchObject([{ result: '[1,{"deep":"a\\nb"}]' }]);
		expect(verdict).toEqual(ok);
	});

	test('carries error, spoken text, metadata and the end of the call', async () => {
		const { answer, verdict } = await callTools([
			answerTools({
				answerWith: 'error',
				error: 'There is no\nsuch order',
				additionalFields: {
					message: 'I cannot find it.',
					endCallAfterSpoken: true,
					metadata: '{"tried": 1}',
				},
			}),
		]);
		expect(answer.results).toEqual([
			{
				toolCallId: 'call_1',
				name: 'look_up_order',
				error: 'There is no such order',
				message: {
					type: 'request-failed',
					content: 'I cannot find it.',
					endCallAfterSpokenEnabled: true,
				},
				metadata: { tried: 1 },
			},
		]);
		expect(verdict).toEqual(ok);
		expect(faultsOf('ServerMessageResponseToolCalls', answer)).toEqual([]);
	});
});

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
		expect(output[0]?.error?.message).toContain('which tool call this item answers');
		expect(output[1]?.json).toMatchObject({ toolCallId: 'call_2', result: 'paid', sent: true });
	});

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
		await listening?.stop();
		const both = await callTools([{ name: 'Code', type: 'test.code' }, answerState], { types });
		expect(both.answer.results).toMatchObject([{ result: 'new' }]);
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

describe('an answer that nobody hears is refused', () => {
	test('where the trigger answers by itself', async () => {
		const { execution, verdict } = await callTools([answerTools()], {
			trigger: { responseMode: 'onReceived' },
		});
		expect(verdict?.understood).toBe(false);
		expect(execution.error?.message).toContain("'Trigger' does not wait for this answer");
	});

	test('where the execution has answered already', async () => {
		const second: NodeSpec = { ...answerTools(), name: 'Again' };
		const { execution, verdict } = await callTools([answerTools(), second]);
		expect(verdict).toEqual(ok);
		expect(execution.error?.message).toContain('already has the answer');
	});

	test('where the tool call is none of this message', async () => {
		const { execution } = await callTools([answerTools({ toolCallId: 'call_9' })]);
		expect(execution.error?.message).toContain('none of the tool calls of this message');
	});
});

test('a retry of the node does not answer twice', async () => {
	const { execution, verdict, answer } = await callTools([
		{ ...answerTools({ toolCallId: 'call_9' }), retryOnFail: true, maxTries: 2, waitBetweenTries: 0 },
	]);
	expect(verdict?.understood).toBe(true);
	expect(answer.results).toMatchObject([{ error: expect.any(String) }]);
	expect(execution.error?.message).toContain('none of the tool calls of this message');
	expect(execution.responses).toHaveLength(1);
});

test('the secret that the trigger registered shows in no output', async () => {
	const { execution } = await callTools([answerTools({ result: 'fine' })], {
		trigger: { simplify: false },
	});
	const kept = JSON.stringify(listening?.staticData);
	const secret = /"secret":"([\da-f]{64})"/.exec(kept)?.[1] ?? '';
	expect(secret).toHaveLength(64);
	const shown = JSON.stringify(execution.data.resultData.runData);
	expect(shown).toContain('toolCallList');
	expect(shown).not.toContain(secret);
});
