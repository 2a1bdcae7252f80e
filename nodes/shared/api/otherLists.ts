import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../base/values';
import type { VapiContext, VapiRequest } from './exchange';
import { gapError } from './listGaps';
import { PAGE_SIZE, rowsOf } from './listRows';
import type { Page } from './page';
import { vapiRequest } from './request';

/** Rows of an answer that Vapi gives as a bare array, as `{results, metadata}`, or as either of them. */
async function read(ctx: VapiContext, request: VapiRequest): Promise<IDataObject[]> {
	const answer = await vapiRequest(ctx, request);
	return rowsOf(ctx, request, isObject(answer) ? answer.results : answer);
}

/** Reads one page of a list that is read on by number. */
export async function numberedPage(
	ctx: VapiContext,
	request: VapiRequest,
	page: number,
	size: number,
): Promise<Page<number>> {
	const rows = await read(ctx, { ...request, query: { ...request.query, limit: size, page } });
	return rows.length < size ? { rows } : { rows, next: page + 1 };
}

/**
 * Reads pages by number.
 * @throws NodeOperationError where a full page is the one before once more
 */
export async function* byNumber(
	ctx: VapiContext,
	request: VapiRequest,
	size: number,
): AsyncGenerator<IDataObject[]> {
	let page: number | undefined = 1;
	let before: unknown;
	while (page !== undefined) {
		const { rows, next }: Page<number> = await numberedPage(ctx, request, page, size);
		// Rows without an ID are told apart by what they say.
		const told = JSON.stringify(rows.map((row) => row.id ?? row));
		if (next !== undefined && told === before) throw gapError(ctx, request, { kind: 'notFollowed' });
		before = told;
		yield rows;
		page = next;
	}
}

/** Reads a list that comes at once. */
export async function* atOnce(
	ctx: VapiContext,
	request: VapiRequest,
): AsyncGenerator<IDataObject[]> {
	yield await read(ctx, request);
}

/**
 * Reads a list that takes a limit, and nothing to go on by.
 * @throws NodeOperationError after the last row where more were asked for than Vapi gives
 */
export async function* upToLimit(
	ctx: VapiContext,
	request: VapiRequest,
	size: number,
): AsyncGenerator<IDataObject[]> {
	const rows = await read(ctx, { ...request, query: { ...request.query, limit: size } });
	yield rows;
	if (rows.length >= PAGE_SIZE) throw gapError(ctx, request, { kind: 'noNext' });
}
