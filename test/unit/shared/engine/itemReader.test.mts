import type { IDataObject } from 'n8n-workflow';

import {
	filledRows,
	itemReader,
	placed,
	setRows,
} from '../../../../nodes/shared/engine/itemReader.ts';
import type { SetRow } from '../../../../nodes/shared/engine/itemReader.ts';
import { refusalOf } from '../../refusal.mts';
import { contextOf, ID, operation, whole } from './thing.mts';

const readerOf = (parameters: object) => itemReader(contextOf(parameters), 1, operation);
const valuesOf = (rows: SetRow[]): IDataObject =>
	Object.fromEntries(rows.map(({ row, value }) => [row.parameter, value]));

/** What either of the two ways to read rows finds. */
const readRows = (read: typeof setRows, parameters: object) =>
	valuesOf(read(contextOf(parameters), 1, operation.fields));

describe('a row that tells the node something', () => {
	it.each<[string, object, unknown]>([
		['nothing', {}, 50],
		['null', { limit: null }, 50],
		['a number', { limit: 7 }, 7],
		['a number as text', { limit: ' 7 ' }, 7],
	])('gives its default or what is given: %s', (_name, parameters, expected) => {
		expect(readerOf(parameters).value('limit')).toBe(expected);
	});

	it.each([
		['', true],
		[null, true],
		[false, false],
		['false', false],
	])('of true or false, takes %j for %s', (whole, expected) => {
		expect(readerOf({ whole }).value('whole')).toBe(expected);
	});

	it.each([
		['', 'fast'],
		[null, 'fast'],
		['slow', 'slow'],
	])('of a choice, takes %j for %s', (mode, expected) => {
		expect(readerOf({ mode }).value('mode')).toBe(expected);
	});

	it('that is required has its default only where it is not on the screen', () => {
		expect(readerOf({}).value('field')).toBe('data');
		expect(readerOf({ field: null }).value('field')).toBe('data');
		expect(readerOf({ field: ' a ' }).value('field')).toBe('a');
		for (const field of ['', ' ']) {
			const refusal = refusalOf(() => readerOf({ field }).value('field'));
			expect(refusal.message).toBe("'Field' is empty");
		}
	});

	it.each([undefined, null, ''])('without a default, gives nothing for %j', (label) => {
		expect(readerOf({ label }).value('label')).toBeUndefined();
	});

	it.each<['limit' | 'hours', unknown, string]>([
		['limit', '', `'Limit' is "", which is not a number`],
		['limit', ' ', `'Limit' is " ", which is not a number`],
		['limit', 0, `'Limit' is "0", and the node takes at least 1`],
		['hours', '', `'Hours' is "", which is not a number`],
	])('is refused where %s is %j, which would turn a limit off', (parameter, raw, message) => {
		const { value } = readerOf({ [parameter]: raw });
		const refusal = refusalOf(() => value(parameter));
		expect(refusal.message).toBe(message);
		expect(refusal.wayOut).toBeTruthy();
	});

	it('is not among the rows of a request', () => {
		const parameters = { limit: 5, whole: true, f: { own: 'x' } };
		expect(readRows(setRows, parameters)).toEqual({ id: ID, name: 'n' });
	});
});

