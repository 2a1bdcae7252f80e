import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { listPages, nextMoment } from '../../../../nodes/shared/api/pages.ts';
import type { ListStyle } from '../../../../nodes/shared/api/pages.ts';
import { createContext } from './context.mts';
import { inTurn, json, useServer } from './server.mts';
import { callsInGroups, listAnswer } from './list.mts';

const server = useServer();

async function readAll(
	limit = Infinity,
	query: IDataObject = {},
	style: ListStyle = 'createdAt',
	size?: number,
): Promise<IDataObject[]> {
	const ctx = createContext({ baseUrl: server.url });
	const found: IDataObject[] = [];
	const request = { method: 'GET', path: '/call', query } as const;
	for await (const rows of listPages(ctx, request, style, limit, size)) found.push(...rows);
	return found;
}

const newestFirst = (rows: IDataObject[]) =>
	rows.toSorted((a, b) => String(b.createdAt).localeCompare(String(a.createdAt)));

describe('Return All', () => {
	it.each<[string, number[], number]>([
		['no call', [], 60_000],
		['one call', [1], 60_000],
		['999 calls', Array(999).fill(1), 1],
		['1,000 calls', Array(1000).fill(1), 1],
		['1,001 calls', Array(1001).fill(1), 1],
		['2,500 calls, each a second', Array(2500).fill(1), 1000],
		['2,500 calls in groups of 250', Array(10).fill(250), 60_000],
		['2,500 calls in groups of 250, a millisecond apart', Array(10).fill(250), 1],
		['2,500 calls in uneven groups', [1, 999, 500, 3, 997], 60_000],
		['999 calls of one moment, a millisecond beside others', [700, 999, 1, 2], 1],
	])('gives %s, once each, in order', async (_name, groups, gap) => {
		const calls = callsInGroups(groups, gap);
		server.answer(listAnswer(calls));
		expect(await readAll()).toEqual(newestFirst(calls));
	});

	it('gives any groups of up to 999, once each, in order', async () => {
		const sizes = fc.array(fc.integer({ min: 1, max: 999 }), { maxLength: 6 });
		await fc.assert(
			fc.asyncProperty(sizes, fc.constantFrom(1, 2, 1000), async (groups, gap) => {
				const calls = callsInGroups(groups, gap);
				server.answer(listAnswer(calls));
				expect(await readAll()).toEqual(newestFirst(calls));
			}),
			{ numRuns: 15 },
		);
	});

	it('loses nothing where Vapi keeps finer times than it shows', async () => {
		const calls = callsInGroups([600, 600, 600], 1);
		const cut = (moment: string | null) => (moment === null ? Infinity : Date.parse(moment));
		const sorted = newestFirst(calls);
		server.answer(({ query }, response) => {
			// Every stored moment lies half a millisecond after the one that is shown.
			const rows = sorted.filter(
				({ createdAt }) => Date.parse(String(createdAt)) + 0.5 <= cut(query.get('createdAtLe')),
			);
			response.end(JSON.stringify(rows.slice(0, Number(query.get('limit')))));
		});
		expect(await readAll()).toEqual(sorted);
	});

	it('stops with a clear message where a full page is one moment', async () => {
		server.answer(listAnswer(callsInGroups([5, 1001])));
		await expect(readAll()).rejects.toThrow(
			'More than 1000 entries were created at the same moment (2026-08-20T00:01:00.000Z)',
		);
	});

	it('stops where the server does not follow the cursor', async () => {
		const calls = callsInGroups(Array(1000).fill(1), 1000);
		server.answer(json(newestFirst(calls)));
		await expect(readAll()).rejects.toThrow('same moment');
	});

	it.each([{}, { results: {} }, 'page'])('stops where the answer is no list: %j', async (answer) => {
		server.answer(json(answer));
		await expect(readAll()).rejects.toThrow(/no JSON|else than a list/);
		await expect(readAll(Infinity, {}, 'page')).rejects.toThrow(/no JSON|else than a list/);
	});

	it("stays within the user's own filters", async () => {
		const calls = callsInGroups(Array(3000).fill(1), 1000);
		server.answer(listAnswer(calls));
		const [createdAtLe, createdAtGe] = [calls[2799]?.createdAt, calls[100]?.createdAt];
		const createdAtLt = calls[2799]?.createdAt;
		const expected = newestFirst(calls.slice(100, 2800));
		expect(await readAll(Infinity, { createdAtLe, createdAtGe })).toEqual(expected);
		expect(await readAll(Infinity, { createdAtLt, createdAtGe })).toEqual(expected.slice(1));
		expect(server.requests.every(({ query }) => query.has('createdAtGe'))).toBe(true);
	});
});

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
