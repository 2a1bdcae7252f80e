import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { nextCursor } from '../../api/pages';
import { vapiRequest } from '../../api/request';

/** Rows of a page of the dropdown, and of a page that is searched for a text. */
const SHOWN_ROWS = 100;
const SEARCHED_ROWS = 1000;

/** Pages that one search reads at most, so that the dropdown answers in time. */
const SEARCHED_PAGES = 5;

interface Token {
	createdAtLe: string;
	/** IDs that the page from `createdAtLe` on repeats. */
	skip: unknown[];
	/** Rows of that page. */
	size: number;
}

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
		const { number, sipUri } = (customer ?? {}) as IDataObject;
		return joined(number ?? sipUri ?? type ?? id, status, minuteOf(createdAt, timeZone));
	};

const toResults = (rows: IDataObject[], label: Label) =>
	rows.map((row) => ({ name: label(row), value: String(row.id) }));

/**
 * What to ask for after a page, without repeats; undefined at the end of the list. A page of one
 * moment is asked for again, with more rows.
 */
function tokenAfter(page: IDataObject[], size: number, from?: Token): Token | undefined {
	if (page.length < size) return undefined;
	const cursor = nextCursor(page.at(-1)?.createdAt, from?.createdAtLe);
	const createdAtLe = cursor ?? (size < SEARCHED_ROWS ? from?.createdAtLe : undefined);
	if (createdAtLe === undefined) return undefined;
	const again = ({ createdAt }: IDataObject) =>
		Date.parse(String(createdAt)) <= Date.parse(createdAtLe);
	const skip = page.filter(again).map(({ id }) => id);
	return { createdAtLe, skip, size: cursor === undefined ? SEARCHED_ROWS : size };
}

/** Rows of a list without a search of its own: read page by page and searched here. */
async function searchList(
	ctx: ILoadOptionsFunctions,
	path: string,
	label: Label,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const wanted = filter?.trim().toLowerCase() ?? '';
	const rows = wanted === '' ? SHOWN_ROWS : SEARCHED_ROWS;
	const fits = (row: IDataObject) =>
		wanted === '' || `${label(row)} ${String(row.id)}`.toLowerCase().includes(wanted);
	let token = paginationToken ? (JSON.parse(paginationToken) as Token) : undefined;
	const found: IDataObject[] = [];
	for (let pages = 0; pages < SEARCHED_PAGES && found.length === 0; pages++) {
		const size = token?.size ?? rows;
		const query = { limit: size, createdAtLe: token?.createdAtLe };
		const page = (await vapiRequest(ctx, { method: 'GET', path, query })) as IDataObject[];
		found.push(...page.filter((row) => !token?.skip.includes(row.id) && fits(row)));
		token = tokenAfter(page, size, token);
		if (token === undefined) break;
	}
	return {
		results: toResults(found, label),
		...(token ? { paginationToken: JSON.stringify(token) } : {}),
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
	joined((definition as IDataObject | undefined)?.name ?? name ?? id, type);

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

/** Whether a request was answered by "there is no such path", which other than Vapi's hosts may do. */
const isNotFound = (error: unknown) => (error as { httpCode?: string }).httpCode === '404';

async function phoneNumberPage(
	ctx: ILoadOptionsFunctions,
	query: IDataObject,
): Promise<IDataObject | undefined> {
	const request = vapiRequest(ctx, { method: 'GET', path: '/v2/phone-number', query });
	return (await request.catch(async (error: unknown) =>
		isNotFound(error) ? undefined : await Promise.reject(error),
	)) as IDataObject | undefined;
}

async function searchPhoneNumbers(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const page = Number(paginationToken ?? 1);
	const search = filter?.trim() || undefined;
	const byNumber = Number.isInteger(page);
	const query = { limit: SHOWN_ROWS, page, search };
	const answer = byNumber ? await phoneNumberPage(this, query) : undefined;
	if (answer === undefined) {
		const token = byNumber ? undefined : paginationToken;
		return await searchList(this, '/phone-number', phoneNumberLabel, filter, token);
	}
	const rows = (answer.results ?? []) as IDataObject[];
	return {
		results: toResults(rows, phoneNumberLabel),
		...(rows.length === SHOWN_ROWS ? { paginationToken: String(page + 1) } : {}),
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
