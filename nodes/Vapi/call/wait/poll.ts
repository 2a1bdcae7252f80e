import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { isCancelled } from '../../../shared/api/cancellation';
import { attempt } from '../../../shared/base/result';
import { isOver } from '../../../shared/vapi/callStatus';
import { findCall } from '../../../shared/vapi/readCall';
import { notesOn } from '../placing/callItems';
import { placedButUnread } from '../placing/dialErrors';
import { fingerprint, isComplete } from './completeness';
import type { PreparedWait, Waited } from './preparedWait';
import type { Stop } from './stop';
import { canceledWhileWaiting } from './waitErrors';
import { waitTiming } from './waitTiming';

/** So many answers in a row that there is no such call: it has been deleted. */
const GONE_AFTER = 3;

const GET_TIMEOUT = 30_000;

/** A call as it is now, or why it is not known. */
export type Look = { call: IDataObject } | { gone: true } | { unclear: true };

/** A refusal that another try will meet, too. */
function isFinal(error: unknown): boolean {
	const { httpCode } = error as { httpCode?: unknown };
	return /^4\d\d$/.test(String(httpCode)) && httpCode !== '408' && httpCode !== '429';
}

/**
 * Reads the call once (with the transport's own tries).
 * @param timeout in milliseconds
 * @throws NodeOperationError with the call's ID, as `pollUntilEnd`
 */
export async function lookAt(
	ctx: IExecuteFunctions,
	itemIndex: number,
	id: string,
	timeout = GET_TIMEOUT,
): Promise<Look> {
	const read = await attempt(findCall(ctx, id, { itemIndex, timeout }));
	if ('value' in read) return read.value === null ? { gone: true } : { call: read.value };
	if (isCancelled(ctx)) throw canceledWhileWaiting(ctx, itemIndex, id);
	if (isFinal(read.error)) throw placedButUnread(ctx, itemIndex, id, read.error);
	// Vapi or the network is down: the call goes on without them, so the node waits on, too.
	return { unclear: true };
}

/** The pause after so many looks at a call that has not ended; spread, so that items do not bunch. */
function pauseInProgress(looks: number, { status }: IDataObject, startsAt: number): number {
	const untilStart = startsAt - Date.now();
	if (status === 'scheduled' && untilStart > 0) return Math.min(untilStart, waitTiming.scheduled);
	const { first, growth, most } = waitTiming;
	return Math.min(first * growth ** looks, most) * (0.9 + Math.random() / 5);
}

/** Since when the call is as it is, in milliseconds since 1970; a retry may meet one that is long over. */
function lastChange(call: IDataObject): number {
	const changed = isOver(call) ? Date.parse(String(call.updatedAt)) : NaN;
	return Number.isNaN(changed) ? Date.now() : Math.min(changed, Date.now());
}

/**
 * Looks at a call again and again until it has ended and its data are there, at most until the
 * deadline; what goes wrong in between is ridden out.
 * @param placed the call as it was when it was placed
 * @returns undefined when stopped
 * @throws NodeOperationError with the call's ID when the execution is canceled, or when Vapi refuses
 * to hand the call out
 */
export async function pollUntilEnd(
	ctx: IExecuteFunctions,
	placed: IDataObject,
	{ itemIndex, maxWait, startsAt = 0, outputs }: PreparedWait,
	stop: Stop,
): Promise<Waited | undefined> {
	const id = String(placed.id);
	const notes = notesOn(placed);
	const deadline = Math.max(Date.now(), startsAt) + maxWait;
	let call = placed;
	let gone = 0;
	let endSeenAt: number | undefined;
	let changedAt = lastChange(placed);
	for (let looks = 0; ; looks++) {
		const now = Date.now();
		if (isOver(call)) {
			endSeenAt ??= now;
			const isDone = isComplete(call, outputs, now - changedAt, waitTiming.quiet);
			if (isDone || now - endSeenAt >= waitTiming.artifacts) return { call, timedOut: false };
		} else if (now >= deadline) {
			return { call, timedOut: true };
		}
		const next = isOver(call)
			? waitTiming.afterEnd
			: Math.min(pauseInProgress(looks, call, startsAt), deadline - now);
		await stop.pause(ctx, next);
		if (isCancelled(ctx)) throw canceledWhileWaiting(ctx, itemIndex, id);
		if (stop.isOn) return undefined;
		const seen = await lookAt(ctx, itemIndex, id, Math.min(GET_TIMEOUT, maxWait));
		gone = 'gone' in seen ? gone + 1 : 0;
		if (gone >= GONE_AFTER) return { call: { ...call, status: 'not-found' }, timedOut: false };
		if (!('call' in seen)) continue;
		const fresh = { ...seen.call, ...notes };
		if (fingerprint(fresh) !== fingerprint(call)) changedAt = Date.now();
		call = fresh;
	}
}
