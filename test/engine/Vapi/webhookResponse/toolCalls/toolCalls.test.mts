import { setTimeout } from 'node:timers/promises';
import type { ToolCallShape } from '../../../../../sandbox/options.mts';
import type { NodeSpec } from '../../../harness/index.mts';
import { faultsOf } from '../../../VapiTrigger/contract.mts';
import { answerTools, nodeOf } from '../../../VapiTrigger/helpers.mts';
import { hintsOf, ok, shipped, status, useTools, withStatus } from './toolUse.mts';

const { callTools, listening } = useTools();

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
		const { execution, answer, verdict } = await callTools(
			[{ name: 'Slow', type: 'test.slow' }, answerTools()],
			{ trigger: { options: { timeoutSeconds: 1 } }, types: { 'test.slow': slow } },
		);
		expect(answer.results).toMatchObject([{ error: expect.stringContaining('in time') }]);
		expect(verdict).toEqual(ok);
		expect(execution.json('Answer')[0]).toMatchObject({ sent: false, tooLate: true });
		expect(hintsOf(execution, 'Answer')).toEqual([expect.stringContaining('came too late')]);
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

describe('an answer that nobody hears is refused', () => {
	test('where the trigger answers by itself', async () => {
		const { execution, verdict } = await callTools([withStatus], {
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
		trigger: { output: 'raw' },
	});
	const kept = JSON.stringify(listening()?.staticData);
	const secret = /"secret":"([\da-f]{64})"/.exec(kept)?.[1] ?? '';
	expect(secret).toHaveLength(64);
	const shown = JSON.stringify(execution.data.resultData.runData);
	expect(shown).toContain('toolCallList');
	expect(shown).not.toContain(secret);
});
