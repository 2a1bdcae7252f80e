import fc from 'fast-check';

import { itemsFor } from '../../../../nodes/VapiTrigger/output/eventItems.ts';
import { readArguments, readToolCalls } from '../../../../nodes/VapiTrigger/output/readToolCalls.ts';
import { base, toolCallShapes } from '../messages.mts';

const simplified = { mode: 'simple', fields: [], includeMessage: false } as const;

describe('tool calls', () => {
	test.each(Object.entries(toolCallShapes))('come out the same from %s', (_shape, lists) => {
		const message = { ...base, type: 'tool-calls', ...lists };
		expect(itemsFor(message, simplified, Date.parse('2026-01-02T03:04:05Z'))).toEqual([
			{
				json: {
					event: 'tool-calls',
					toolCallId: 'call_1',
					name: 'findSlot',
					parameters: { day: 'Friday', guests: 2 },
					arguments: { day: 'Friday', guests: 2 },
					callId: base.call.id,
					customerNumber: '+15555550123',
					answerBy: '2026-01-02T03:04:25.000Z',
				},
			},
		]);
	});

	test('give one item each, in the order of Vapi', () => {
		const entry = (id: string) => ({ id, function: { name: `tool_${id}`, arguments: {} } });
		const message = {
			...base,
			type: 'tool-calls',
			toolCallList: [entry('b'), entry('a'), entry('c')],
			toolWithToolCallList: [{ toolCall: entry('c') }, { toolCall: entry('a') }],
		};
		const ids = itemsFor(message, simplified, 0).map(({ json }) => json.toolCallId);
		expect(ids).toEqual(['b', 'a', 'c']);
	});

	test('keep the message beside them on request, and when not simplified', () => {
		const message = { ...base, type: 'tool-calls', ...toolCallShapes['toolCalls alone'] };
		for (const settings of [
			{ ...simplified, mode: 'raw' },
			{ ...simplified, includeMessage: true },
		] as const) {
			const [item] = itemsFor(message, settings, 0);
			expect(item?.json).toMatchObject({ toolCallId: 'call_1', name: 'findSlot', message });
		}
	});

	test('of the older kind have no ID', () => {
		const functionCall = { name: 'findSlot', parameters: '{"day":"Friday"}' };
		const [only] = readToolCalls({ type: 'function-call', functionCall });
		expect(only).toMatchObject({ name: 'findSlot', arguments: { day: 'Friday' } });
		expect(only?.toolCallId).toBeUndefined();
	});

	test('take the time that their own server gives, before that of the assistant', () => {
		const list = [
			{ server: { timeoutSeconds: 5 }, toolCall: { id: 'quick' } },
			{ toolCall: { id: 'slow' } },
		];
		const message = {
			...base,
			type: 'tool-calls',
			assistant: { server: { timeoutSeconds: 40 } },
			toolWithToolCallList: list,
		};
		const times = itemsFor(message, simplified, 0).map(({ json }) => json.answerBy);
		expect(times).toEqual(['1970-01-01T00:00:05.000Z', '1970-01-01T00:00:40.000Z']);
	});
});

describe('arguments', () => {
	test.each([
		['an object', { a: 1 }, { a: 1 }],
		['JSON text', '{"a":1}', { a: 1 }],
		['JSON text in JSON text', '"{\\"a\\":1}"', { a: 1 }],
		['nothing', undefined, {}],
		['null', null, {}],
		['empty text', ' ', {}],
		['a list', [1], {}],
		['what is no JSON', '{"a":', '{"a":'],
		['a number in text', '7', '7'],
	])('from %s', (_what, value, expected) => {
		expect(readArguments(value)).toEqual(expected);
	});

	test('as text where they nest too deeply for n8n to store', () => {
		const text = `{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
		expect(readArguments(text)).toBe(text);
	});

	test('round-trip for any object', () => {
		fc.assert(
			fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })), (value) => {
				const json = JSON.stringify(value);
				expect(readArguments(json)).toEqual(JSON.parse(json));
			}),
		);
	});
});
