import fc from 'fast-check';

import { objectOf } from '../../../nodes/Vapi/agent/nameValueRows.ts';
import { refusalOf, refuse } from './refusal.mts';

const read = (rows?: Parameters<typeof objectOf>[0], json?: Parameters<typeof objectOf>[1]) =>
	objectOf(rows, json, 'Variables', refuse);

describe('Rows of names and values', () => {
	test('keep dots in names and types of values', () => {
		expect(
			read([
				{ name: 'crm.lead.id', value: '7' },
				{ name: 'vip', value: true },
				{ name: 'visits', value: 3 },
				{ name: 'last', value: null },
				{ name: 'note', value: '' },
			]),
		).toEqual({ 'crm.lead.id': '7', vip: true, visits: 3, last: null, note: '' });
	});

	test('leave placeholders of Vapi untouched', () => {
		expect(read([{ name: 'greeting', value: 'Hi {{customer.name}}' }])).toEqual({
			greeting: 'Hi {{customer.name}}',
		});
	});

	test('JSON beside them wins key by key', () => {
		expect(read([{ name: 'a', value: 1 }], { a: 2, b: { c: 3 } })).toEqual({ a: 2, b: { c: 3 } });
	});

	test('an expression that found nothing sets nothing', () => {
		expect(read([{ name: 'a', value: undefined }])).toBeUndefined();
		expect(read([{ name: '', value: '' }])).toBeUndefined();
		expect(read(undefined, undefined)).toBeUndefined();
		expect(read([], {})).toBeUndefined();
	});

	test('a value needs a name', () => {
		expect(refusalOf(() => read([{ name: ' ', value: 'x' }])).message).toBe(
			"A row of 'Variables' has a value and no name",
		);
	});

	test('__proto__ is refused in rows and in JSON', () => {
		const evil = JSON.parse('{"__proto__":{"admin":true}}') as never;
		expect(refusalOf(() => read([{ name: '__proto__', value: 'x' }])).message).toContain(
			'__proto__',
		);
		expect(refusalOf(() => read([], evil)).message).toContain('__proto__');
	});

	test('every name arrives as it is, with its value', () => {
		const name = fc.string({ minLength: 1 }).filter((text) => {
			return text.trim() === text && text !== '__proto__';
		});
		const value = fc.oneof(fc.string(), fc.boolean(), fc.integer(), fc.constant(null));
		fc.assert(
			fc.property(
				fc.uniqueArray(fc.record({ name, value }), { minLength: 1, selector: (row) => row.name }),
				(rows) => {
					expect(Object.entries(read(rows) ?? {}).sort()).toEqual(
						rows.map((row) => [row.name, row.value]).sort(),
					);
				},
			),
		);
	});
});
