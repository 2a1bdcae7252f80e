import fc from 'fast-check';

import { readValue } from '../../../../nodes/shared/engine/readValue.ts';
import { refusalOf } from '../../refusal.mts';

const ROW = {
	parameter: 'variables',
	displayName: 'Variables',
	in: 'body',
	path: ['variables'],
	type: 'keyValue',
} as const;
const read = (rows: object[]) => readValue({ values: rows }, ROW, 'UTC') as object;

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
		).toEqual({ 'crm.lead.id': '7', vip: true, visits: 3, note: '' });
	});

	test('leave placeholders of Vapi untouched', () => {
		expect(read([{ name: 'greeting', value: 'Hi {{customer.name}}' }])).toEqual({
			greeting: 'Hi {{customer.name}}',
		});
	});

	test('an object that an expression gives is taken as it is', () => {
		expect(readValue({ a: { b: 1 } }, ROW, 'UTC')).toEqual({ a: { b: 1 } });
	});

	test('an expression that found nothing sets nothing', () => {
		expect(read([{ name: 'a', value: undefined }])).toEqual({});
		expect(read([{ name: '', value: '' }])).toEqual({});
		expect(read([])).toEqual({});
		expect(readValue({}, ROW, 'UTC')).toEqual({});
	});

	test('a value needs a name', () => {
		expect(refusalOf(() => read([{ name: ' ', value: 'x' }])).message).toBe(
			"A row of 'Variables' has a value and no name",
		);
	});

	test('__proto__ is refused', () => {
		expect(refusalOf(() => read([{ name: '__proto__', value: 'x' }])).message).toContain(
			'__proto__',
		);
	});

	test('every name arrives as it is, with its value', () => {
		const name = fc.string({ minLength: 1 }).filter((text) => {
			return text.trim() === text && text !== '__proto__';
		});
		const value = fc.oneof(fc.string(), fc.boolean(), fc.integer());
		fc.assert(
			fc.property(
				fc.uniqueArray(fc.record({ name, value }), { minLength: 1, selector: (row) => row.name }),
				(rows) => {
					expect(Object.entries(read(rows)).sort()).toEqual(
						rows.map((row) => [row.name, row.value]).sort(),
					);
				},
			),
		);
	});
});
