import { nextMoment } from '../../../../nodes/shared/api/pages.ts';
import { callsInGroups, listAnswer } from './list.mts';
import { newestFirst, useLists } from './readAll.mts';
import { inTurn, json } from './server.mts';

const { server, readAll } = useLists();

describe('Limit', () => {
	it.each([1, 50, 999, 1000, 1001, 2400])('gives the newest %d', async (limit) => {
		const calls = callsInGroups(Array(10).fill(250));
		server.answer(listAnswer(calls));
		expect(await readAll(limit)).toEqual(newestFirst(calls).slice(0, limit));
	});

	it('asks for no more than it needs', async () => {
		server.answer(listAnswer(callsInGroups([1500])));
		await readAll(20);
		expect(server.requests.map(({ query }) => query.toString())).toEqual(['limit=20']);
	});

	it('gives 1,000 of one moment', async () => {
		server.answer(listAnswer(callsInGroups([1500])));
		expect(await readAll(1000)).toHaveLength(1000);
	});
});

describe('the size of a page', () => {
	it.each([1, 2, 3, 7, 100])('may be %d and changes nothing about what is read', async (size) => {
		const calls = callsInGroups([3, 1, 2, 1, 1], 1);
		server.answer(listAnswer(calls));
		expect(await readAll(Infinity, {}, 'createdAt', size)).toEqual(newestFirst(calls));
		expect(server.requests[0]?.query.get('limit')).toBe(String(size));
	});

	it('counts for lists with page numbers as well', async () => {
		server.answer(inTurn(json({ results: [{ id: 1 }, { id: 2 }] }), json({ results: [{ id: 3 }] })));
		expect(await readAll(Infinity, {}, 'page', 2)).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }]);
		expect(server.requests.map(({ query }) => query.toString())).toEqual([
			'limit=2&page=1',
			'limit=2&page=2',
		]);
	});
});

describe('lists with page numbers', () => {
	it('are read to the end, each row once', async () => {
		const rows = Array.from({ length: 1500 }, (_, id) => ({ id: String(id) }));
		const first = rows.slice(0, 1000);
		server.answer(
			inTurn(json({ results: first }), json({ results: [rows[999], ...rows.slice(1000)] })),
		);
		expect(await readAll(Infinity, {}, 'page')).toEqual(rows);
		expect(server.requests.map(({ query }) => query.get('page'))).toEqual(['1', '2']);
	});
});

describe('nextMoment', () => {
	it.each([
		['2026-01-01T00:00:00.000Z', undefined, '2026-01-01T00:00:00.001Z'],
		['2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.001Z', '2026-01-01T00:00:00.000Z'],
		['2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z', undefined],
		['2026-01-01T00:00:00.000Z', '2025-01-01T00:00:00.000Z', undefined],
		[undefined, undefined, undefined],
		['never', undefined, undefined],
	])('after %s, from %s: %s', (last, cursor, expected) => {
		expect(nextMoment(last, cursor)).toBe(expected);
	});
});
