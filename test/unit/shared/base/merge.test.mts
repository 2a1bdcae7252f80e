import fc from 'fast-check';

import {
	merged,
	merges,
	refuseUnsafeKeys,
	setAt,
	withoutUnset,
} from '../../../../nodes/shared/base/values.ts';
import { refusalOf } from '../../refusal.mts';

const json = fc
	.dictionary(fc.string(), fc.jsonValue())
	.filter((value) => !JSON.stringify(value).includes('__proto__')) as fc.Arbitrary<
	Record<string, never>
>;

describe('merged', () => {
	test('lays objects over each other key by key', () => {
		expect(merged({ a: { b: 1, c: 2 }, d: 3 }, { a: { c: 4 }, e: 5 })).toEqual({
			a: { b: 1, c: 4 },
			d: 3,
			e: 5,
		});
	});

	test('replaces lists, and objects by other values', () => {
		expect(merged({ a: [1, 2], b: { c: 1 }, d: 1 }, { a: [3], b: null, d: { e: 1 } })).toEqual({
			a: [3],
			b: null,
			d: { e: 1 },
		});
	});

	test('keeps objects with a JSON form of their own whole', () => {
		const date = new Date(0);
		const luxon = { c: 1, toJSON: () => '1970-01-01' };
		const result = merged({}, { date: date as never, luxon: luxon as never });
		expect(result.date).toBe(date);
		expect(result.luxon).toBe(luxon);
	});

	test('leaves what is there where the upper value is undefined', () => {
		expect(merged({ a: 1 }, { a: undefined })).toEqual({ a: 1 });
	});

	test('takes keys that objects inherit as plain data', () => {
		expect(merged({}, { constructor: { prototype: 1 }, toString: 'x' })).toEqual({
			constructor: { prototype: 1 },
			toString: 'x',
		});
	});

	test('the upper object is found whole in the result', () => {
		fc.assert(
			fc.property(json, json, (lower, upper) => {
				expect(merged(merged(lower, upper), upper)).toEqual(merged(lower, upper));
				for (const [key, value] of Object.entries(upper)) {
					if (!merges(value)) expect(merged(lower, upper)[key]).toEqual(value);
				}
			}),
		);
	});

	test('the last of three wins, however they are grouped', () => {
		fc.assert(
			fc.property(json, json, json, (a, b, c) => {
				fc.pre([a, b, c].every((value) => !Object.values(value).includes(null as never)));
				const result = merged(merged(a, b), c);
				for (const [key, value] of Object.entries(c)) {
					if (!merges(value)) expect(result[key]).toEqual(value);
				}
				expect(new Set(Object.keys(result))).toEqual(
					new Set([...Object.keys(a), ...Object.keys(b), ...Object.keys(c)]),
				);
			}),
		);
	});

	test('changes neither argument', () => {
		fc.assert(
			fc.property(json, json, (lower, upper) => {
				const before = JSON.stringify([lower, upper]);
				merged(lower, upper);
				expect(JSON.stringify([lower, upper])).toBe(before);
			}),
		);
	});
});

describe('merges', () => {
	test.each<[string, unknown, boolean]>([
		['an object', { a: 1 }, true],
		['an object without a prototype', Object.create(null), true],
		['a list', [1], false],
		['null', null, false],
		['a text', 'a', false],
		['a date', new Date(0), false],
		['what knows its own JSON form', { toJSON: () => 'x' }, false],
	])('%s: %s', (_name, value, expected) => {
		expect(merges(value)).toBe(expected);
	});
});

describe('setAt', () => {
	test('makes the objects on the way and keeps what is beside', () => {
		const target = { a: { b: 1 } };
		setAt(target, ['a', 'tools:append', 'c'], 2);
		setAt(target, ['d'], null);
		expect(target).toEqual({ a: { b: 1, 'tools:append': { c: 2 } }, d: null });
	});

	test('puts an object in the place of null', () => {
		const target = { a: null };
		setAt(target, ['a', 'b'], 1);
		expect(target).toEqual({ a: { b: 1 } });
	});
});

describe('withoutUnset', () => {
	test('drops undefined and nothing else', () => {
		expect(withoutUnset({ a: undefined, b: null, c: '', d: 0, e: false })).toEqual({
			b: null,
			c: '',
			d: 0,
			e: false,
		});
	});
});

describe('refuseUnsafeKeys', () => {
	test('finds __proto__ at any depth', () => {
		const value: unknown = JSON.parse('{"a":[{"b":{"__proto__":{"admin":true}}}]}');
		expect(refusalOf(() => refuseUnsafeKeys(value, 'Metadata')).message).toBe(
			"'Metadata' holds a key that cannot be sent: __proto__",
		);
	});

	test('passes everything else', () => {
		expect(() => refuseUnsafeKeys({ constructor: 1, a: [null, 'x'] }, 'X')).not.toThrow();
	});
});