describe('the rows of a request', () => {
	const f = { since: '2026-08-20T10:00:00', note: ' ab ', own: 'x' };

	it('are read as Vapi wants them, but for those with code of their own', () => {
		const expected = { id: ID, 'f.since': '2026-08-20T08:00:00.000Z', name: 'n', 'f.note': 'ab' };
		expect(readRows(setRows, { f })).toEqual(expected);
		expect(readRows(filledRows, { f })).toEqual(expected);
	});

	it('are put where they belong', () => {
		expect(placed(setRows(contextOf({ f }), 1, operation.fields))).toEqual({
			path: { id: ID },
			header: {},
			query: { since: '2026-08-20T08:00:00.000Z' },
			body: { name: 'n', plan: { note: 'ab' } },
		});
	});

	it.each([undefined, '', ' ', '\n'])('leave out what holds %j', (note) => {
		expect(readRows(setRows, { f: { note } })).toEqual({ id: ID, name: 'n' });
		expect(readRows(filledRows, { f: { note } })).toEqual({ id: ID, name: 'n' });
	});

	it('leave out a null, which a spreadsheet gives for an empty cell', () => {
		const nothing = { since: null, note: null };
		expect(readRows(setRows, { f: nothing })).toEqual({ id: ID, name: 'n' });
		expect(readRows(filledRows, { f: nothing })).toEqual({ id: ID, name: 'n' });
	});

	it('are refused where a required one is not set', () => {
		for (const name of [undefined, '', ' ']) {
			for (const read of [setRows, filledRows]) {
				const refusal = refusalOf(() => readRows(read, { name }));
				expect(refusal.message).toBe("'Name' is empty");
				expect(refusal.wayOut).toContain('Fill it in');
			}
		}
	});

	it('are refused where a required one is null, which a spreadsheet gives for an empty cell', () => {
		expect(refusalOf(() => readRows(setRows, { name: null })).message).toBe("'Name' is empty");
		expect(refusalOf(() => readRows(filledRows, { name: null })).message).toBe("'Name' is empty");
	});

	it.each<[string, unknown]>([
		['nothing', undefined],
		['null', null],
		['an empty choice', { __rl: true, mode: 'list', value: '' }],
		['a choice of nothing', { __rl: true, mode: 'id' }],
		['a choice of null', { __rl: true, mode: 'id', value: null }],
	])('are refused where the path has %s', (_name, id) => {
		expect(refusalOf(() => readRows(setRows, { id })).message).toBe("'Thing' is empty");
	});

	it('are held against their limits', () => {
		const refusal = refusalOf(() => readRows(filledRows, { f: { note: 'abcdef' } }));
		expect(refusal.message).toBe("'Note' has 6 characters, and Vapi takes 5");
	});
});

describe('a resource locator', () => {
	it.each<[string, unknown]>([
		['chosen from the list', { __rl: true, mode: 'list', value: ID, cachedResultName: 'x' }],
		['given by ID', { __rl: true, mode: 'id', value: ` ${ID} ` }],
		['given by an expression for the whole', ID],
	])('gives what is %s', (_name, id) => {
		expect(readerOf({ id }).value('id')).toBe(ID);
	});

	it('is refused where it holds something else', () => {
		const refusal = refusalOf(() => readerOf({ id: { mode: 'id', value: 'x' } }).value('id'));
		expect(refusal.message).toBe(`'Thing' is "x", which is not an ID of Vapi`);
	});
});

describe('the reader of an item', () => {
	it('reads the parameters of its item, also those with code of their own', () => {
		const { value, itemIndex, rows } = readerOf({ name: ' m ', f: { own: 'x' } });
		expect([value('name'), value('f.own')]).toEqual(['m', 'x']);
		expect(itemIndex).toBe(1);
		expect(rows).toBe(operation.fields);
	});

	it('takes null for not set, and refuses it where something is required', () => {
		expect(readerOf({ f: { note: null } }).value('f.note')).toBeUndefined();
		const refusal = refusalOf(() => readerOf({ name: null }).value('name'));
		expect(refusal.message).toBe("'Name' is empty");
	});

	it('gives what a parameter holds as it is', () => {
		const { raw } = readerOf({ name: ' m ', limit: '', f: { note: null, own: { a: 1 } } });
		expect(raw('name')).toBe(' m ');
		expect(raw('limit')).toBe('');
		expect(raw('f.own')).toEqual({ a: 1 });
		expect(raw('id')).toEqual(whole.id);
		expect(raw('f.note')).toBeUndefined();
		expect(raw('label')).toBeUndefined();
	});

	it('knows how a parameter is called on the screen', () => {
		const { name } = readerOf({});
		expect([name('f.note'), name('limit')]).toEqual(['Note', 'Limit']);
	});

	it('does not compile for a parameter that the operation does not have', () => {
		const { value, name } = readerOf({});
		// @ts-expect-error nothing of that name is among the rows
		expect(() => value('f.nothing')).toThrow();
		// @ts-expect-error a part of a name is none
		expect(() => name('note')).toThrow();
	});
});
