import type { IDataObject } from 'n8n-workflow';

import type { VapiContext, VapiRequest } from './exchange';
import { PAGE_SIZE, rowsOf } from './listRows';
import { vapiRequest } from './request';

/** What was found of one moment, and whether that is all of it. */
export interface MomentRows {
	rows: IDataObject[];
	isWhole: boolean;
}

/** A part of the rows, by when they were last changed, in milliseconds since 1970. */
interface Stretch {
	from: number;
	to: number;
}

const iso = (time: number) => new Date(time).toISOString();

/**
 * Reads the rows that were created at one moment where they fill a page or more. Their times of change
 * tell them apart: every row has one, so no row is in neither half. A half that fills a page is halved
 * again.
 * @param moment in milliseconds since 1970; Vapi may keep finer times than it shows
 */
export async function rowsOfMoment(
	ctx: VapiContext,
	request: VapiRequest,
	moment: number,
	part: Stretch = { from: -Infinity, to: Infinity },
): Promise<MomentRows> {
	const end = Date.parse(String(request.query?.createdAtLt));
	const query: IDataObject = {
		...request.query,
		limit: PAGE_SIZE,
		createdAtGe: iso(moment),
		createdAtLt: iso(Number.isNaN(end) ? moment + 1 : Math.min(end, moment + 1)),
		...(part.from > -Infinity && { updatedAtGe: iso(part.from) }),
		...(part.to < Infinity && { updatedAtLt: iso(part.to) }),
	};
	const rows = rowsOf(ctx, request, await vapiRequest(ctx, { ...request, query }));
	const times = rows.map(({ updatedAt }) => Date.parse(String(updatedAt)));
	// Whoever does not know these filters answers with what was not asked for.
	const isFollowed = times.every((time) => !(time < part.from || time >= part.to));
	if (rows.length < PAGE_SIZE) return { rows, isWhole: isFollowed };
	const distinct = [...new Set(times)].sort((a, b) => a - b);
	const middle = distinct[Math.floor(distinct.length / 2)];
	const canHalve = distinct.length > 1 && !times.some(Number.isNaN) && middle !== undefined;
	if (!canHalve || !isFollowed) return { rows, isWhole: false };
	const older = await rowsOfMoment(ctx, request, moment, { ...part, to: middle });
	const newer = await rowsOfMoment(ctx, request, moment, { ...part, from: middle });
	return {
		rows: [...rows, ...newer.rows, ...older.rows],
		isWhole: older.isWhole && newer.isWhole,
	};
}
