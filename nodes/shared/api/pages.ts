import type { IDataObject } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { vapiRequest } from './request';
import type { VapiContext, VapiRequest } from './exchange';

/** Most rows that Vapi gives at a time. */
export const PAGE_SIZE = 1000;

/** Calls come with transcript and messages, so a full page takes its time; in ms. */
const PAGE_TIMEOUT = 120_000;

type Fetch = (query: IDataObject) => Promise<unknown>;

function fetcher(ctx: VapiContext, request: VapiRequest): Fetch {
	return async (query) =>
		await vapiRequest(ctx, {
			...request,
			query: { ...request.query, ...query },
			timeout: PAGE_TIMEOUT,
		});
}

/** The rows of an answer, which would be lost in silence if it were taken for an empty list. */
function rowsOf(ctx: VapiContext, { path, itemIndex }: VapiRequest, rows: unknown): IDataObject[] {
	if (Array.isArray(rows)) return rows as IDataObject[];
	throw new NodeOperationError(ctx.getNode(), `Vapi answered ${path} with something else than a list`, {
		itemIndex,
		description: 'Check that the Base URL of the credential is the address of the API.',
	});
}

/** Lets each row through once. */
function onlyNew(seen: Set<unknown>): (rows: IDataObject[]) => IDataObject[] {
	return (rows) =>
		rows.filter(({ id }) => {
			if (id === undefined) return true;
			if (seen.has(id)) return false;
			seen.add(id);
			return true;
		});
}

/**
 * Where the next page starts. One millisecond is added to the last row's time, since Vapi may keep
 * finer times than it shows; where that does not get any further, the time itself is taken.
 * @returns undefined where the page holds nothing but one moment, so that there is no way past it
 */
export function nextCursor(last: unknown, cursor: string | undefined): string | undefined {
	const time = Date.parse(String(last));
	if (Number.isNaN(time)) return undefined;
	const reached = cursor === undefined ? Infinity : Date.parse(cursor);
	const next = [time + 1, time].find((moment) => moment < reached);
	return next === undefined ? undefined : new Date(next).toISOString();
}

function stuck(ctx: VapiContext, { itemIndex }: VapiRequest, moment: unknown): NodeOperationError {
	return new NodeOperationError(
		ctx.getNode(),
		`More than ${PAGE_SIZE} entries were created at the same moment (${String(moment)}), and Vapi gives no way to read on past them`,
		{
			itemIndex,
			description: `Add filters so that fewer entries share a moment, or turn off 'Return All' and set a 'Limit' of at most ${PAGE_SIZE}.`,
		},
	);
}

/** Pages of a bare array, newest first, by createdAtLe cursors that overlap. */
async function* byCreatedAt(
	ctx: VapiContext,
	request: VapiRequest,
	size: number,
): AsyncGenerator<IDataObject[]> {
	const fetch = fetcher(ctx, request);
	const fresh = onlyNew(new Set());
	const { createdAtLe } = request.query ?? {};
	let cursor = typeof createdAtLe === 'string' ? createdAtLe : undefined;
	for (;;) {
		const page = rowsOf(ctx, request, await fetch({ limit: size, createdAtLe: cursor }));
		yield fresh(page);
		if (page.length < size) return;
		const last = page.at(-1)?.createdAt;
		cursor = nextCursor(last, cursor);
		if (cursor === undefined) throw stuck(ctx, request, last);
	}
}

/** Pages of `{ results, metadata }`, by number. */
async function* byNumber(
	ctx: VapiContext,
	request: VapiRequest,
	size: number,
): AsyncGenerator<IDataObject[]> {
	const fetch = fetcher(ctx, request);
	const fresh = onlyNew(new Set());
	for (let page = 1; ; page++) {
		const answer = (await fetch({ limit: size, page })) as { results?: unknown };
		const results = rowsOf(ctx, request, answer.results);
		yield fresh(results);
		if (results.length < size) return;
	}
}

/**
 * Reads a list page by page, each row once, until there are `limit` rows or no more.
 * @param limit Infinity for all
 * @throws NodeOperationError where more rows than a page holds share one moment of creation
 */
export async function* listPages(
	ctx: VapiContext,
	request: VapiRequest,
	paging: 'createdAt' | 'page',
	limit: number,
): AsyncGenerator<IDataObject[]> {
	const walk = paging === 'createdAt' ? byCreatedAt : byNumber;
	let left = limit;
	for await (const rows of walk(ctx, request, Math.min(limit, PAGE_SIZE))) {
		yield rows.slice(0, left);
		left -= rows.length;
		if (left <= 0) return;
	}
}
