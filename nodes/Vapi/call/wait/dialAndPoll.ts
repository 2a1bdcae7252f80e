import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Outcome } from '../../../shared/engine/router';
import { attempt } from '../../../shared/base/result';
import { withRecordedCalls } from '../placing/dialErrors';
import { placeCall } from '../placing/placeCall';
import { dialSession } from '../placing/session';
import { callsAtSameTime } from './waitOptions';
import { pollUntilEnd } from './poll';
import { resultOf } from './waitedItem';
import { Stop } from './stop';
import type { PreparedWait } from './preparedWait';

/** Lets one placement begin when the one before has its answer, as looking for a call demands. */
function oneByOne(): <T>(work: () => Promise<T>) => Promise<T> {
	let last: Promise<unknown> = Promise.resolve();
	return async (work) => {
		const mine = last.then(work);
		last = mine.catch(() => undefined);
		return await mine;
	};
}

function withCalls(ctx: IExecuteFunctions, error: unknown): unknown {
	const session = dialSession(ctx);
	const context = (error as { context?: IDataObject } | undefined)?.context;
	// What placing threw lists them already.
	if (context?.recordedCalls !== undefined || session.toolMode) return error;
	return withRecordedCalls(error, session.record);
}

/**
 * Places the calls, so many at a time as the options say, and polls each until it has ended; the next
 * item is dialed when a call is over. Without Continue On Fail the first error ends it all: nobody is
 * dialed any more, and nobody waited for.
 */
export async function dialAndPoll(
	ctx: IExecuteFunctions,
	prepared: Map<number, PreparedWait>,
): Promise<Map<number, Outcome>> {
	const goesOn = ctx.continueOnFail();
	const stop = new Stop();
	const inTurn = oneByOne();
	const outcomes = new Map<number, Outcome>();
	const queue = [...prepared];
	let failure: [itemIndex: number, error: unknown] | undefined;

	const handle = async (ready: PreparedWait): Promise<INodeExecutionData[]> => {
		const placed = await inTurn(async () => (stop.isOn ? undefined : await placeCall(ctx, ready)));
		const waited = placed && (await pollUntilEnd(ctx, placed, ready, stop));
		return waited === undefined ? [] : [resultOf(waited, ready.simplify)];
	};
	const work = async (): Promise<void> => {
		for (let next = queue.shift(); next !== undefined && !stop.isOn; next = queue.shift()) {
			const [itemIndex, ready] = next;
			const done = await attempt(handle(ready));
			if ('value' in done) {
				outcomes.set(itemIndex, done);
			} else if (goesOn) {
				outcomes.set(itemIndex, { error: done.fault });
			} else {
				failure ??= [itemIndex, done.fault];
				stop.all();
			}
		}
	};
	const places = Math.min(callsAtSameTime(ctx), prepared.size);
	await Promise.all(Array.from({ length: places }, work));
	if (failure === undefined) return outcomes;
	const [itemIndex, error] = failure;
	return new Map([[itemIndex, { error: withCalls(ctx, error) }]]);
}
