import fc from 'fast-check';

import { oneLine } from '../../../../nodes/Vapi/webhookResponse/answerLine.ts';
import { resultsFor, toolResult } from '../../../../nodes/Vapi/webhookResponse/toolCalls/toolResults.ts';
import type { ToolAnswer } from '../../../../nodes/Vapi/webhookResponse/toolCalls/toolResults.ts';

const nothing = 'There is no result';

const result = (toolCallId: string, value: unknown): ToolAnswer => ({
	toolCallId,
	outcome: toolResult(value),
});

describe('the results of a message', () => {
	test('take name and order from the tool calls', () => {
		const awaited = [
			{ toolCallId: 'b', name: 'second' },
			{ toolCallId: 'a', name: 'first' },
		];
		expect(resultsFor(awaited, [result('a', 1), result('b', 2)], nothing)).toEqual([
			{ toolCallId: 'b', name: 'second', result: '2' },
			{ toolCallId: 'a', name: 'first', result: '1' },
		]);
	});

	test('are those of the answers where no tool call is known', () => {
		const answers = [{ ...result('x', 'yes'), name: 'given' }, result('x', 'and no'), result('y', 'z')];
		expect(resultsFor([], answers, nothing)).toEqual([
			{ toolCallId: 'x', name: 'given', result: 'yes; and no' },
			{ toolCallId: 'y', result: 'z' },
		]);
	});

	const away: ToolAnswer = { toolCallId: 'a', outcome: { error: 'away' } };
	const one = (...answers: ToolAnswer[]) => resultsFor([{ toolCallId: 'a' }], answers, nothing)[0];

	test('are errors where nothing else is there', () => {
		const message = { content: 'Sorry' };
		expect(one({ ...away, message })).toEqual({
			toolCallId: 'a',
			error: 'away',
			message: { type: 'request-failed', content: 'Sorry' },
		});
		expect(one()).toEqual({ toolCallId: 'a', error: nothing });
		expect(one(result('a', null), result('a', ''))).toEqual({ toolCallId: 'a', error: nothing });
	});

	test('join texts, list JSON, and say an error among them', () => {
		expect(one(result('a', 'x'), result('a', ''), result('a', 7))?.result).toBe('x; 7');
		expect(one(result('a', 'x'), result('a', { b: 1 }))?.result).toBe('["x",{"b":1}]');
		expect(one(away, result('a', 'here'))?.result).toBe('here; Error: away');
		expect(one(away, result('a', { b: 1 }))?.result).toBe('[{"b":1},{"error":"away"}]');
	});

	test('have one entry a call, with one text on one line, whatever the workflow gives', () => {
		const id = fc.constantFrom('a', 'b', 'c', 'stray');
		const outcome = fc.oneof(
			fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary' })).map(toolResult),
			fc.record({ error: fc.string().map(oneLine) }),
		);
		const answers = fc.array(fc.record({ toolCallId: id, outcome }));
		fc.assert(
			fc.property(answers, (given) => {
				const awaited = ['a', 'b', 'c'].map((toolCallId) => ({ toolCallId, name: toolCallId }));
				const entries = resultsFor(awaited, given, nothing);
				expect(entries.map(({ toolCallId }) => toolCallId)).toEqual(['a', 'b', 'c']);
				for (const { result: text, error } of entries) {
					expect([text, error].filter((value) => value !== undefined)).toHaveLength(1);
					expect(String(text ?? error)).not.toMatch(/[\n\r\u2028\u2029]/);
					expect(String(text ?? error)).not.toBe('');
				}
			}),
		);
	});
});
