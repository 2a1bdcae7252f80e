import { isUnset, readValue } from '../../../../nodes/shared/engine/readValue.ts';
import type { FieldType, ParameterRow } from '../../../../nodes/shared/engine/rows.ts';
import { refusalOf } from '../../refusal.mts';

const row = (type: FieldType, limits: Partial<ParameterRow> = {}): ParameterRow => ({
	parameter: 'x',
	displayName: 'Thing',
	in: 'body',
	path: ['x'],
	type,
	...limits,
});

const UUID = '123e4567-e89b-12d3-a456-426614174000';

describe('values that pass', () => {
	it.each<[FieldType, Partial<ParameterRow>, unknown, unknown]>([
		['string', {}, 'a', 'a'],
		['string', {}, ' a ', 'a'],
		['string', {}, '\ta b\r\n', 'a b'],
		['string', {}, 15, '15'],
		['string', {}, false, 'false'],
		['string', { maxLength: 3 }, 'abc', 'abc'],
		['string', { maxLength: 3 }, '  abc  ', 'abc'],
		['string', { format: 'uri' }, ' https://x.example ', 'https://x.example'],
		['options', {}, 'a', 'a'],
		['resourceId', { format: 'uuid' }, ` ${UUID.toUpperCase()} `, UUID.toUpperCase()],
		['number', {}, ' 1.5 ', 1.5],
		['number', { minimum: 0, maximum: 1 }, 1, 1],
		['integer', {}, '7', 7],
		['boolean', {}, 'TRUE', true],
		['boolean', {}, ' false ', false],
		['boolean', {}, false, false],
		['dateTime', {}, '2026-08-20T10:00:00', '2026-08-20T08:00:00.000Z'],
		['json', {}, ' {"a": {"b": null}} ', { a: { b: null } }],
		['json', {}, { a: 1 }, { a: 1 }],
		['resourceId', { format: 'uuid' }, `https://dashboard.vapi.ai/assistants/${UUID}`, UUID],
		['resourceId', { format: 'uuid' }, ` https://dashboard.vapi.ai/calls/${UUID}?tab=log `, UUID],
		['jsonList', {}, '[{"type": "dtmf"}]', [{ type: 'dtmf' }]],
		['jsonList', {}, [], []],
		['jsonList', {}, ' [ {"a": {"b": null}}, {} ] ', [{ a: { b: null } }, {}]],
		['jsonList', {}, [{ assistantId: UUID }], [{ assistantId: UUID }]],
		['textOrJsonList', {}, ' Hello ', 'Hello'],
		['textOrJsonList', {}, '[{"role": "user", "content": "Hi"}]', [{ role: 'user', content: 'Hi' }]],
		['textOrJsonList', {}, [{ role: 'user' }], [{ role: 'user' }]],
		['textOrJsonList', {}, '["a"]', '["a"]'],
		['textOrJsonList', {}, '[{"role": "user"}, 1]', '[{"role": "user"}, 1]'],
		['textOrJsonList', {}, '[{"role": broken', '[{"role": broken'],
		['textOrJsonList', {}, '{"role": "user"}', '{"role": "user"}'],
		['textOrJsonList', {}, '[see above] my order', '[see above] my order'],
		['textOrJsonList', {}, '42', '42'],
		['textOrJsonList', {}, 42, '42'],
		['textOrJsonList', { maxLength: 3 }, '[{"role": "user"}]', [{ role: 'user' }]],
		['multiOptions', { format: 'uuid' }, `${UUID}, ${UUID}`, [UUID, UUID]],
		['stringList', {}, 'a, b\nc,,', ['a', 'b', 'c']],
		['stringList', {}, ['a', 2], ['a', '2']],
		['multiOptions', {}, ['a'], ['a']],
		['keyValue', {}, { values: [{ name: 'a.b', value: true }, { name: '' }] }, { 'a.b': true }],
		['keyValue', {}, { values: [{ name: ' a ', value: ' b ' }, { name: 7, value: null }] }, { a: ' b ' }],
		['keyValue', {}, [{ name: 'a', value: 1 }, { name: 'b' }], { a: 1 }],
		['keyValue', {}, { values: [{ name: '', value: '' }] }, {}],
		['keyValue', {}, { values: { a: 1, b: null } }, { a: 1 }],
		['keyValue', {}, { a: 1 }, { a: 1 }],
		['number', {}, null, null],
		['json', {}, null, null],
	])('%s %j: %j', (type, limits, raw, value) => {
		expect(readValue(raw, row(type, limits), 'Europe/Berlin')).toEqual(value);
	});
});

