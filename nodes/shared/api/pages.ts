import type { IDataObject } from 'n8n-workflow';

import { rowsOfMoment } from './crowdedMoment';
import type { VapiContext, VapiRequest } from './exchange';
import { PAGE_SIZE, rowsOf } from './listRows';
import { gapError } from './listGaps';
import type { Gap } from './listGaps';
import { atOnce, byNumber, upToLimit } from './otherLists';
import type { Page } from './page';
import { vapiRequest } from './request';

/**
 * How a list of Vapi is read on: `createdAt` is a bare array, newest first, with the filter
 * createdAtLe; `page` goes by number; `limit` takes a limit and nothing to go on by; `whole` comes at
 * once, and so does `rows`, the answer to a question, of which always everything is wanted.
 */
export type ListStyle = 'createdAt' | 'page' | 'limit' | 'whole' | 'rows';

/** Rows such as calls come with transcript and messages, so a full page takes its time; in ms. */
export const PAGE_TIMEOUT = 120_000;

/** Where a page of a bare array starts. Made of plain data, so that a dropdown can hand it out. */
export interface Cursor {
	createdAtLe?: string;
	/** Set where everything of this moment and after it has been read. */
	createdAtLt?: string;
	/** Rows to ask for. */
	size: number;
	/** IDs that the page repeats, since it begins at a moment that the one before reached. */
	skip: unknown[];
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
function cursorAfter(rows: IDataObject[], cursor: Cursor): Cursor | undefined {
	const { createdAtLe, createdAtLt, size } = cursor;
	const moment = nextMoment(rows.at(-1)?.createdAt, createdAtLe ?? createdAtLt);
	if (moment === undefined && size >= PAGE_SIZE) return undefined;
	const start = moment ?? createdAtLe;
	const repeats = ({ createdAt }: IDataObject) =>
		start === undefined || Date.parse(String(createdAt)) <= Date.parse(start);
	const skip = rows.filter(repeats).map(({ id }) => id);
	const from = start === undefined ? { createdAtLt } : { createdAtLe: start };
	return { ...from, size: moment === undefined ? PAGE_SIZE : size, skip };
}

/** Goes on past a full page that nothing leads past by its times alone. */
async function pastMoment(
	ctx: VapiContext,
	request: VapiRequest,
	page: IDataObject[],
): Promise<Page<Cursor>> {
	const moment = Date.parse(String(page.at(-1)?.createdAt));
	if (Number.isNaN(moment)) return { rows: page, gap: { kind: 'noTime' } };
	const isCrowded = page.every(({ createdAt }) => Date.parse(String(createdAt)) === moment);
	if (!isCrowded) return { rows: page, gap: { kind: 'notFollowed' } };
	const { rows, isWhole } = await rowsOfMoment(ctx, request, moment);
	const createdAtLt = new Date(moment).toISOString();
	const next = { createdAtLt, size: PAGE_SIZE, skip: [] };
	const all = [...page, ...rows];
	return isWhole ? { rows: all, next } : { rows: all, next, gap: { kind: 'crowded', moment: createdAtLt } };
}

/** Reads one page of a bare array, without what the page before had. */
export async function createdAtPage(
	ctx: VapiContext,
	request: VapiRequest,
	cursor: Cursor,
): Promise<Page<Cursor>> {
	const { createdAtLe, createdAtLt, size, skip } = cursor;
	const query = {
		...request.query,
		limit: size,
		...(createdAtLe !== undefined && { createdAtLe }),
		...(createdAtLt !== undefined && { createdAtLt }),
	};
	const all = rowsOf(ctx, request, await vapiRequest(ctx, { ...request, query }));
	const isNew = ({ id }: IDataObject) => id === undefined || !skip.includes(id);
	if (all.length < size) return { rows: all.filter(isNew) };
	const next = cursorAfter(all, cursor);
	if (next !== undefined) return { rows: all.filter(isNew), next };
	const page = await pastMoment(ctx, request, all);
	return { ...page, rows: onlyNew(page.rows, new Set(skip)) };
}

async function* byCreatedAt(
	ctx: VapiContext,
	request: VapiRequest,
	size: number,
	limit: number,
): AsyncGenerator<IDataObject[]> {
	const { createdAtLe } = request.query ?? {};
	const from = typeof createdAtLe === 'string' ? { createdAtLe } : {};
	let cursor: Cursor | undefined = { ...from, size, skip: [] };
	let gap: Gap | undefined;
	while (cursor !== undefined) {
		const page: Page<Cursor> = await createdAtPage(ctx, request, cursor);
		gap ??= page.gap;
		yield page.rows;
		// The newest so many are no longer what comes behind a gap.
		cursor = gap !== undefined && limit < Infinity ? undefined : page.next;
	}
	// Only now, so that whoever takes what there is gets all of it.
	if (gap !== undefined) throw gapError(ctx, request, gap);
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

const WALKS = {
	createdAt: byCreatedAt,
	page: byNumber,
	limit: upToLimit,
	whole: atOnce,
	rows: atOnce,
} satisfies Record<ListStyle, unknown>;

/**
 * Reads a list page by page, each row once, until there are `limit` rows or no more.
 * @param limit Infinity for all
 * @param size rows of a page
 * @throws NodeOperationError after the last row that can be read where rows may be missing (see `Gap`)
 */
export async function* listPages(
	ctx: VapiContext,
	request: VapiRequest,
	style: ListStyle,
	limit: number,
	size = Math.min(limit, PAGE_SIZE),
): AsyncGenerator<IDataObject[]> {
	const seen = new Set<unknown>();
	let left = limit;
	for await (const page of WALKS[style](ctx, request, size, limit)) {
		const rows = onlyNew(page, seen);
		yield rows.slice(0, left);
		left -= rows.length;
		if (left <= 0) return;
	}
}
