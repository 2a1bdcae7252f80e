import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { stopIfCanceled, waitOrStop } from '../../../shared/api/cancellation';
import type { NodeError } from '../../../shared/api/errorFactory';
import { apiError } from '../../../shared/api/errorFactory';
import { attempt } from '../../../shared/base/result';
import { dialTiming } from './dialTiming';

/** Vapi had no room for the call and provably did not accept it. */
interface Busy {
	/** What Retry-After asks for, in milliseconds. */
	asked?: number;
}

function busyOf(error: unknown): Busy | undefined {
	const { httpCode, message, context } = error as { httpCode?: unknown; message?: unknown; context?: IDataObject };
	if (httpCode === '429') {
		const asked = context?.retryAfter;
		return typeof asked === 'number' ? { asked } : {};
	}
	return httpCode === '400' && isOverLimit(message) ? {} : undefined;
}

/** Whether these words of Vapi say that all slots for concurrent calls are taken. */
export function isOverLimit(text: unknown): boolean {
	return /over concurrency limit/i.test(String(text));
}

/** What Vapi says of a single call without a slot, for customers of a request that went through. */
export function overLimit(ctx: IExecuteFunctions, itemIndex: number): NodeError {
	const message = 'Vapi refused the request (400): Over Concurrency Limit';
	return apiError(ctx, { message, httpCode: '400', outcome: 'refused', itemIndex });
}

/** The pause before the next POST: as asked, else longer each time and spread a little. */
function pauseFor({ asked }: Busy, tries: number): number {
	if (asked !== undefined) return Math.max(asked, dialTiming.slotFirst);
	const most = Math.min(dialTiming.slotFirst * 2 ** tries, dialTiming.slotMost);
	return most * (0.75 + Math.random() / 4);
}

/**
 * Sends, and sends again while Vapi says that it has no room: 429, or 400 "Over Concurrency Limit".
 * @param seconds how long to go on in all; an answer that asks for more ends the wait at once
 * @throws what `send` threw; NodeOperationError when the execution is canceled
 */
export async function whenFree<T>(
	ctx: IExecuteFunctions,
	itemIndex: number,
	seconds: number,
	send: () => Promise<T>,
): Promise<T> {
	let left = seconds * 1000;
	for (let tries = 0; ; tries++) {
		stopIfCanceled(ctx, itemIndex);
		const sent = await attempt(send());
		if ('value' in sent) return sent.value;
		const busy = busyOf(sent.error);
		if (busy === undefined) throw sent.error;
		const wait = pauseFor(busy, tries);
		if (wait > left) throw noRoom(sent.error as NodeError, seconds, busy);
		left -= wait;
		await waitOrStop(ctx, wait, itemIndex);
	}
}

function noRoom(error: NodeError, seconds: number, { asked }: Busy): NodeError {
	const advice = [
		error.description,
		'The call was not placed.',
		`'Wait for a Free Slot' is set to ${seconds} seconds; a higher value waits longer.`,
		asked === undefined ? '' : `Vapi asks to wait ${Math.ceil(asked / 1000)} seconds.`,
	];
	error.description = advice.filter(Boolean).join(' ');
	return error;
}
