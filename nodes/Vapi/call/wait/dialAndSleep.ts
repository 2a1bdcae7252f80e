import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	NodeExecutionHint,
} from 'n8n-workflow';

import { isCancelled } from '../../../shared/api/cancellation';
import type { NodeError } from '../../../shared/api/errorFactory';
import { isFinal } from '../../../shared/api/retry';
import type { Result } from '../../../shared/base/result';
import { attempt } from '../../../shared/base/result';
import { errorAt, goesOn, storedFailure } from '../../../shared/engine/failedItem';
import { isSettled, itemsOf, notesOn } from '../placing/callItems';
import { placedButUnread } from '../placing/dialErrors';
import { withKnownCalls } from '../placing/knownCalls';
import { placeCall } from '../placing/placeCall';
import { Look } from './lookAtAll';
import { Lookout } from './lookouts';
import { pollUntilEnd } from './poll';
import { startOf } from './preparedWait';
import type { PreparedWait, Waited } from './preparedWait';
import type { CallToRead } from './readCalls';
import { reportsHere } from './reportHere';
import { Stop } from './stop';
import { waitedItem } from './waitedItem';
import { canceledWhileWaiting } from './waitErrors';
import { noteWaiting } from './waitingRecord';
import type { WaitingCall, WaitingItem } from './waitingRecord';
import { waitTiming } from './waitTiming';

/** An item whose call was placed. */
interface PlacedCall {
	ready: PreparedWait;
	call: IDataObject;
	/** What polling for it came to, where nothing will wake us for it. */
	waited?: Waited;
}

/** Beside calls, what comes out where the rules have kept a call back. */
type WaitItem = PlacedCall | { items: INodeExecutionData[] } | { error: unknown };

type ItemResult = Result<INodeExecutionData[]>;

function placedItem(ctx: IExecuteFunctions, ready: PreparedWait, call: IDataObject): WaitItem {
	const { itemIndex, output } = ready;
	return isSettled(call) ? { items: itemsOf(ctx, itemIndex, call, output) } : { ready, call };
}

/** Places one call after the other; without Continue On Fail up to the first error. */
async function placeInTurn(
	ctx: IExecuteFunctions,
	prepared: Map<number, PreparedWait>,
): Promise<Map<number, WaitItem>> {
	const items = new Map<number, WaitItem>();
	for (const [itemIndex, ready] of prepared) {
		const placed = await attempt(placeCall(ctx, ready));
		items.set(itemIndex, 'value' in placed ? placedItem(ctx, ready, placed.value) : placed);
		if ('error' in placed && !goesOn(ctx)) break;
	}
	return items;
}

function toWaitFor({ ready, call }: PlacedCall): WaitingCall {
	const { createdAt, assistantId, phoneNumberId } = call as Partial<CallToRead>;
	const { output, outputs } = ready;
	const id = String(call.id);
	return { id, createdAt, assistantId, phoneNumberId, output, outputs, notes: notesOn(call) };
}

/**
 * Notes what calls came to, if all of them have ended by now. Reports that came before the execution
 * sleeps are sent again, but not forever.
 */
async function lookWhetherAllEnded(ctx: IExecuteFunctions, calls: PlacedCall[]): Promise<void> {
	const waiting = calls.map(toWaitFor);
	const until = Date.now() + waitTiming.look;
	const lookout = new Lookout(waiting.map(({ id }) => id));
	const look = new Look({ ctx, waiting, lookout, until, artifacts: waitTiming.artifacts });
	const looked = await attempt(look.finishedCalls());
	const [first] = calls;
	const { itemIndex = 0 } = first?.ready ?? {};
	const id = String(first?.call.id);
	if (isCancelled(ctx)) throw canceledWhileWaiting(ctx, itemIndex, id);
	if ('error' in looked && isFinal(looked.error)) {
		throw placedButUnread(ctx, itemIndex, id, looked.error);
	}
	if (!('value' in looked) || looked.value === undefined) return;
	for (const placed of calls) {
		const latest = looked.value.get(String(placed.call.id));
		const call = latest ?? { ...placed.call, status: 'not-found' };
		placed.waited = { call: { ...call, ...notesOn(placed.call) }, timedOut: false };
	}
}

/**
 * Polls for calls that another execution has placed, since those report there. Where every other call
 * has ended by then, nothing has to sleep.
 */
