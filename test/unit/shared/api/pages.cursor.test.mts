import { numberedPage } from '../../../../nodes/shared/api/otherLists.ts';
import { createdAtPage } from '../../../../nodes/shared/api/pages.ts';
import type { Cursor } from '../../../../nodes/shared/api/pages.ts';
import { createContext } from './context.mts';
import { callsInGroups, listAnswer } from './list.mts';
import { json, useServer } from './server.mts';

const server = useServer();

const request = { method: 'GET', path: '/thing', itemIndex: 3 } as const;
const context = () => createContext({ baseUrl: server.url });
const byTime = async (cursor: Partial<Cursor> = {}) =>
	await createdAtPage(context(), request, { size: 2, skip: [], ...cursor });
const byNumber = async (page = 1) => await numberedPage(context(), request, page, 2);

const at = (ms: number) => new Date(Date.parse('2026-08-20T00:00:00.000Z') + ms).toISOString();
const ids = ({ rows }: { rows: Array<{ id?: unknown }> }) => rows.map(({ id }) => id);

describe('a page of a bare array', () => {
	it('says where the next one starts, and what it will repeat', async () => {
		server.answer(listAnswer(callsInGroups([1, 1, 1], 10)));
		const page = await byTime();
		expect(ids(page)).toEqual(['call-2-0', 'call-1-0']);
		expect(page).toMatchObject({ next: { createdAtLe: at(11), size: 2, skip: ['call-1-0'] } });
		expect(server.requests[0]?.query.toString()).toBe('limit=2');
	});

	it('leaves out what the page before had', async () => {
		server.answer(listAnswer(callsInGroups([1, 1, 1], 10)));
		const cursor = { createdAtLe: at(11), size: 2, skip: ['call-1-0'] };
		const page = await byTime(cursor);
		expect(ids(page)).toEqual(['call-0-0']);
		expect(server.requests[0]?.query.toString()).toBe(`limit=2&createdAtLe=${encodeURIComponent(at(11))}`);
	});

	it('is read on from a cursor that went through JSON, as a dropdown hands it out', async () => {
		const calls = callsInGroups([2, 3, 1, 4, 1], 1);
		server.answer(listAnswer(calls));
		const found: unknown[] = [];
		let cursor: string | undefined = JSON.stringify({ size: 2, skip: [] });
		while (cursor !== undefined) {
			const { rows, next }: Awaited<ReturnType<typeof byTime>> = await byTime(JSON.parse(cursor) as Cursor);
			found.push(...rows.map(({ id }) => id));
			cursor = next && JSON.stringify(next);
		}
		expect(found.toSorted()).toEqual(calls.map(({ id }) => id).toSorted());
	});

	it('that holds one moment is asked for again with all the rows that Vapi gives', async () => {
		server.answer(listAnswer(callsInGroups([5])));
		const page = await byTime({ createdAtLe: at(0) });
		expect(page.next).toEqual({ createdAtLe: at(0), size: 1000, skip: ['call-0-0', 'call-0-1'] });
	});

	it('says at which moment the list cannot be read on', async () => {
		server.answer(listAnswer(callsInGroups([1, 1000])));
		const page = await byTime({ createdAtLe: at(60_000), size: 1000 });
		expect(page.rows).toHaveLength(1000);
		expect(page).toMatchObject({ gap: { kind: 'crowded', moment: at(60_000) } });
		expect(page.next).toEqual({ createdAtLt: at(60_000), size: 1000, skip: [] });
	});

	it.each([[[]], [[{ id: '1', createdAt: at(0) }]]])('is the last one where it is not full: %j', async (rows) => {
		server.answer(json(rows));
		expect(await byTime()).toEqual({ rows });
	});

	it('keeps the filters of the request', async () => {
		server.answer(json([]));
		const filtered = { ...request, query: { assistantId: 'a', createdAtLe: at(50) } };
		await createdAtPage(context(), filtered, { size: 2, skip: [] });
		await createdAtPage(context(), filtered, { createdAtLe: at(11), size: 2, skip: [] });
		expect(server.requests.map(({ query }) => query.get('createdAtLe'))).toEqual([at(50), at(11)]);
		expect(server.requests.map(({ query }) => query.get('assistantId'))).toEqual(['a', 'a']);
	});
});

describe('a page by number', () => {
	it('says the number of the next one where it is full', async () => {
		server.answer(json({ results: [{ id: '1' }, { id: '2' }], metadata: {} }));
		expect(await byNumber(4)).toEqual({ rows: [{ id: '1' }, { id: '2' }], next: 5 });
		expect(server.requests[0]?.query.toString()).toBe('limit=2&page=4');
	});

	it.each([[[]], [[{ id: '1' }]]])('is the last one where it is not full: %j', async (results) => {
		server.answer(json({ results }));
		expect(await byNumber()).toEqual({ rows: results });
	});
});
