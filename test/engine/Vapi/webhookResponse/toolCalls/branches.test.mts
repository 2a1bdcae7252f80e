import type { NodeSpec } from '../../../harness/index.mts';
import { answerTools, lookup, nodeOf, wired } from '../../../VapiTrigger/helpers.mts';
import { failing, fork, hintsOf, isOrder, ok, status, useTools } from './toolUse.mts';

const { callTools } = useTools();

const orders = ['A1', 'B2'];
const ifA: NodeSpec = { name: 'If', type: 'test.if' };
const types = { 'test.if': fork(isOrder('A1')) };
const named = (name: string, node: NodeSpec): NodeSpec => ({ ...node, name });
const slow = named('Slow', status('"B"'));
const fast = named('Fast', status('"A"'));
const both = [
	{ toolCallId: 'call_1', name: 'look_up_order', result: 'A' },
	{ toolCallId: 'call_2', name: 'look_up_order', result: 'B' },
];
const answerStatus = answerTools({ result: '={{ $json.status }}' });

describe('two tool calls of one message are answered together', () => {
	test.each<[string, NodeSpec[], Record<string, string[][]>]>([
		[
			'from two branches into one node',
			[ifA, fast, slow, answerStatus],
			{ Trigger: [['If']], If: [['Fast'], ['Slow']], Fast: [['Answer']], Slow: [['Answer']] },
		],
		[
			'from two branches into two nodes',
			[ifA, fast, slow, answerStatus, named('Other', answerStatus)],
			{ Trigger: [['If']], If: [['Fast'], ['Slow']], Fast: [['Answer']], Slow: [['Other']] },
		],
		[
			'in a loop over the calls',
			[
				{ name: 'Loop', type: 'test.loop' },
				named('Fast', status("$json.parameters.orderNumber === 'A1' ? 'A' : 'B'")),
				answerStatus,
			],
			{ Trigger: [['Loop']], Loop: [[], ['Fast']], Fast: [['Answer']], Answer: [['Loop']] },
		],
	])('%s', async (_how, nodes, outputs) => {
		const { answer, verdict, execution } = await callTools(nodes, {
			orders,
			types,
			connections: wired(outputs),
		});
		expect(answer.results).toEqual(both);
		expect(verdict).toEqual(ok);
		expect(execution.responses).toHaveLength(1);
		expect(execution.status).toBe('success');
	});

	test('with a result and an error, from the two outputs of a node', async () => {
		const { answer, execution } = await callTools(
			[{ name: 'Tool', type: 'test.tool', onError: 'continueErrorOutput' }, answerTools()],
			{
				orders,
				types: { 'test.tool': failing('Code', isOrder('A1')) },
				connections: wired({ Trigger: [['Tool']], Tool: [['Answer'], ['Answer']] }),
			},
		);
		expect(answer.results).toMatchObject([
			{ error: 'The CRM is away [line 1]' },
			{ result: '{"status":"shipped"}' },
		]);
		expect(execution.runs('Answer')).toBe(2);
	});

	test('and the run that came first says what it waits for', async () => {
		const { execution } = await callTools([ifA, fast, slow, answerStatus], {
			orders,
			types,
			connections: wired({
				Trigger: [['If']],
				If: [['Fast'], ['Slow']],
				Fast: [['Answer']],
				Slow: [['Answer']],
			}),
		});
		expect(execution.json('Answer', 0, 0)).toMatchObject([
			{ toolCallId: 'call_1', result: 'A', sent: false, response: null, waitsFor: ['call_2'] },
		]);
		expect(execution.json('Answer', 0, 1)).toMatchObject([
			{ toolCallId: 'call_2', result: 'B', sent: true, response: { results: both } },
		]);
	});
});

