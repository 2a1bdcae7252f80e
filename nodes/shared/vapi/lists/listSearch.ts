import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import type { NodeError } from '../../api/errorFactory';
import { PAGE_SIZE } from '../../api/listRows';
import { numberedPage } from '../../api/otherLists';
import type { Page } from '../../api/page';
import type { Cursor } from '../../api/pages';
import { createdAtPage } from '../../api/pages';
import { isNotFound } from '../../api/requestOutcome';
import { attempt } from '../../base/result';
import type { Label } from './labels';
import { callLabel, isFreeNumber, nameLabel, phoneNumberLabel, toolLabel } from './labels';

/** Rows of a page of the dropdown; a page that is searched for a text is as large as can be. */
const SHOWN_ROWS = 100;

/** Pages that one search reads at most, so that the dropdown answers in time. */
const SEARCHED_PAGES = 5;

/** A kind of things that a list shows, newest first as Vapi gives them. */
interface Shelf {
	/** Where Vapi lists them. */
	path: string;
	/** What they are called in the address of Vapi's dashboard. */
	page: string;
	label: Label;
	/** By name where all of them are there; calls have none. */
	byName?: boolean;
}

const DASHBOARD = 'https://dashboard.vapi.ai';

const ASSISTANTS: Shelf = { path: '/assistant', page: 'assistants', label: nameLabel, byName: true };
const SQUADS: Shelf = { path: '/squad', page: 'squads', label: nameLabel, byName: true };
const TOOLS: Shelf = { path: '/tool', page: 'tools', label: toolLabel, byName: true };
const PHONE_NUMBERS: Shelf = {
	path: '/phone-number',
	page: 'phone-numbers',
	label: phoneNumberLabel,
	byName: true,
};

/**
 * Entries of a list, free numbers behind all others: the first one is the one that people choose.
 * @param isWhole no page came before and none follows
 */
function toResults(rows: IDataObject[], { page, label, byName }: Shelf, isWhole: boolean) {
	const entries = rows.map((row) => ({
		name: label(row),
		value: String(row.id),
		url: `${DASHBOARD}/${page}/${String(row.id)}`,
		isFree: page === PHONE_NUMBERS.page && isFreeNumber(row),
	}));
	if (byName && isWhole) entries.sort((a, b) => a.name.localeCompare(b.name, 'en'));
	entries.sort((a, b) => Number(a.isFree) - Number(b.isFree));
	return entries.map(({ name, value, url }) => ({ name, value, url }));
}

/** Rows of a list without a search of its own: read page by page and searched here. */
async function searchList(
	ctx: ILoadOptionsFunctions,
	shelf: Shelf,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const { path, label } = shelf;
	const wanted = filter?.trim().toLowerCase() ?? '';
	const fits = (row: IDataObject) =>
		wanted === '' || `${label(row)} ${String(row.id)}`.toLowerCase().includes(wanted);
	let cursor: Cursor | undefined = paginationToken
		? (JSON.parse(paginationToken) as Cursor)
		: { size: wanted === '' ? SHOWN_ROWS : PAGE_SIZE, skip: [] };
	const found: IDataObject[] = [];
	for (let pages = 0; pages < SEARCHED_PAGES && found.length === 0 && cursor; pages++) {
		const page: Page<Cursor> = await createdAtPage(ctx, { method: 'GET', path }, cursor);
		found.push(...page.rows.filter(fits));
		cursor = page.next;
	}
	return {
		results: toResults(found, shelf, paginationToken === undefined && cursor === undefined),
		...(cursor ? { paginationToken: JSON.stringify(cursor) } : {}),
	};
}

async function searchAssistants(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await searchList(this, ASSISTANTS, filter, paginationToken);
}

async function searchSquads(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await searchList(this, SQUADS, filter, paginationToken);
}

async function searchTools(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await searchList(this, TOOLS, filter, paginationToken);
}

async function searchCalls(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const shelf = { path: '/call', page: 'calls', label: callLabel(this.getTimezone()) };
	return await searchList(this, shelf, filter, paginationToken);
}

/** A page of the phone numbers that fit a text; undefined where the host has no such list. */
async function phoneNumberPage(
	ctx: ILoadOptionsFunctions,
	search: string | undefined,
	page: number,
): Promise<Page<number> | undefined> {
	const request = { method: 'GET', path: '/v2/phone-number', query: { search } } as const;
	const read = await attempt(numberedPage(ctx, request, page, SHOWN_ROWS));
	if ('value' in read) return read.value;
	// Other hosts than Vapi's may not know the path.
	if (isNotFound(read.error)) return undefined;
	throw read.error as NodeError;
}

async function searchPhoneNumbers(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const number = Number(paginationToken ?? 1);
	const byNumber = Number.isInteger(number);
	const page = byNumber
		? await phoneNumberPage(this, filter?.trim() || undefined, number)
		: undefined;
	if (page === undefined) {
		const token = byNumber ? undefined : paginationToken;
		return await searchList(this, PHONE_NUMBERS, filter, token);
	}
	return {
		results: toResults(page.rows, PHONE_NUMBERS, number === 1 && page.next === undefined),
		...(page.next === undefined ? {} : { paginationToken: String(page.next) }),
	};
}

/** The lists behind the resource locators. */
export const listSearch = {
	searchAssistants,
	searchCalls,
	searchPhoneNumbers,
	searchSquads,
	searchTools,
};
