import type { IDataObject } from 'n8n-workflow';
import { useLists } from './readAll.mts';
import type { Answer } from './server.mts';

const { server, readAll } = useLists();

const ROWS = (count: number, prefix = 'row'): IDataObject[] =>
	Array.from({ length: count }, (_, index) => ({ id: `${prefix}-${index}`, url: `${index}` }));

/** How many rows a list has: none, one, up to a page, a page, one more, several pages. */
const COUNTS = [0, 1, 999, 1000, 1001, 2000, 2500];

type Wrap = (rows: IDataObject[], page: number) => unknown;

const bare: Wrap = (rows) => rows;
const wrapped: Wrap = (rows) => ({ results: rows, metadata: {} });

/** Answers by number of page; each answer may change the rows for the next one. */
const numbered = (rows: () => IDataObject[], wrap: Wrap): Answer => {
	return ({ query }, response) => {
		const limit = Number(query.get('limit'));
		const page = Number(query.get('page'));
		const found = rows().slice((page - 1) * limit, page * limit);
		response.end(JSON.stringify(wrap(found, page)));
	};
};

const asked = () => server.requests.map(({ query }) => Object.fromEntries(query));

describe.each<[string, Wrap]>([
	['bare arrays', bare],
	['results', wrapped],
	['either shape', (rows, page) => (page % 2 === 0 ? rows : wrapped(rows, page))],
])('a list by number of page that comes as %s', (_name, wrap) => {
	it.each(COUNTS)('is read whole where it has %i rows', async (count) => {
		const rows = ROWS(count);
		server.answer(numbered(() => rows, wrap));
		expect(await readAll(Infinity, {}, 'page')).toEqual(rows);
	});

	it('asks for as many rows as are wanted', async () => {
		server.answer(numbered(() => ROWS(50), wrap));
		expect(await readAll(10, {}, 'page')).toEqual(ROWS(10));
		expect(asked()).toEqual([{ limit: '10', page: '1' }]);
	});

	it('gives each row once where rows are added at its beginning meanwhile', async () => {
		let reads = 0;
		server.answer(numbered(() => [...ROWS(3 * reads++, 'new'), ...ROWS(2500)], wrap));
		const found = await readAll(Infinity, {}, 'page');
		expect(found.filter(({ id }) => String(id).startsWith('row'))).toEqual(ROWS(2500));
	});

	it('is read whole where its rows have no ID', async () => {
		const rows = ROWS(2500).map(({ url }) => ({ url }));
		server.answer(numbered(() => rows, wrap));
		expect(await readAll(Infinity, {}, 'page')).toEqual(rows);
	});

	it('ends with words where the server gives the same page for ever', async () => {
		server.answer(numbered(() => ROWS(1000), (rows) => wrap(rows.length ? rows : ROWS(1000), 1)));
		await expect(readAll(Infinity, {}, 'page')).rejects.toThrow('The list does not go on');
		expect(server.requests).toHaveLength(2);
	});
});

describe.each(['whole', 'rows'] as const)('a list that comes at once (%s)', (style) => {
	it.each(COUNTS)('is read with one request where it has %i rows', async (count) => {
		server.answer((_request, response) => void response.end(JSON.stringify(ROWS(count))));
		expect(await readAll(Infinity, { purpose: 'assistants' }, style)).toEqual(ROWS(count));
		expect(asked()).toEqual([{ purpose: 'assistants' }]);
	});

	it('is cut at the limit', async () => {
		server.answer((_request, response) => void response.end(JSON.stringify(ROWS(50))));
		expect(await readAll(10, {}, style)).toEqual(ROWS(10));
	});

	it('may come as results', async () => {
		server.answer((_request, response) => void response.end(JSON.stringify({ results: ROWS(3) })));
		expect(await readAll(Infinity, {}, style)).toEqual(ROWS(3));
	});
});

describe('a list that takes a limit and nothing to go on by', () => {
	const limited =
		(rows: IDataObject[]): Answer =>
		({ query }, response) =>
			void response.end(JSON.stringify(rows.slice(0, Number(query.get('limit')))));

	it.each([0, 1, 999])('is read whole where it has %i rows', async (count) => {
		server.answer(limited(ROWS(count)));
		expect(await readAll(Infinity, {}, 'limit')).toEqual(ROWS(count));
		expect(asked()).toEqual([{ limit: '1000' }]);
	});

	it.each([1000, 1001])('says that rows may be missing where it has %i', async (count) => {
		server.answer(limited(ROWS(count)));
		await expect(readAll(Infinity, {}, 'limit')).rejects.toThrow(
			'Vapi gives 1000 entries of this list at most',
		);
	});

	it.each([
		[10, 50, 10],
		[1000, 1000, 1000],
		[1500, 999, 999],
	])('gives up to %i of %i: %i', async (limit, count, expected) => {
		server.answer(limited(ROWS(count)));
		expect(await readAll(limit, {}, 'limit')).toEqual(ROWS(expected));
	});
});

describe('an answer that is no list', () => {
	it.each(['page', 'whole', 'rows', 'limit', 'createdAt'] as const)('stops (%s)', async (style) => {
		for (const answer of [{}, { results: {} }, { message: 'maintenance' }, [1], 'text']) {
			server.answer((_request, response) => void response.end(JSON.stringify(answer)));
			await expect(readAll(Infinity, {}, style)).rejects.toThrow(/no JSON|else than a list/);
		}
	});
});
