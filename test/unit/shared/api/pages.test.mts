import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { listPages } from '../../../../nodes/shared/api/pages.ts';
import { createContext } from './context.mts';
import { callsInGroups, listAnswer } from './list.mts';
import { newestFirst, useLists } from './readAll.mts';
import { json } from './server.mts';

const { server, readAll } = useLists();

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
			'At least 1000 entries were created and changed at the same moment (2026-08-20T00:01:00.000Z)',
		);
	});

	it('gives what can be read before it says that rows may be missing', async () => {
		const calls = callsInGroups([5, 1200, 5]);
		server.answer(listAnswer(calls));
		const ctx = createContext({ baseUrl: server.url });
		const found: unknown[] = [];
		const read = async () => {
			const request = { method: 'GET', path: '/call' } as const;
			for await (const rows of listPages(ctx, request, 'createdAt', Infinity)) found.push(...rows);
		};
		await expect(read()).rejects.toThrow('no way to tell whether there are more');
		expect(found).toHaveLength(5 + 1000 + 5);
	});

	describe('where a page or more share a moment', () => {
		/** Calls whose times of change fall into so many moments. */
		const changed = (groups: number[], moments: number) =>
			callsInGroups(groups).map((call, index) => ({
				...call,
				updatedAt: new Date(Date.UTC(2026, 8, 1) + (index % moments) * 7).toISOString(),
			}));
		const byId = (rows: IDataObject[]) => rows.map(({ id }) => String(id)).toSorted();

		it.each<[string, number[], number]>([
			['exactly 1,000', [1000], 1000],
			['exactly 1,000, with others before and after', [3, 1000, 4], 50],
			['1,001', [1001], 2],
			['1,001, of which all but one changed together', [1, 1001, 1], 1000],
			['2,500', [10, 2500, 10], 400],
			['5,000 and 3,000', [5000, 1, 3000], 97],
		])('gives all of them by their times of change: %s', async (_name, groups, moments) => {
			const calls = changed(groups, moments);
			server.answer(listAnswer(calls));
			const found = await readAll();
			expect(byId(found)).toEqual(byId(calls));
			const times = found.map(({ createdAt }) => String(createdAt));
			expect(times).toEqual(times.toSorted().reverse());
			expect(server.requests.every(({ query }) => Number(query.get('limit')) <= 1000)).toBe(true);
		});

		it("stays within the user's own filters", async () => {
			const calls = changed([10, 2500, 10], 400);
			server.answer(listAnswer(calls));
			const edge = new Date(Date.UTC(2026, 8, 1) + 700).toISOString();
			const expected = calls.filter(({ updatedAt }) => updatedAt >= edge);
			expect(byId(await readAll(Infinity, { updatedAtGe: edge }))).toEqual(byId(expected));
		});

		it('leaves none out in silence where a Limit leads past them', async () => {
			server.answer(listAnswer(callsInGroups([500, 1200])));
			await expect(readAll(1500)).rejects.toThrow('no way to tell whether there are more');
		});

		it.each(['updatedAtGe', 'updatedAtLt'])('stops where the server does not know %s', async (name) => {
			const calls = changed([1200], 400);
			const known = listAnswer(calls);
			server.answer((arrived, response, request) => {
				arrived.query.delete(name);
				return known(arrived, response, request);
			});
			await expect(readAll()).rejects.toThrow('no way to tell whether there are more');
		});
	});

	it('says that entries without a time of creation end the list', async () => {
		const calls = Array.from({ length: 1000 }, (_, id) => ({ id: String(id) }));
		server.answer(json(calls));
		await expect(readAll()).rejects.toThrow('Vapi listed entries without a time of creation');
	});

	it('stops where the server does not follow the cursor', async () => {
		const calls = callsInGroups(Array(1000).fill(1), 1000);
		server.answer(json(newestFirst(calls)));
		await expect(readAll()).rejects.toThrow('The list does not go on');
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
