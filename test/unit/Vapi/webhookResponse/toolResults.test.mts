import fc from 'fast-check';

import { joinedText, oneLine, textOfValue } from '../../../../nodes/Vapi/webhookResponse/answerLine.ts';
import { resultsFor } from '../../../../nodes/Vapi/webhookResponse/toolCalls/toolResults.ts';
import type { ToolAnswer } from '../../../../nodes/Vapi/webhookResponse/toolCalls/toolResults.ts';

describe('text for Vapi', () => {
	test.each([
		['a\nb', 'a b'],
		['a \r\n\r\n b', 'a b'],
		['\u2028a\u2029b\v', 'a b'],
		['a\tb', 'a\tb'],
		['', ''],
	])('%j is on one line', (text, expected) => {
		expect(oneLine(text)).toBe(expected);
	});

	test.each([
		[{ a: 'x\ny' }, '{"a":"x\\ny"}'],
		[[1, 2], '[1,2]'],
		[7, '7'],
		[false, 'false'],
		[null, ''],
		[undefined, ''],
	])('%j becomes %j', (value, expected) => {
		expect(textOfValue(value)).toBe(expected);
	});

	test('joins texts, and lists objects', () => {
		expect(joinedText(['a', '', 7])).toBe('a; 7');
		expect(joinedText(['a', { b: 1 }])).toBe('["a",{"b":1}]');
		expect(joinedText([])).toBe('');
	});
});

const result = (toolCallId: string, value: unknown): ToolAnswer => ({
	toolCallId,
	outcome: { result: value },
});

describe('the results of a message', () => {
	test('take name and order from the tool calls', () => {
		const awaited = [
			{ toolCallId: 'b', name: 'second' },
			{ toolCallId: 'a', name: 'first' },
		];
		expect(resultsFor(awaited, [result('a', 1), result('b', 2)])).toEqual([
			{ toolCallId: 'b', name: 'second', result: '2' },
			{ toolCallId: 'a', name: 'first', result: '1' },
		]);
	});

	test('are those of the answers where no tool call is known', () => {
		const answers = [{ ...result('x', 'yes'), name: 'given' }, result('x', 'and no'), result('y', 'z')];
		expect(resultsFor([], answers)).toEqual([
			{ toolCallId: 'x', name: 'given', result: 'yes; and no' },
			{ toolCallId: 'y', result: 'z' },
		]);
	});

	test('hold errors only where there is no result', () => {
		const failed: ToolAnswer = { toolCallId: 'a', outcome: { error: 'away' } };
		const message = { content: 'Sorry' };
		expect(resultsFor([{ toolCallId: 'a' }], [failed, result('a', 'here')])).toEqual([
			{ toolCallId: 'a', result: 'here' },
		]);
		expect(resultsFor([{ toolCallId: 'a' }], [{ ...failed, message }])).toEqual([
			{ toolCallId: 'a', error: 'away', message: { type: 'request-failed', content: 'Sorry' } },
		]);
	});

	test('have one entry a call, with one text on one line, whatever the workflow gives', () => {
		const id = fc.constantFrom('a', 'b', 'c', 'stray');
		const outcome = fc.oneof(
			fc.record({ result: fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary' })) }),
			fc.record({ error: fc.string() }),
		);
		const answers = fc.array(fc.record({ toolCallId: id, outcome }));
		fc.assert(
			fc.property(answers, (given) => {
				const awaited = ['a', 'b', 'c'].map((toolCallId) => ({ toolCallId, name: toolCallId }));
				const entries = resultsFor(awaited, given as ToolAnswer[]);
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
