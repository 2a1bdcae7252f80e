import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import type { NodeError } from '../../api/errorFactory';
import type { Cursor, Page } from '../../api/pages';
import { createdAtPage, numberedPage, PAGE_SIZE } from '../../api/pages';
import { isNotFound } from '../../api/requestOutcome';
import { attempt } from '../../base/result';
import { asObject } from '../../base/values';

/** Rows of a page of the dropdown; a page that is searched for a text is as large as can be. */
const SHOWN_ROWS = 100;

/** Pages that one search reads at most, so that the dropdown answers in time. */
const SEARCHED_PAGES = 5;

type Label = (row: IDataObject) => string;

/** Words beside each other, without the empty ones. */
const joined = (...words: unknown[]) => words.filter(Boolean).map(String).join(' · ');

const nameLabel: Label = ({ name, id }) => String(name || id);

const phoneNumberLabel: Label = ({ id, name, number, sipUri, provider }) => {
	const address = number ?? sipUri;
	const title = name && address ? `${String(name)} (${String(address)})` : (name ?? address ?? id);
	return joined(title, provider);
};

/** Date and time to the minute, as the clock of the workflow shows them. */
function minuteOf(value: unknown, timeZone: string): string {
	const time = Date.parse(String(value));
	if (Number.isNaN(time)) return '';
	const options = { timeZone, dateStyle: 'short', timeStyle: 'short' } as const;
	return new Intl.DateTimeFormat('sv-SE', options).format(time);
}

const callLabel =
	(timeZone: string): Label =>
	({ id, type, customer, status, createdAt }) => {
		const { number, sipUri } = asObject(customer);
		return joined(number ?? sipUri ?? type ?? id, status, minuteOf(createdAt, timeZone));
	};

const toResults = (rows: IDataObject[], label: Label) =>
	rows.map((row) => ({ name: label(row), value: String(row.id) }));

/** Rows of a list without a search of its own: read page by page and searched here. */
async function searchList(
	ctx: ILoadOptionsFunctions,
	path: string,
	label: Label,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
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
		results: toResults(found, label),
		...(cursor ? { paginationToken: JSON.stringify(cursor) } : {}),
	};
}

async function searchAssistants(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await searchList(this, '/assistant', nameLabel, filter, paginationToken);
}

async function searchSquads(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await searchList(this, '/squad', nameLabel, filter, paginationToken);
}

/** A function tool has its name where the model reads it. */
const toolLabel: Label = ({ id, name, type, function: definition }) =>
	joined(asObject(definition).name ?? name ?? id, type);

async function searchTools(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await searchList(this, '/tool', toolLabel, filter, paginationToken);
}

async function searchCalls(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const label = callLabel(this.getTimezone());
	return await searchList(this, '/call', label, filter, paginationToken);
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
		return await searchList(this, '/phone-number', phoneNumberLabel, filter, token);
	}
	return {
		results: toResults(page.rows, phoneNumberLabel),
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
