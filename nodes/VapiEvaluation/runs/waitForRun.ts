import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { isCancelled, pause } from '../../shared/api/cancellation';
import { operationError } from '../../shared/api/errorFactory';
import type { NodeError } from '../../shared/api/errorFactory';
import { vapiRequest } from '../../shared/api/request';
import { isNotFound } from '../../shared/api/requestOutcome';
import { isFinal } from '../../shared/api/retry';
import { attempt, messageOf } from '../../shared/base/result';
import { asObject } from '../../shared/base/values';
import { runTiming } from './runTiming';

/** A run that was started, and where it is read. */
export interface StartedRun {
	itemIndex: number;
	/** `simulation run`, as people read it. */
	what: string;
	/** Where Vapi lists runs of its kind. */
	path: string;
	id: string;
	/** How long to wait, in milliseconds. */
	maxWait: number;
}

/** What waiting for a run came to. */
export interface WaitedRun {
	run: IDataObject;
	/** It had not ended at the deadline. */
	timedOut: boolean;
}

/** So many answers in a row at least that there is no such run: a new one may not be listed at once. */
const GONE_AFTER = 3;

/** For a run that goes on while the node cannot: its ID is all that is needed to find it. */
function leftAlone(ctx: IExecuteFunctions, started: StartedRun, message: string): NodeError {
	const { what, id, itemIndex } = started;
	return operationError(ctx, {
		message: `${message} (ID ${id})`,
		description: `The ${what} was started and goes on at Vapi. Read it with Get; it is not started again by that.`,
		itemIndex,
	});
}

/** The run as it is now; undefined where nobody can say. */
async function lookAtRun(
	ctx: IExecuteFunctions,
	started: StartedRun,
	until: number,
): Promise<{ run?: IDataObject; error?: unknown }> {
	const { path, id, itemIndex } = started;
	const request = { method: 'GET', path: `${path}/${encodeURIComponent(id)}`, itemIndex, until } as const;
	const read = await attempt(vapiRequest(ctx, request));
	if ('error' in read) return { error: read.error };
	const run = asObject(read.value);
	// What answers with something else, such as a proxy that is being serviced, says nothing of the run.
	return run.id === id ? { run } : {};
}

/** The pause after so many looks; spread, so that executions do not bunch. */
function pauseAfter(looks: number): number {
	const { first, growth, most } = runTiming;
	return Math.min(first * growth ** looks, most) * (0.9 + Math.random() / 5);
}

/**
 * Looks at a run again and again until it has ended, at most until the deadline; what goes wrong in
 * between is ridden out. Nothing is ever started again.
 * @param answer what Vapi answered when the run was started
 * @throws NodeOperationError with the run's ID when the execution is canceled, or when Vapi refuses to
 * hand the run out
 */
export async function waitForRun(
	ctx: IExecuteFunctions,
	answer: IDataObject,
	started: StartedRun,
): Promise<WaitedRun> {
	const deadline = Date.now() + started.maxWait;
	let run: IDataObject = { ...answer, id: started.id };
	let gone = 0;
	for (let looks = 0; run.status !== 'ended'; looks++) {
		const left = deadline - Date.now();
		if (left <= 0) return { run, timedOut: true };
		await pause(ctx, Math.min(pauseAfter(looks), left));
		const until = Math.max(deadline, Date.now() + runTiming.lastLook);
		const seen = isCancelled(ctx) ? {} : await lookAtRun(ctx, started, until);
		if (isCancelled(ctx)) {
			throw leftAlone(ctx, started, `The execution was canceled while the ${started.what} was waited for`);
		}
		run = seen.run ?? run;
		const isGone = seen.error !== undefined && isNotFound(seen.error);
		gone = isGone ? gone + 1 : 0;
		if (isGone ? gone >= GONE_AFTER : seen.error !== undefined && isFinal(seen.error)) {
			const why = messageOf(seen.error);
			throw leftAlone(ctx, started, `The ${started.what} was started, but cannot be read: ${why}`);
		}
	}
	return { run, timedOut: false };
}
