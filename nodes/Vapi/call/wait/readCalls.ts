import type { IDataObject } from 'n8n-workflow';

import { apiError } from '../../../shared/api/errorFactory';
import type { VapiContext } from '../../../shared/api/exchange';
import { createdAtPage, PAGE_TIMEOUT } from '../../../shared/api/pages';
import { attempt, messageOf } from '../../../shared/base/result';
import { findCall } from '../../../shared/vapi/readCall';

/** A call to read, with what the list of calls is narrowed by. */
export interface CallToRead {
	id: string;
	createdAt?: string;
	assistantId?: string;
	phoneNumberId?: string;
}

/** Calls by ID as they are now; null for one that Vapi knows neither by its ID nor in its list. */
export type CallsRead = Map<string, IDataObject | null>;

/** So many requests are on their way at once at most. */
const AT_ONCE = 5;

/** Calls of one answer of the list: with their transcripts, more would take long to come. */
const LISTED_AT_ONCE = 100;

const GET_TIMEOUT = 10_000;

function isListable({ createdAt }: CallToRead): boolean {
	return !Number.isNaN(Date.parse(String(createdAt)));
}

/** What all have, or undefined where they differ. */
function shared(calls: CallToRead[], key: 'assistantId' | 'phoneNumberId'): string | undefined {
	const values = new Set(calls.map((call) => call[key]));
	return values.size === 1 ? calls[0]?.[key] : undefined;
}

/** The filters that a list of these calls needs; at most as many strangers are among them. */
async function listCalls(
	ctx: VapiContext,
	wanted: CallToRead[],
	until: number,
): Promise<IDataObject[]> {
	const moments = wanted.map(({ createdAt }) => Date.parse(String(createdAt)));
	const query: IDataObject = {
		assistantId: shared(wanted, 'assistantId'),
		phoneNumberId: shared(wanted, 'phoneNumberId'),
		createdAtGe: new Date(Math.min(...moments)).toISOString(),
		// Vapi may keep finer times than it shows.
		createdAtLe: new Date(Math.max(...moments) + 1).toISOString(),
	};
	const request = { method: 'GET', path: '/call', query, until, timeout: PAGE_TIMEOUT } as const;
	return (await createdAtPage(ctx, request, { size: 2 * wanted.length, skip: [] })).rows;
}

/**
 * Reads a call by its ID, and where there is none of that ID, from the list: an answer that knows of no
 * call may come from a part of Vapi that lags behind.
 * @param until when it must be over, in ms since 1970
 * @returns null where neither knows it
 * @throws NodeApiError where Vapi does not hand it out
 */
export async function findAnywhere(
	ctx: VapiContext,
	id: string,
	options: { itemIndex?: number; timeout?: number; until: number },
): Promise<IDataObject | null> {
	const call = await findCall(ctx, id, options);
	if (call !== null) return call;
	const request = { method: 'GET', path: '/call', query: { id }, ...options } as const;
	const listed = await attempt(createdAtPage(ctx, request, { size: 1, skip: [] }));
	if ('value' in listed) return listed.value.rows.find((row) => row.id === id) ?? null;
	// Not the error itself: what is refused is the list and not the call.
	throw apiError(ctx, {
		message: `Vapi does not know the call ${id} at the moment, and its list of calls cannot be read`,
		description: messageOf(listed.error),
		itemIndex: options.itemIndex,
	});
}

/** Works on all of them, so many at once; after the first error on no more. */
async function eachOf<T>(all: T[], work: (one: T) => Promise<void>): Promise<void> {
	const left = [...all];
	const takeTurns = async (): Promise<void> => {
		for (let one = left.shift(); one !== undefined; one = left.shift()) await work(one);
	};
	try {
		await Promise.all(Array.from({ length: AT_ONCE }, takeTurns));
	} finally {
		left.length = 0;
	}
}

/**
 * Reads calls as they are now: few by their IDs, many from the list, up to 100 with each request; what
 * the list leaves out, by its ID.
 * @param until when it must be over, in ms since 1970
 * @param mayList whether the list may be read
 * @throws NodeApiError where Vapi does not hand one out
 */
export async function readCalls(
	ctx: VapiContext,
	wanted: CallToRead[],
	until: number,
	mayList = wanted.length > AT_ONCE,
): Promise<CallsRead> {
	const found: CallsRead = new Map();
	const isMissing = ({ id }: CallToRead) => !found.has(id);
	const listable = mayList ? wanted.filter(isListable) : [];
	listable.sort((a, b) => Date.parse(String(a.createdAt)) - Date.parse(String(b.createdAt)));
	for (let start = 0; start < listable.length; start += LISTED_AT_ONCE) {
		const part = listable.slice(start, start + LISTED_AT_ONCE);
		const ids = new Set(part.map(({ id }) => id));
		for (const row of await listCalls(ctx, part, until)) {
			const id = String(row.id);
			if (ids.has(id)) found.set(id, row);
		}
	}
	await eachOf(wanted.filter(isMissing), async ({ id }) => {
		found.set(id, await findAnywhere(ctx, id, { timeout: GET_TIMEOUT, until }));
	});
	return found;
}
