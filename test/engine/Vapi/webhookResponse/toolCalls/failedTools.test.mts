import type { NodeSpec } from '../../../harness/index.mts';
import { answerTools, lookup, nodeOf, wired } from '../../../VapiTrigger/helpers.mts';
import { failing, failures, isOrder, ok, useTools } from './toolUse.mts';

const { callTools } = useTools();

const orders = ['A1', 'B2'];
const answer = answerTools();
const texts: Record<string, string> = {
	Code: 'The CRM is away [line 1]',
	'HTTP Request': '503 - "away"',
	Vapi: 'The CRM is away [item 1]',
};

/** A tool that fails on the second order, as a node of n8n does. */
const tool = (onError: NodeSpec['onError']): NodeSpec => ({ name: 'Tool', type: 'test.tool', onError });

describe.each(Object.keys(failures))('a tool that fails in the %s node is answered with its error', (kind) => {
	const types = { 'test.tool': failing(kind, isOrder('B2')) };
	const results = [
		{ toolCallId: 'call_1', name: 'look_up_order', result: '{"status":"shipped"}' },
		{ toolCallId: 'call_2', name: 'look_up_order', error: texts[kind] },
	];

	test.each([
		['from both outputs into one node', { Trigger: [['Tool']], Tool: [['Answer'], ['Answer']] }],
		[
			'with another node behind the error output',
			{ Trigger: [['Tool']], Tool: [['Answer'], ['Pass']], Pass: [['Answer']] },
		],
		[
			'behind a node that has made data of its own',
			{ Trigger: [['Prepare']], Prepare: [['Tool']], Tool: [['Answer'], ['Answer']] },
		],
		[
			'with a field more than the trigger had',
			{ Trigger: [['Enrich']], Enrich: [['Tool']], Tool: [['Answer'], ['Mark']], Mark: [['Answer']] },
		],
	])('%s', async (_how, outputs) => {
		const { answer: told, verdict } = await callTools(
			[
				{
					name: 'Prepare',
					type: 'test.prepare',
				},
				{ name: 'Enrich', type: 'test.set', parameters: { values: '{ "customer": 7 }' } },
				{ name: 'Mark', type: 'test.set', parameters: { values: '{ "failed": true }' } },
				tool('continueErrorOutput'),
				{ name: 'Pass', type: 'test.noOp' },
				answer,
			],
			{
				orders,
				types: {
					...types,
					'test.prepare': lookup(({ parameters }) => [{ parameters }]),
				},
				connections: wired(outputs),
			},
		);
		expect(told.results).toEqual(results);
		expect(verdict).toEqual(ok);
	});

	test('under Continue', async () => {
		const { answer: told, verdict } = await callTools([tool('continueRegularOutput'), answer], {
			orders,
			types,
		});
		expect(told.results).toEqual(results);
		expect(verdict).toEqual(ok);
	});

	test('with the message of the trigger beside it', async () => {
		const { answer: told } = await callTools([tool('continueErrorOutput'), answer], {
			orders,
			types,
			trigger: { output: 'raw' },
			connections: wired({ Trigger: [['Tool']], Tool: [['Answer'], ['Answer']] }),
		});
		expect(told.results).toEqual(results);
	});
});

test('the text that was written for a failure goes before the one of the node', async () => {
	const sorry = { ...answerTools({ answerWith: 'error', error: 'I cannot\nreach it' }), name: 'Sorry' };
	const { answer: told, verdict } = await callTools([tool('continueErrorOutput'), answer, sorry], {
		orders,
		types: { 'test.tool': failing('Code', isOrder('B2')) },
		connections: wired({ Trigger: [['Tool']], Tool: [['Answer'], ['Sorry']] }),
	});
	expect(told.results).toMatchObject([
		{ result: '{"status":"shipped"}' },
		{ error: 'I cannot reach it' },
	]);
	expect(verdict).toEqual(ok);
});

test('a field "error" in the answer of an API is data', async () => {
	const api = lookup(() => [{ ok: false, error: 'unknown order', hint: 'ask for the number again' }]);
	const { answer: told } = await callTools([{ name: 'API', type: 'test.api' }, answer], {
		types: { 'test.api': api },
	});
	expect(told.results).toMatchObject([
		{ result: '{"ok":false,"error":"unknown order","hint":"ask for the number again"}' },
	]);
});

test.each<[string, unknown]>([
	['null', null],
	['an empty text', ''],
	['false', false],
])('a field "error" that holds %s is no error', async (_what, error) => {
	const { answer: told } = await callTools(
		[
			{ name: 'Set', type: 'test.set', parameters: { values: JSON.stringify({ error, status: 'new' }) } },
			answerTools({ result: '={{ $json.status }}' }),
		],
	);
	expect(told.results).toMatchObject([{ result: 'new' }]);
});

test('a node that fails as a whole and hands on what it was given is no success', async () => {
	const throwing = nodeOf('throwing', async () => {
		throw new TypeError('No database');
	});
	const { answer: told, verdict } = await callTools([tool('continueErrorOutput'), answer], {
		orders,
		types: { 'test.tool': throwing },
		connections: wired({ Trigger: [['Tool']], Tool: [['Answer'], ['Answer']] }),
	});
	expect(told.results).toMatchObject([
		{ error: 'The workflow gave no result for this tool call' },
		{ error: 'The workflow gave no result for this tool call' },
	]);
	expect(verdict).toEqual(ok);
});
