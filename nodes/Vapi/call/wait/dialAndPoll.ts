import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Result } from '../../../shared/base/result';
import { attempt, valueOrThrow } from '../../../shared/base/result';
import { goesOn } from '../../../shared/engine/failedItem';
import { isSettled, itemsOf } from '../placing/callItems';
import { placeCall } from '../placing/placeCall';
import { pollUntilEnd } from './poll';
import type { PreparedWait } from './preparedWait';
import { Stop } from './stop';
import { waitedItem } from './waitedItem';

/** Lets one placement begin when the one before has its answer, as looking for a call demands. */
function oneByOne(): <T>(work: () => Promise<T>) => Promise<T> {
	let last: Promise<unknown> = Promise.resolve();
	return async (work) => {
		const mine = last.then(work);
		last = mine.catch(() => undefined);
		return await mine;
	};
}

/**
 * Places the calls, so many at a time as the options say, and polls each until it has ended; the next
 * item is dialed when a call is over. Without Continue On Fail the first error ends it all: nobody is
 * dialed any more, and nobody waited for.
 */
export async function dialAndPoll(
	ctx: IExecuteFunctions,
	prepared: Map<number, PreparedWait>,
): Promise<Map<number, Result<INodeExecutionData[]>>> {
	const isGoingOn = goesOn(ctx);
	const stop = new Stop();
	const inTurn = oneByOne();
	const results = new Map<number, Result<INodeExecutionData[]>>();
	const queue = [...prepared];
	let failure: typeof results | undefined;

	const place = async (ready: PreparedWait): Promise<IDataObject | undefined> => {
		if (stop.isOn) return undefined;
		const placed = await attempt(placeCall(ctx, ready));
		// Before the next one is let in: it would be dialed after the failure, and named nowhere.
		if ('error' in placed && !isGoingOn) stop.all();
		return valueOrThrow(placed);
	};
	const handle = async (ready: PreparedWait): Promise<INodeExecutionData[]> => {
		const placed = await inTurn(async () => await place(ready));
		if (placed && isSettled(placed)) return itemsOf(ctx, ready.itemIndex, placed, ready.output);
		const waited = placed && (await pollUntilEnd(ctx, placed, ready, stop));
		return waited === undefined ? [] : [waitedItem(waited, ready.output)];
	};
	const work = async (): Promise<void> => {
		for (let next = queue.shift(); next !== undefined && !stop.isOn; next = queue.shift()) {
			const [itemIndex, ready] = next;
			const done = await attempt(handle(ready));
			if ('value' in done || isGoingOn) {
				results.set(itemIndex, done);
			} else {
				failure ??= new Map([[itemIndex, done]]);
				stop.all();
			}
		}
	};
	const [[, first] = []] = prepared;
	const places = Math.min(first?.callsAtSameTime ?? 1, prepared.size);
	await Promise.all(Array.from({ length: places }, work));
	return failure ?? results;
}