describe('nothing waits for nothing', () => {
	test('the answer goes out before the nodes behind it have run', async () => {
		const seen: string[] = [];
		const log = nodeOf('log', async (ctx) => {
			seen.push('logged');
			return [ctx.getInputData()];
		});
		const found = lookup((json) => (isOrder('A1')(json) ? [{ status: 'A' }] : []));
		const { answer, execution } = await callTools(
			[{ name: 'CRM', type: 'test.crm' }, answerStatus, { name: 'Log', type: 'test.log' }],
			{ orders, types: { 'test.crm': found, 'test.log': log } },
		);
		expect(answer.results).toMatchObject([
			{ result: 'A' },
			{ error: 'The workflow gave no result for this tool call' },
		]);
		expect(seen).toEqual(['logged']);
		expect(execution.json('Answer')).toMatchObject([{ sent: true, tooLate: false }]);
	});

	test.each<[string, NodeSpec[], Record<string, string[][]>]>([
		[
			'a branch that finds nothing',
			[ifA, fast, { name: 'Empty', type: 'test.empty' }, answerStatus],
			{ Trigger: [['If']], If: [['Fast'], ['Empty']], Fast: [['Answer']], Empty: [['Answer']] },
		],
		[
			'a branch that throws',
			[ifA, fast, { name: 'Throw', type: 'test.throw' }, answerStatus],
			{ Trigger: [['If']], If: [['Fast'], ['Throw']], Fast: [['Answer']], Throw: [['Answer']] },
		],
	])('%s leaves the result of the other', async (_how, nodes, outputs) => {
		const { answer, verdict } = await callTools(nodes, {
			orders,
			types: {
				...types,
				'test.empty': lookup(() => []),
				'test.throw': nodeOf('throw', async () => {
					throw new TypeError('No database');
				}),
			},
			connections: wired(outputs),
		});
		expect(answer.results).toMatchObject([
			{ result: 'A' },
			{ error: 'The workflow gave no result for this tool call' },
		]);
		expect(verdict).toEqual(ok);
	});

	test('a loop that breaks off leaves what it had found', async () => {
		const { answer, verdict } = await callTools(
			[
				{ name: 'Loop', type: 'test.loop' },
				{ name: 'CRM', type: 'test.crm' },
				answerStatus,
			],
			{
				orders,
				types: { 'test.crm': lookup((json) => (isOrder('A1')(json) ? [{ status: 'A' }] : [])) },
				connections: wired({ Trigger: [['Loop']], Loop: [[], ['CRM']], CRM: [['Answer']], Answer: [['Loop']] }),
			},
		);
		expect(answer.results).toMatchObject([{ result: 'A' }, { error: expect.any(String) }]);
		expect(verdict).toEqual(ok);
	});
});

test('in time for Vapi the answer goes out with what there is; what comes later is said to be late', async () => {
	let go = (): void => undefined;
	const answered = new Promise<void>((resolve) => {
		go = resolve;
	});
	const held = nodeOf('held', async (ctx) => {
		await answered;
		return [ctx.getInputData().map(({ json }) => ({ json: { ...json, status: 'B' } }))];
	});
	const running = callTools([ifA, fast, { name: 'Held', type: 'test.held' }, answerStatus], {
		orders,
		types: { ...types, 'test.held': held },
		trigger: { options: { timeoutSeconds: 2 } },
		connections: wired({ Trigger: [['If']], If: [['Fast'], ['Held']], Fast: [['Answer']], Held: [['Answer']] }),
		onAnswer: go,
	});
	const { answer, verdict, execution } = await running;
	expect(answer.results).toMatchObject([
		{ result: 'A' },
		{ error: 'The workflow had no result for this tool call in time' },
	]);
	expect(verdict).toEqual(ok);
	expect(execution.json('Answer', 0, 1)).toMatchObject([{ result: 'B', sent: false, tooLate: true }]);
	expect(hintsOf(execution, 'Answer')).toEqual([expect.stringContaining('came too late')]);
	expect(execution.responses).toHaveLength(1);
});
