import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../base/values';
import type { NodeError } from './errorFactory';
import { operationError } from './errorFactory';
import type { VapiContext, VapiRequest } from './exchange';
import { vapiRequest } from './request';

/**
 * How a list of Vapi is read on: `createdAt` is a bare array, newest first, with the filter
 * createdAtLe; `page` is `{results, metadata}`, by number.
 */
export type ListStyle = 'createdAt' | 'page';

/** Most rows that Vapi gives at a time. */
export const PAGE_SIZE = 1000;

/** Rows such as calls come with transcript and messages, so a full page takes its time; in ms. */
export const PAGE_TIMEOUT = 120_000;

/** Where a page of a bare array starts. Made of plain data, so that a dropdown can hand it out. */
export interface Cursor {
	createdAtLe?: string;
	/** Rows to ask for. */
	size: number;
	/** IDs that the page repeats, since it begins at a moment that the one before reached. */
	skip: unknown[];
}

/** The rows of a page and where the next one starts, if there may be one. */
export interface Page<Next> {
	rows: IDataObject[];
	next?: Next;
	/** The moment that nothing leads past: the rest of the list cannot be read. */
	stuckAt?: string;
}

/** The rows of an answer, which would be lost in silence if it were taken for an empty list. */
function rowsOf(ctx: VapiContext, { path, itemIndex }: VapiRequest, rows: unknown): IDataObject[] {
	if (Array.isArray(rows) && rows.every(isObject)) return rows;
	throw operationError(ctx, {
		message: `Vapi answered ${path} with something else than a list`,
		itemIndex,
		description: 'Check that the Base URL of the credential is the address of the API.',
	});
}

/**
 * Where the next page starts. One millisecond is added to the last row's time, since Vapi may keep
 * finer times than it shows; where that does not get any further, the time itself is taken.
 * @returns undefined where the page holds nothing but one moment, so that there is no way past it
 */
export function nextMoment(last: unknown, reached: string | undefined): string | undefined {
	const time = Date.parse(String(last));
	if (Number.isNaN(time)) return undefined;
	const before = reached === undefined ? Infinity : Date.parse(reached);
	const next = [time + 1, time].find((moment) => moment < before);
	return next === undefined ? undefined : new Date(next).toISOString();
}

/** The cursor behind a full page; a page of one moment is asked for again, with more rows. */
function cursorAfter(rows: IDataObject[], { createdAtLe, size }: Cursor): Cursor | undefined {
	const moment = nextMoment(rows.at(-1)?.createdAt, createdAtLe);
	if (moment === undefined && size >= PAGE_SIZE) return undefined;
	const start = moment ?? createdAtLe;
	const repeats = ({ createdAt }: IDataObject) =>
		start === undefined || Date.parse(String(createdAt)) <= Date.parse(start);
	const skip = rows.filter(repeats).map(({ id }) => id);
	return { createdAtLe: start, size: moment === undefined ? PAGE_SIZE : size, skip };
}

/** Reads one page of a bare array, without what the page before had. */
export async function createdAtPage(
	ctx: VapiContext,
	request: VapiRequest,
	cursor: Cursor,
): Promise<Page<Cursor>> {
	const { createdAtLe, size, skip } = cursor;
	const query = { ...request.query, limit: size, ...(createdAtLe !== undefined && { createdAtLe }) };
	const all = rowsOf(ctx, request, await vapiRequest(ctx, { ...request, query }));
	const rows = all.filter(({ id }) => id === undefined || !skip.includes(id));
	if (all.length < size) return { rows };
	const next = cursorAfter(all, cursor);
	return next === undefined ? { rows, stuckAt: String(all.at(-1)?.createdAt) } : { rows, next };
}

/** Reads one page of `{results, metadata}`. */
export async function numberedPage(
	ctx: VapiContext,
	request: VapiRequest,
	page: number,
	size: number,
): Promise<Page<number>> {
	const query = { ...request.query, limit: size, page };
	const answer = (await vapiRequest(ctx, { ...request, query })) as { results?: unknown };
	const rows = rowsOf(ctx, request, answer.results);
	return rows.length < size ? { rows } : { rows, next: page + 1 };
}

function stuck(ctx: VapiContext, { itemIndex }: VapiRequest, moment: string): NodeError {
	return operationError(ctx, {
		message: `More than ${PAGE_SIZE} entries were created at the same moment (${moment}), and Vapi gives no way to read on past them`,
		itemIndex,
		description: `Add filters so that fewer entries share a moment, or turn off 'Return All' and set a 'Limit' of at most ${PAGE_SIZE}.`,
	});
}

async function* byCreatedAt(
	ctx: VapiContext,
	request: VapiRequest,
	size: number,
): AsyncGenerator<IDataObject[]> {
	const { createdAtLe } = request.query ?? {};
	const from = typeof createdAtLe === 'string' ? { createdAtLe } : {};
	let cursor: Cursor | undefined = { ...from, size, skip: [] };
	while (cursor !== undefined) {
		const { rows, next, stuckAt }: Page<Cursor> = await createdAtPage(ctx, request, cursor);
		yield rows;
		if (stuckAt !== undefined) throw stuck(ctx, request, stuckAt);
		cursor = next;
	}
}

async function* byNumber(
	ctx: VapiContext,
	request: VapiRequest,
	size: number,
): AsyncGenerator<IDataObject[]> {
	let page: number | undefined = 1;
	while (page !== undefined) {
		const { rows, next }: Page<number> = await numberedPage(ctx, request, page, size);
		yield rows;
		page = next;
	}
}

/** Lets each row through once, also where rows were added while the list was read. */
function onlyNew(rows: IDataObject[], seen: Set<unknown>): IDataObject[] {
	return rows.filter(({ id }) => {
		if (id === undefined) return true;
		if (seen.has(id)) return false;
		seen.add(id);
		return true;
	});
}

/**
 * Reads a list page by page, each row once, until there are `limit` rows or no more.
 * @param limit Infinity for all
 * @param size rows of a page
 * @throws NodeOperationError where more rows than a page can hold share one moment of creation
 */
export async function* listPages(
	ctx: VapiContext,
	request: VapiRequest,
	style: ListStyle,
	limit: number,
	size = Math.min(limit, PAGE_SIZE),
): AsyncGenerator<IDataObject[]> {
	const walk = style === 'createdAt' ? byCreatedAt : byNumber;
	const seen = new Set<unknown>();
	let left = limit;
	for await (const page of walk(ctx, request, size)) {
		const rows = onlyNew(page, seen);
		yield rows.slice(0, left);
		left -= rows.length;
		if (left <= 0) return;
	}
}
