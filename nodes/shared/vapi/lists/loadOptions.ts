import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { listPages, PAGE_TIMEOUT } from '../../api/pages';
import { labels } from './labels';
import type { Shelf, ShelfName } from './shelves';
import { shelves } from './shelves';

/** Entries that a multi-select shows at most of what an account has without end, such as calls. */
const NEWEST = 100;

async function allOf(ctx: ILoadOptionsFunctions, shelf: Shelf): Promise<INodePropertyOptions[]> {
	const { path, style, query, byName } = shelf;
	const labelOf = labels[shelf.label](ctx.getTimezone());
	const options: INodePropertyOptions[] = [];
	const request = { method: 'GET', path, query, timeout: PAGE_TIMEOUT } as const;
	for await (const rows of listPages(ctx, request, style, byName ? Infinity : NEWEST)) {
		for (const row of rows) options.push({ name: labelOf(row), value: String(row.id) });
	}
	return byName ? options.sort((a, b) => a.name.localeCompare(b.name, 'en')) : options;
}

type Load = (this: ILoadOptionsFunctions) => Promise<INodePropertyOptions[]>;

const loadOf = (shelf: Shelf): Load =>
	async function () {
		return await allOf(this, shelf);
	};

/** The lists behind multi-selects: everything that has a name, and the newest of what has none. */
export const loadOptions = Object.fromEntries(
	Object.entries(shelves).map(([name, shelf]) => [`get${name}`, loadOf(shelf)]),
) as Record<`get${ShelfName}`, Load>;
