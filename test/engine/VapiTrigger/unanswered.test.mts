import type { INodeParameters, INodeType } from 'n8n-workflow';
import { runHook } from '../harness/index.mts';
import type { NodeSpec } from '../harness/index.mts';
import { answering, useVapiRequests } from '../Vapi/webhookResponse/vapiRequests.mts';
import { fork, useTools } from '../Vapi/webhookResponse/toolCalls/toolUse.mts';
import { answerTools, lookup, nodeOf } from './helpers.mts';

const { callTools, listening: workflow } = useTools();
const { ask } = useVapiRequests();

const nodes: Record<string, INodeType> = {
	'test.throw': nodeOf('throw', async () => {
		throw new TypeError('No database');
	}),
	'test.empty': lookup(() => []),
	'test.if': fork(() => false),
};
const throwing: NodeSpec = { name: 'Throw', type: 'test.throw' };
const otherwise: NodeSpec = { name: 'If', type: 'test.if' };
const empty: NodeSpec = { name: 'Empty', type: 'test.empty' };
const noResult = 'The workflow gave no result for this tool call';
const orders = ['A1', 'B2'];

describe('tool calls are answered with an error, which Vapi understands', () => {
	test.each<[string, NodeSpec[], INodeParameters, string]>([
		['where the workflow fails', [throwing, answerTools()], {}, 'The workflow failed'],
		['where a branch ends early', [empty, answerTools()], {}, noResult],
		['where the node that answers is on another branch', [otherwise, answerTools()], {}, noResult],
		['where the last node fails', [throwing], { responseMode: 'lastNode' }, 'The workflow failed'],
		[
			'where the last node gives something else',
			[{ name: 'Pass', type: 'test.set', parameters: { values: '{ "status": "shipped" }' } }],
			{ responseMode: 'lastNode' },
			"The answer of the last node has neither 'results', a list, nor 'error', a text",
		],
	])('%s', async (_how, specs, trigger, error) => {
		const { status, answer, verdict } = await callTools(specs, { orders, types: nodes, trigger });
		expect(status).toBe(200);
		expect(answer.results).toEqual([
			{ toolCallId: 'call_1', name: 'look_up_order', error },
			{ toolCallId: 'call_2', name: 'look_up_order', error },
		]);
		expect(verdict).toEqual({ understood: true, reasons: [] });
	});

	test('in time, where the workflow takes longer than Vapi waits', async () => {
		let go = (): void => undefined;
		const answered = new Promise<void>((resolve) => {
			go = resolve;
		});
		const held = nodeOf('held', async (ctx) => {
			await answered;
			return [ctx.getInputData()];
		});
		const { answer, verdict, execution } = await callTools(
			[{ name: 'Held', type: 'test.held' }, answerTools({ result: 'late' })],
			{ types: { 'test.held': held }, trigger: { options: { timeoutSeconds: 1 } }, onAnswer: go },
		);
		expect(answer.results).toMatchObject([{ error: expect.stringContaining('in time') }]);
		expect(verdict?.understood).toBe(true);
		expect(execution.json('Answer')).toMatchObject([{ sent: false, tooLate: true }]);
		expect(workflow()?.executions).toHaveLength(1);
	});

	test('but what the last node says in the right form goes through as it is', async () => {
		const { answer } = await callTools([{ name: 'Last', type: 'test.results' }], {
			types: {
				'test.results': nodeOf('results', async (ctx) => [
					ctx.getInputData().map(({ json }) => ({
						json: { results: [{ toolCallId: json.toolCallId, result: 'shipped' }] },
					})),
				]),
			},
			trigger: { responseMode: 'lastNode' },
		});
		expect(answer).toEqual({ results: [{ toolCallId: 'call_1', result: 'shipped' }] });
	});
});

describe('other questions that a failed workflow leaves open', () => {
	test.each<[string, number, object]>([
		['transfer-destination-request', 200, { error: 'The workflow failed' }],
		['handoff-destination-request', 200, { destination: {}, error: 'The workflow failed' }],
		['knowledge-base-request', 200, { documents: [] }],
		['function-call', 200, { error: 'The workflow failed' }],
		// A status that is no success leads Vapi to its own way out.
		['assistant-request', 500, { message: 'The workflow failed before it answered' }],
		['call.endpointing.request', 500, { message: 'The workflow failed before it answered' }],
		['campaign.predial', 500, { message: 'The workflow failed before it answered' }],
	])('%s', async (type, status, expected) => {
		const told = await ask(type, { specs: [throwing, answering('toolCalls')], types: nodes });
		expect(told).toMatchObject({ status, answer: expected });
	});

	test.each(['assistant-request', 'campaign.predial'])('%s without an answer is no success', async (type) => {
		const told = await ask(type, { specs: [empty, answering('toolCalls')], types: nodes });
		expect(told).toMatchObject({
			status: 500,
			answer: { message: 'The workflow ended without an answer' },
		});
	});

	test('a pre-dial check whose last node says neither yes nor no', async () => {
		const last = { name: 'Last', type: 'test.set', parameters: { values: '{ "eligible": "true" }' } };
		const told = await ask(
			'campaign.predial',
			{ specs: [last] },
			{ trigger: { responseMode: 'lastNode' } },
		);
		expect(told.status).toBe(500);
	});
});

describe('publishing a trigger that waits for a node', () => {
	const parameters: INodeParameters = {
		events: ['tool-calls'],
		responseMode: 'responseNode',
		acceptFrom: 'anyone',
	};
	const respond: NodeSpec = { name: 'Respond', type: 'n8n-nodes-base.respondToWebhook' };
	const publish = async (behind: NodeSpec[], more = {}) =>
		await runHook('checkExists', { parameters, behind, ...more });

	test('is refused where no node behind it answers', async () => {
		await expect(publish([])).rejects.toThrow('No node behind this trigger answers Vapi');
		await expect(publish([{ ...answerTools(), disabled: true }])).rejects.toThrow('No node behind');
		const call: NodeSpec = { name: 'Vapi', parameters: { resource: 'call', operation: 'get' } };
		await expect(publish([call])).rejects.toThrow('No node behind');
	});

	test("is refused with n8n's Respond to Webhook, by its name", async () => {
		const nodeTypes = { [String(respond.type)]: nodeOf('respond', async () => [[]]) };
		await expect(publish([respond], { nodeTypes })).rejects.toThrow("The node 'Respond' cannot answer Vapi");
	});

	test('goes well with a node that answers, be it far behind', async () => {
		const pass: NodeSpec = { name: 'Pass', type: 'test.noOp' };
		expect((await publish([pass, answering('toolCalls')])).result).toBe(true);
	});

	test.each<[string, object]>([
		['a test', { isTest: true }],
		["n8n's own start", { activation: 'init' }],
		['another response mode', { parameters: { ...parameters, responseMode: 'lastNode' } }],
		['events that want no answer', { parameters: { ...parameters, events: ['hang'] } }],
	])('%s is not stopped', async (_what, more) => {
		expect((await publish([], more)).result).toBe(true);
	});
});
