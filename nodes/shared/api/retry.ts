import type { IDataObject } from 'n8n-workflow';

/** How often a GET is sent at most. */
export const MAX_TRIES = 4;

/** Longest wait between two tries, in ms; Vapi asking for more ends the tries. */
const MAX_WAIT = 30_000;

const FIRST_WAIT = 500;

/** Whether a GET that was answered with this status is worth another try. */
export function isRetriableStatus(status: number): boolean {
	return status === 408 || status === 429 || status >= 500;
}

/** Whether a GET failed by a refusal that another try will meet, too. */
export function isFinal(error: unknown): boolean {
	const { httpCode } = error as { httpCode?: unknown };
	return /^4\d\d$/.test(String(httpCode)) && httpCode !== '408' && httpCode !== '429';
}

/**
 * Time that a Retry-After header asks for, in ms.
 * @param now in ms since 1970, to read the header's date form
 * @returns undefined where the header is missing or unreadable
 */
export function retryAfterMs(headers: IDataObject | undefined, now: number): number | undefined {
	const value = headers?.['retry-after'];
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	const seconds = Number(value);
	if (Number.isFinite(seconds) && String(value).trim() !== '') return Math.max(0, seconds * 1000);
	const date = Date.parse(String(value));
	return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/**
 * Wait before the next try of a GET, in ms.
 * @param tries how many were made, 1 or more
 * @param asked what Retry-After asks for, in ms
 * @param random 0..1, spreads the tries of many executions
 * @returns undefined when there should be no further try
 */
export function waitBeforeRetry(
	tries: number,
	asked: number | undefined,
	random: number,
): number | undefined {
	if (tries >= MAX_TRIES) return undefined;
	if (asked !== undefined) return asked <= MAX_WAIT ? asked : undefined;
	return FIRST_WAIT * 2 ** (tries - 1) * (0.5 + random);
}