async function pollWhatCannotWake(ctx: IExecuteFunctions, calls: PlacedCall[]): Promise<void> {
	const strangers = calls.filter(({ call }) => !reportsHere(ctx, call));
	await Promise.all(
		strangers.map(async (placed) => {
			placed.waited = await pollUntilEnd(ctx, placed.call, placed.ready, new Stop());
		}),
	);
	const rest = calls.filter(({ waited }) => waited === undefined);
	if (rest.length > 0) await lookWhetherAllEnded(ctx, rest);
}

/** What comes out of an item if nothing more is heard of its call. */
function resultIfSilent(item: WaitItem): ItemResult {
	if ('error' in item) return item;
	if ('items' in item) return { value: item.items };
	const waited = item.waited ?? { call: item.call, timedOut: true };
	return { value: [waitedItem(waited, item.ready.output)] };
}

/** What comes out of an item that failed, once the execution goes on. */
function failedJson(ctx: IExecuteFunctions, error: unknown, index: number): IDataObject {
	return storedFailure(ctx, index, withKnownCalls(ctx, index, errorAt(ctx, index, error), true));
}

function waitingItem(ctx: IExecuteFunctions, item: WaitItem, index: number): WaitingItem {
	if ('error' in item) return { done: failedJson(ctx, item.error, index) };
	if ('items' in item) return { done: item.items[0]?.json ?? {} };
	return { ...toWaitFor(item), ...(item.waited?.timedOut ? { timedOut: true } : {}) };
}

/**
 * Makes the input what comes out at the deadline: n8n runs none of our code then, but lets the input
 * of the sleeping node pass.
 */
function replaceInput(ctx: IExecuteFunctions, results: Map<number, ItemResult>): void {
	const input = ctx.getInputData();
	// Under Execute Once the items after the first are not ours, but would pass as well.
	ctx.getExecuteData().data.main?.[0]?.splice(input.length);
	for (const [index, item] of input.entries()) {
		const result = results.get(index);
		delete item.binary;
		item.json =
			result !== undefined && 'value' in result
				? (result.value[0]?.json ?? {})
				: failedJson(ctx, result?.error, index);
	}
}

function deadline(calls: PlacedCall[]): Date {
	const ends = calls.map(
		({ call, ready: { body, maxWait } }) =>
			Math.max(Date.now(), startOf({ ...body, ...call }) ?? 0) + maxWait,
	);
	return new Date(Math.max(...ends));
}

const redirected: NodeExecutionHint = {
	message:
		'The assistant has a server of its own. The events of these calls went to n8n instead, as far as they are needed to notice the end of the call.',
	type: 'warning',
	location: 'outputPane',
};

/**
 * Places all calls and puts the execution to sleep until Vapi has reported the end of each. Calls
 * that do not report here are polled first; where all have ended by then, nothing sleeps.
 * Without Continue On Fail the first error ends it all: nobody is dialed any more, nothing sleeps.
 * @param failed why items could not be prepared
 * @returns what came of each item; while the execution sleeps, what comes out at the deadline
 */
export async function dialAndSleep(
	ctx: IExecuteFunctions,
	prepared: Map<number, PreparedWait>,
	failed: Map<number, NodeError>,
): Promise<Map<number, ItemResult>> {
	const items = await placeInTurn(ctx, prepared);
	const calls = [...items.values()].filter((item): item is PlacedCall => 'ready' in item);
	const hasFailed = [...items.values()].some((item) => 'error' in item);
	if (!hasFailed || goesOn(ctx)) await pollWhatCannotWake(ctx, calls);

	const results = new Map([...items].map(([index, item]) => [index, resultIfSilent(item)]));
	const open = calls.find(({ waited }) => waited === undefined);
	if (open === undefined || (hasFailed && !goesOn(ctx))) return results;
	const { itemIndex } = open.ready;
	if (isCancelled(ctx)) {
		const canceled = canceledWhileWaiting(ctx, itemIndex, String(open.call.id));
		return results.set(itemIndex, { error: canceled });
	}
	if (calls.some(({ ready }) => ready.hasOwnServer)) ctx.addExecutionHints(redirected);
	for (const [index, reason] of failed) {
		const unread = { error: withKnownCalls(ctx, index, reason, false) };
		items.set(index, unread);
		results.set(index, unread);
	}
	const inOrder = [...items].sort(([one], [other]) => one - other);
	noteWaiting(ctx, inOrder.map(([index, item]) => waitingItem(ctx, item, index)));
	replaceInput(ctx, results);
	await ctx.putExecutionToWait(deadline(calls));
	return results;
}
