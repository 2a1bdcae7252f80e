import type { ILoadOptionsFunctions } from 'n8n-workflow';

import { listSearch } from '../../../../../nodes/shared/vapi/lists/listSearch.ts';
import { loadOptions } from '../../../../../nodes/shared/vapi/lists/loadOptions.ts';
import { type Shelf, type ShelfName, shelves } from '../../../../../nodes/shared/vapi/lists/shelves.ts';
import { createContext } from '../../api/context.mts';
import { useServer } from '../../api/server.mts';

const server = useServer();

const context = () => createContext({ baseUrl: server.url }) as unknown as ILoadOptionsFunctions;

const kinds = Object.entries(shelves) as Array<[ShelfName, Shelf]>;

/** As many things as two pages and a bit hold, newest first, named in the opposite order. */
const rows = Array.from({ length: 230 }, (_, index) => ({
	id: `id-${index}`,
	name: `Thing ${String(999 - index)}`,
	status: 'active',
	createdAt: new Date(Date.UTC(2026, 7, 20) - index * 1000).toISOString(),
}));

const serve = ({ style }: Shelf) =>
	server.answer(({ query }, response) => {
		const size = Number(query.get('limit') ?? rows.length);
		const edge = Date.parse(query.get('createdAtLe') ?? '2100-01-01');
		const start = style === 'page' ? (Number(query.get('page')) - 1) * size : 0;
		const fitting =
			style === 'createdAt' ? rows.filter(({ createdAt }) => Date.parse(createdAt) <= edge) : rows;
		const page = fitting.slice(start, start + size);
		response.end(JSON.stringify(style === 'page' ? { results: page } : page));
	});

describe.each(kinds)('%s', (name, shelf) => {
	it('are all there, each once, however their list goes on', async () => {
		serve(shelf);
		const values: unknown[] = [];
		let token: string | undefined;
		do {
			const page = await listSearch[`search${name}`].call(context(), undefined, token);
			values.push(...page.results.map(({ value }) => value));
			token = page.paginationToken as string | undefined;
		} while (token !== undefined);
		expect([...values].sort()).toEqual(rows.map(({ id }) => id).sort());
		expect(server.requests.every(({ path }) => path === shelf.path)).toBe(true);
	});

	it('are found by a part of what the list shows', async () => {
		serve(shelf);
		const { results } = await listSearch[`search${name}`].call(context(), shelf.label === 'call' ? 'id-7' : ' THING 99');
		expect(results.length).toBeGreaterThan(0);
		if (shelf.search === undefined) expect(results.length).toBeLessThan(20);
		else expect(server.requests[0]?.query.get(shelf.search)).toBe('THING 99');
	});

	it('can be chosen several at a time', async () => {
		serve(shelf);
		const options = await loadOptions[`get${name}`].call(context());
		expect(options).toHaveLength(shelf.byName ? rows.length : 100);
		expect(options[0]).toMatchObject({ value: shelf.byName ? 'id-229' : 'id-0' });
	});
});
