import type { IExecuteFunctions } from 'n8n-workflow';

import { vapiFullRequest } from '../../../shared/api/request';
import type { DialSession } from './session';
import { dialTiming } from './dialTiming';

/**
 * How far Vapi's clock is ahead of ours at least, in milliseconds: the Date header was written
 * before the answer arrived. It never makes a moment later than it was.
 * @returns undefined where the answer carries no usable Date header
 */
export function offsetOf(headers: unknown, receivedAt: number): number | undefined {
	const date = Date.parse(String((headers as { date?: unknown } | undefined)?.date));
	return Number.isNaN(date) ? undefined : date - receivedAt;
}

/** Learns Vapi's clock from an answer that came anyway. */
export function learnClock(session: DialSession, headers: unknown): void {
	session.clockOffset = offsetOf(headers, Date.now()) ?? session.clockOffset;
}

/**
 * The moment by Vapi's clock that is certainly not after `at` by ours.
 * @param at milliseconds by this machine's clock
 * @param offset what was known about the clock back then
 */
export async function vapiTime(
	ctx: IExecuteFunctions,
	session: DialSession,
	itemIndex: number,
	at: number,
	offset?: number,
): Promise<number> {
	if (offset === undefined && session.clockOffset === undefined) {
		const path = '/call';
		const query = { limit: 1 };
		const { headers } = await vapiFullRequest(ctx, { method: 'GET', path, query, itemIndex });
		learnClock(session, headers);
	}
	const known = offset ?? session.clockOffset;
	return known === undefined ? at - dialTiming.unknownClockMargin : at + known - dialTiming.clockMargin;
}
