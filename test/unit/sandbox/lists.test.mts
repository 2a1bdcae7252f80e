import { manyEndedCalls } from '../../../sandbox/data/endedCall.mts';
import { ASSISTANTS, CALLS, PHONE_NUMBERS, SQUADS } from '../../../sandbox/seed.mts';
import { ask, place, useSandbox } from './client.mts';

const sandbox = useSandbox({ timeScale: 0 });
const ids = (list: Array<Record<string, unknown>>) => list.map(({ id }) => id);
const get = async (path: string) => (await ask(sandbox().url, 'GET', path)).list;

describe('lists', () => {
	it('give the newest first', async () => {
		expect(ids(await get('/call'))).toEqual([CALLS.answered, CALLS.busy, CALLS.voicemail]);
		const id = await place(sandbox());
		expect(ids(await get('/call?limit=1'))).toEqual([id]);
	});

	it('are 100 long unless a limit says otherwise, and keep the order of equal timestamps', async () => {
		const calls = manyEndedCalls(2500, 700);
		sandbox().reset({ calls });
		expect(await get('/call')).toHaveLength(100);
		expect(ids(await get('/call?limit=1000'))).toEqual(ids(calls).slice(0, 1000));
		const edge = String(calls[999]?.createdAt);
		const next = await get(`/call?limit=1000&createdAtLe=${edge}`);
		expect(ids(next)).toEqual(ids(calls).slice(700, 1700));
	});

	it.each([
		['createdAtGt=2026-01-16T10:01:00.000Z', [CALLS.answered]],
		['createdAtGe=2026-01-16T10:01:00.000Z', [CALLS.answered, CALLS.busy]],
		['createdAtLt=2026-01-16T10:01:00.000Z', [CALLS.voicemail]],
		['createdAtLe=2026-01-16T10:01:00.000Z', [CALLS.busy, CALLS.voicemail]],
		['updatedAtGt=2026-01-16T10:02:00.000Z', [CALLS.answered]],
		[`id=${CALLS.busy}`, [CALLS.busy]],
		['assistantId=nobody', []],
	])('filter by %s', async (query, expected) => {
		expect(ids(await get(`/call?${query}`))).toEqual(expected);
	});

	it('of assistants and squads are bare, of phone numbers and outputs both ways', async () => {
		expect(ids(await get('/assistant'))).toEqual(Object.values(ASSISTANTS).toReversed());
		expect(ids(await get('/squad'))).toEqual(Object.values(SQUADS).toReversed());
		expect(await get('/phone-number')).toHaveLength(3);
		const { body } = await ask(sandbox().url, 'GET', '/structured-output?limit=1&page=2');
		expect(body.results).toHaveLength(1);
		expect(body.metadata).toEqual({
			itemsPerPage: 1,
			totalItems: 2,
			currentPage: 2,
			totalPages: 2,
			hasNextPage: false,
		});
	});

	it.each([
		['MAIN', [PHONE_NUMBERS.main]],
		['5550102', [PHONE_NUMBERS.vapiFree]],
		['nothing', []],
	])('of phone numbers find %s', async (search, expected) => {
		const { body } = await ask(sandbox().url, 'GET', `/v2/phone-number?search=${search}`);
		expect(ids(body.results as Array<Record<string, unknown>>)).toEqual(expected);
	});
});

describe('one of each', () => {
	it('is found by its ID or not at all', async () => {
		for (const path of [`/assistant/${ASSISTANTS.toolUser}`, `/call/${CALLS.busy}`]) {
			expect((await ask(sandbox().url, 'GET', path)).status).toBe(200);
		}
		const missing = await ask(sandbox().url, 'GET', `/assistant/${CALLS.busy}`);
		expect(missing).toMatchObject({ status: 404, body: { error: 'Not Found', statusCode: 404 } });
	});

	it('changes by top-level keys, and null takes one away', async () => {
		const path = `/assistant/${ASSISTANTS.receptionist}`;
		const url = 'https://example.com/hook';
		const patch = (body: unknown) => ask(sandbox().url, 'PATCH', path, body);
		await patch({ server: { url, timeoutSeconds: 5 } });
		const replaced = await patch({ server: { url } });
		expect(replaced.body).toMatchObject({ name: 'Front desk', server: { url } });
		expect(replaced.body.server).toEqual({ url });
		const removed = await patch({ server: null });
		expect(removed.body).not.toHaveProperty('server');
	});

	it('is renamed or erased if it is a call', async () => {
		const path = `/call/${CALLS.busy}`;
		expect((await ask(sandbox().url, 'PATCH', path, { name: 'New' })).body.name).toBe('New');
		expect((await ask(sandbox().url, 'DELETE', path, {})).status).toBe(200);
		expect((await ask(sandbox().url, 'GET', path)).status).toBe(404);
	});
});