describe('values that stop the item', () => {
	it.each<[FieldType, Partial<ParameterRow>, unknown, string]>([
		['string', {}, { a: 1 }, `'Thing' is "{"a":1}", which is not text`],
		['string', { maxLength: 3 }, 'abcd', "'Thing' has 4 characters, and Vapi takes 3"],
		['string', { minLength: 3 }, 'ab', "'Thing' has 2 characters, and Vapi wants 3"],
		['string', { minLength: 3 }, ' ab ', "'Thing' has 2 characters, and Vapi wants 3"],
		['string', { format: 'uri' }, 'x', `'Thing' is "x", which is not a URL`],
		['resourceId', { format: 'uuid' }, '12', `'Thing' is "12", which is not an ID of Vapi`],
		['number', {}, 'ten', `'Thing' is "ten", which is not a number`],
		['number', {}, ' ', `'Thing' is " ", which is not a number`],
		['number', {}, Infinity, `'Thing' is "Infinity", which is not a number`],
		['number', { minimum: 10, maximum: 20 }, 5, `'Thing' is "5", and Vapi takes at least 10 and at most 20`],
		['number', { maximum: 20 }, 21, `'Thing' is "21", and Vapi takes at most 20`],
		['integer', {}, 1.5, `'Thing' is "1.5", which is not a whole number`],
		['boolean', {}, 'yes', `'Thing' is "yes", which is neither true nor false`],
		['dateTime', {}, 'soon', `'Thing' is "soon", which is not a date`],
		['json', {}, '{a}', `'Thing' is "{a}", which is not valid JSON`],
		['json', {}, '[1]', `'Thing' is "[1]", which is not a JSON object`],
		['json', {}, [1], `'Thing' is "[1]", which is not a JSON object`],
		['json', {}, 'null', `'Thing' is "null", which is not a JSON object`],
		['json', {}, '{"a":[{"__proto__":1}]}', "'Thing' holds a key that cannot be sent: __proto__"],
		['jsonList', {}, '[{"a":1}', `'Thing' is "[{"a":1}", which is not valid JSON`],
		['jsonList', {}, 'Anna', `'Thing' is "Anna", which is not valid JSON`],
		['jsonList', {}, '{"a":1}', `'Thing' is "{"a":1}", which is one JSON object and no list`],
		['jsonList', {}, { a: 1 }, `'Thing' is "{"a":1}", which is one JSON object and no list`],
		['jsonList', {}, '"a"', `'Thing' is ""a"", which is not a list of JSON objects`],
		['jsonList', {}, 5, `'Thing' is "5", which is not a list of JSON objects`],
		['jsonList', {}, '[{"a":1}, "b"]', `Entry 2 of 'Thing' is "b", which is not a JSON object`],
		['jsonList', {}, [[{}]], `Entry 1 of 'Thing' is "[{}]", which is not a JSON object`],
		['jsonList', {}, [null], `Entry 1 of 'Thing' is "null", which is not a JSON object`],
		['jsonList', {}, '[{"__proto__":1}]', "'Thing' holds a key that cannot be sent: __proto__"],
		['textOrJsonList', {}, { a: 1 }, `'Thing' is "{"a":1}", which is neither text nor a list of JSON objects`],
		['textOrJsonList', {}, ['a'], `'Thing' is "["a"]", which is neither text nor a list of JSON objects`],
		['textOrJsonList', { maxLength: 3 }, 'abcd', "'Thing' has 4 characters, and Vapi takes 3"],
		['textOrJsonList', {}, [{ a: JSON.parse('{"__proto__":1}') as object }], "'Thing' holds a key that cannot be sent: __proto__"],
		['stringList', {}, [{}], `'Thing' is "[{}]", which is not a list of texts`],
		[
			'keyValue',
			{},
			{ values: [{ name: ' ', value: 0 }] },
			"A row of 'Thing' has a value and no name",
		],
		[
			'keyValue',
			{},
			{ values: [{ name: '__proto__', value: 1 }] },
			"'Thing' holds a key that cannot be sent: __proto__",
		],
		['keyValue', {}, 'a', `'Thing' is "a", which is not a list of names and values`],
	])('%s %j: %j', (type, limits, raw, message) => {
		const refusal = refusalOf(() => readValue(raw, row(type, limits), 'UTC'));
		expect(refusal.message).toBe(message);
		expect(refusal.wayOut).toMatch(/\w/);
	});

	it.each([
		['[{"a": 1} {"b": 2}]', 'line 1 column 11'],
		['[{"a": 1}', 'line 1 column 10'],
		['[\n  { "a": 1, }\n]', 'line 2 column 13'],
		['Anna', "Unexpected token 'A', \"Anna\""],
		['[{"a": "a long text"}, {"b": x}, {"c": "another text"}]', `Unexpected token 'x'`],
		['{"a":', 'Unexpected end of JSON input'],
	])('says where JSON broke: %j', (raw, where) => {
		for (const type of ['json', 'jsonList'] as const) {
			expect(refusalOf(() => readValue(raw, row(type), 'UTC')).wayOut).toContain(where);
		}
	});

	it('shows no more than the beginning of a long value', () => {
		const refusal = refusalOf(() => readValue('x'.repeat(500), row('number'), 'UTC'));
		expect(refusal.message.length).toBeLessThan(120);
	});

	it.each<[FieldType, Partial<ParameterRow>, unknown, string]>([
		['string', { maxLength: 3 }, 'abcd', "'Thing' has 4 characters, and the node takes 3"],
		['string', { minLength: 3 }, 'ab', "'Thing' has 2 characters, and the node wants 3"],
		['number', { minimum: 1 }, 0, `'Thing' is "0", and the node takes at least 1`],
	])('does not put down to Vapi a limit of the node: %s %j: %j', (type, limits, raw, message) => {
		const refusal = refusalOf(() => readValue(raw, row(type, { in: 'node', ...limits }), 'UTC'));
		expect(refusal.message).toBe(message);
	});
});

it.each([
	[undefined, true],
	['', true],
	[' ', true],
	['\n\t', true],
	[[], true],
	[null, false],
	[0, false],
	[false, false],
	[{}, false],
])('%j counts as left empty: %p', (raw, expected) => {
	expect(isUnset(raw)).toBe(expected);
});
