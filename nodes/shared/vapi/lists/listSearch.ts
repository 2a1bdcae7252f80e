import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import type { NodeError } from '../../api/errorFactory';
import type { VapiRequest } from '../../api/exchange';
import { PAGE_SIZE } from '../../api/listRows';
import { numberedPage } from '../../api/otherLists';
import type { Page } from '../../api/page';
import type { Cursor } from '../../api/pages';
import { createdAtPage, listPages, PAGE_TIMEOUT } from '../../api/pages';
import { isNotFound } from '../../api/requestOutcome';
import { attempt } from '../../base/result';
import { isFreeNumber, labels } from './labels';
import type { Shelf, ShelfName } from './shelves';
import { shelves } from './shelves';

/** Rows of a page of the dropdown; a page that is searched for a text is as large as can be. */
const SHOWN_ROWS = 100;

/** Pages that one search reads at most, so that the dropdown answers in time. */
const SEARCHED_PAGES = 5;

const DASHBOARD = 'https://dashboard.vapi.ai';

/** Where a page of a dropdown starts: a cursor, or the number of the page. */
type Start = Cursor | number;

/** The list of phone numbers of hosts that do not know the newer one. */
const OLDER_NUMBERS: Shelf = {
	...shelves.PhoneNumbers,
	path: '/phone-number',
	style: 'createdAt',
	search: undefined,
};

/**
 * Entries of a list, free numbers behind all others: the first one is the one that people choose.
 * @param isWhole no page came before and none follows
 */
function toResults(rows: IDataObject[], shelf: Shelf, timeZone: string, isWhole: boolean) {
	const { page, label, byName } = shelf;
	const labelOf = labels[label](timeZone);
	const isLast = (row: IDataObject) => page === shelves.PhoneNumbers.page && isFreeNumber(row);
	const entries = rows.map((row) => ({
		name: labelOf(row),
		value: String(row.id),
		...(page !== undefined && { url: `${DASHBOARD}/${page}/${String(row.id)}` }),
	}));
	if (byName && isWhole) entries.sort((a, b) => a.name.localeCompare(b.name, 'en'));
	const last = new Set(rows.filter(isLast).map(({ id }) => String(id)));
	return entries.sort((a, b) => Number(last.has(a.value)) - Number(last.has(b.value)));
}

/** Reads the page of a list that starts at a place, in whichever style the list goes on. */
async function pageAt(
	ctx: ILoadOptionsFunctions,
	{ path, style, query }: Shelf,
	start: Start,
	size: number,
	search: IDataObject,
): Promise<Page<Start>> {
	const request: VapiRequest = { method: 'GET', path, query: { ...query, ...search } };
	if (typeof start !== 'number') return await createdAtPage(ctx, request, start);
	if (style === 'page') return await numberedPage(ctx, request, start, size);
	const rows: IDataObject[] = [];
	const whole = listPages(ctx, { ...request, timeout: PAGE_TIMEOUT }, style, PAGE_SIZE);
	for await (const page of whole) rows.push(...page);
	return { rows };
}

const startOf = ({ style }: Shelf, token: string | undefined, size: number): Start => {
	if (token !== undefined) return JSON.parse(token) as Start;
	return style === 'createdAt' ? { size, skip: [] } : 1;
};

/** A page of a dropdown. What Vapi does not search by itself is read page by page and searched here. */
async function searchShelf(
	ctx: ILoadOptionsFunctions,
	shelf: Shelf,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const timeZone = ctx.getTimezone();
	const labelOf = labels[shelf.label](timeZone);
	const text = filter?.trim() ?? '';
	const theirs = shelf.search !== undefined && text !== '' ? { [shelf.search]: text } : {};
	const wanted = shelf.search === undefined ? text.toLowerCase() : '';
	const fits = (row: IDataObject) =>
		wanted === '' || `${labelOf(row)} ${String(row.id)}`.toLowerCase().includes(wanted);
	const size = wanted === '' ? SHOWN_ROWS : PAGE_SIZE;
	let start: Start | undefined = startOf(shelf, paginationToken, size);
	const found: IDataObject[] = [];
	for (let pages = 0; pages < SEARCHED_PAGES && found.length === 0 && start !== undefined; pages++) {
		const page: Page<Start> = await pageAt(ctx, shelf, start, size, theirs);
		found.push(...page.rows.filter(fits));
		start = page.next;
	}
	const isWhole = paginationToken === undefined && start === undefined;
	return {
		results: toResults(found, shelf, timeZone, isWhole),
		...(start === undefined ? {} : { paginationToken: JSON.stringify(start) }),
	};
}

type Search = (
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
) => Promise<INodeListSearchResult>;

const searchOf = (shelf: Shelf): Search =>
	async function (filter, paginationToken) {
		return await searchShelf(this, shelf, filter, paginationToken);
	};

/** Whether a token came from the older list of phone numbers. */
const isCursor = (token: string | undefined): boolean => token?.startsWith('{') === true;

const searchPhoneNumbers: Search = async function (filter, paginationToken) {
	if (isCursor(paginationToken)) {
		return await searchShelf(this, OLDER_NUMBERS, filter, paginationToken);
	}
	const read = await attempt(searchShelf(this, shelves.PhoneNumbers, filter, paginationToken));
	if ('value' in read) return read.value;
	// Other hosts than Vapi's may not know the path.
	if (!isNotFound(read.error)) throw read.error as NodeError;
	return await searchShelf(this, OLDER_NUMBERS, filter);
};

const all = Object.fromEntries(
	Object.entries(shelves).map(([name, shelf]) => [`search${name}`, searchOf(shelf)]),
) as Record<`search${ShelfName}`, Search>;

/** The lists behind the resource locators. */
export const listSearch = { ...all, searchPhoneNumbers };
