import type { FieldType, RequestField } from '../../../nodes/shared/engine/rows.ts';
import { isUnset, readValue } from '../../../nodes/shared/engine/readValue.ts';

const field = (type: FieldType, limits: Partial<RequestField> = {}): RequestField => ({
	parameter: 'x',
	displayName: 'Thing',
	in: 'body',
	path: ['x'],
	type,
	...limits,
});

const UUID = '123e4567-e89b-12d3-a456-426614174000';

describe('values that pass', () => {
	it.each<[FieldType, Partial<RequestField>, unknown, unknown]>([
		['string', {}, 'a', 'a'],
		['string', {}, ' a ', ' a '],
		['string', {}, 15, '15'],
		['string', {}, false, 'false'],
		['string', { maxLength: 3 }, 'abc', 'abc'],
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
		['stringList', {}, 'a, b\nc,,', ['a', 'b', 'c']],
		['stringList', {}, ['a', 2], ['a', '2']],
		['multiOptions', {}, ['a'], ['a']],
		['keyValue', {}, { values: [{ name: 'a.b', value: true }, { name: '' }] }, { 'a.b': true }],
		['keyValue', {}, { a: 1 }, { a: 1 }],
		['number', {}, null, null],
		['json', {}, null, null],
	])('%s %j: %j', (type, limits, raw, value) => {
		expect(readValue(raw, field(type, limits), 'Europe/Berlin')).toEqual({ value });
	});
});

describe('values that stop the item', () => {
	it.each<[FieldType, Partial<RequestField>, unknown, string]>([
		['string', {}, { a: 1 }, `'Thing' is "{"a":1}", which is not text`],
		['string', { maxLength: 3 }, 'abcd', "'Thing' has 4 characters, and Vapi takes 3"],
		['string', { minLength: 3 }, 'ab', "'Thing' has 2 characters, and Vapi wants 3"],
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
		['stringList', {}, [{}], `'Thing' is "[{}]", which is not a list of texts`],
		['keyValue', {}, 'a', `'Thing' is "a", which is not a list of names and values`],
	])('%s %j: %j', (type, limits, raw, message) => {
		const reading = readValue(raw, field(type, limits), 'UTC');
		expect(reading).toMatchObject({ message, description: expect.stringMatching(/\w/) });
	});

	it('shows no more than the beginning of a long value', () => {
		const reading = readValue('x'.repeat(500), field('number'), 'UTC');
		expect((reading as { message: string }).message.length).toBeLessThan(120);
	});
});

it.each([
	[undefined, true],
	['', true],
	[[], true],
	[null, false],
	[0, false],
	[false, false],
	[{}, false],
])('%j counts as left empty: %p', (raw, expected) => {
	expect(isUnset(raw)).toBe(expected);
});
