import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { isCancelled } from '../../../shared/api/cancellation';
import { isFinal } from '../../../shared/api/retry';
import { attempt } from '../../../shared/base/result';
import { isOver } from '../../../shared/vapi/callStatus';
import { notesOn } from '../placing/callItems';
import { placedButUnread } from '../placing/dialErrors';
import { fingerprint, isComplete, lastChange } from './completeness';
import { startOf } from './preparedWait';
import type { PreparedWait, Waited } from './preparedWait';
import { findAnywhere } from './readCalls';
import type { Stop } from './stop';
import { canceledWhileWaiting } from './waitErrors';
import { waitTiming } from './waitTiming';

/** So many answers in a row at least that there is no such call: it has been deleted. */
const GONE_AFTER = 3;

const GET_TIMEOUT = 30_000;

/** A call as it is now, or why it is not known. */
type Seen = { call: IDataObject } | { gone: true } | { unclear: true };

/**
 * Reads the call once (with the transport's own tries).
 * @param until when it must be over, in milliseconds since 1970
 * @throws NodeOperationError with the call's ID, as `pollUntilEnd`
 */
async function lookAt(
	ctx: IExecuteFunctions,
	itemIndex: number,
	id: string,
	until: number,
): Promise<Seen> {
	const read = await attempt(findAnywhere(ctx, id, { itemIndex, timeout: GET_TIMEOUT, until }));
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
	{ itemIndex, maxWait, body, outputs }: PreparedWait,
	stop: Stop,
): Promise<Waited | undefined> {
	const id = String(placed.id);
	const notes = notesOn(placed);
	const startsAt = startOf({ ...body, ...placed }) ?? 0;
	const deadline = Math.max(Date.now(), startsAt) + maxWait;
	let call = placed;
	let gone: { times: number; since: number } | undefined;
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
		const lastLook = Date.now() + Math.min(waitTiming.lastLook, maxWait);
		const until = endSeenAt === undefined ? deadline : endSeenAt + waitTiming.artifacts;
		const seen = await lookAt(ctx, itemIndex, id, Math.max(until, lastLook));
		if ('gone' in seen) {
			gone = { times: (gone?.times ?? 0) + 1, since: gone?.since ?? Date.now() };
			const isGone = gone.times >= GONE_AFTER && Date.now() - gone.since >= waitTiming.gone;
			if (isGone && !isOver(call)) {
				return { call: { ...call, status: 'not-found' }, timedOut: false };
			}
		}
		if (!('call' in seen)) continue;
		gone = undefined;
		const fresh = { ...seen.call, ...notes };
		// No call comes back to life: this answer is older than the one before.
		if (isOver(call) && !isOver(fresh)) continue;
		if (fingerprint(fresh) !== fingerprint(call)) changedAt = Date.now();
		call = fresh;
	}
}
