import type { IDataObject, IExecuteFunctions, NodeExecutionHint } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import type { Outcome } from '../../../shared/engine/router';
import { isCancelled } from '../../../shared/api/cancellation';
import { attempt } from '../../../shared/base/result';
import { placeCall } from '../placing/placeCall';
import { hasEnded } from './completeness';
import { canceledWhileWaiting } from './waitErrors';
import { lookAt, notesOn, pollUntilEnd } from './poll';
import { reportsHere } from './reportHere';
import { resultOf } from './waitedItem';
import { Stop } from './stop';
import type { PreparedWait, Waited } from './preparedWait';
import { noteWaiting } from './waitingRecord';
import type { WaitingItem } from './waitingRecord';

/** An item whose call was placed. */
interface Placed {
	ready: PreparedWait;
	call: IDataObject;
	/** What polling for it came to, where nothing will wake us for it. */
	waited?: Waited;
}

type Item = Placed | { error: unknown };

/** Places one call after the other; without Continue On Fail up to the first error. */
async function placeAll(
	ctx: IExecuteFunctions,
	prepared: Map<number, PreparedWait>,
): Promise<Map<number, Item>> {
	const items = new Map<number, Item>();
	for (const [itemIndex, ready] of prepared) {
		const placed = await attempt(placeCall(ctx, ready));
		items.set(itemIndex, 'value' in placed ? { ready, call: placed.value } : { error: placed.fault });
		if ('fault' in placed && !ctx.continueOnFail()) break;
	}
	return items;
}

async function poll(ctx: IExecuteFunctions, placed: Placed): Promise<void> {
	placed.waited = await pollUntilEnd(ctx, placed.call, placed.ready, new Stop());
}

/** Reports that came before the execution sleeps are sent again, but not forever. */
async function allHaveEnded(ctx: IExecuteFunctions, calls: Placed[]): Promise<boolean> {
	for (const placed of calls) {
		if (placed.waited !== undefined) continue;
		const { itemIndex } = placed.ready;
		const seen = await lookAt(ctx, itemIndex, String(placed.call.id));
		if (!('call' in seen) || !hasEnded(seen.call)) return false;
		placed.call = { ...seen.call, ...notesOn(placed.call) };
	}
	return true;
}

/**
 * Polls for calls that another execution has placed, since those report there. Where every call has
 * ended by then, it is polled for the data of the others as well, and nothing has to sleep.
 */
async function pollWhatCannotWake(ctx: IExecuteFunctions, calls: Placed[]): Promise<void> {
	const strangers = calls.filter(({ call }) => !reportsHere(ctx, call));
	await Promise.all(strangers.map(async (placed) => await poll(ctx, placed)));
	if (!(await allHaveEnded(ctx, calls))) return;
	const rest = calls.filter(({ waited }) => waited === undefined);
	await Promise.all(rest.map(async (placed) => await poll(ctx, placed)));
}

/** What comes out of an item if nothing more is heard of its call. */
function outcomeOf(item: Item): Outcome {
	if ('error' in item) return item;
	const waited = item.waited ?? { call: item.call, timedOut: true };
	return { value: [resultOf(waited, item.ready.simplify)] };
}

function waitingItem(item: Item, index: number): WaitingItem {
	if ('error' in item) {
		const { message, description } = item.error as NodeOperationError;
		const place = message.includes('[item ') ? '' : ` [item ${index}]`;
		return { message: message + place, description: description ?? '' };
	}
	const { ready, call, waited } = item;
	return {
		id: String(call.id),
		simplify: ready.simplify,
		outputs: ready.outputs,
		notes: notesOn(call),
		...(waited?.timedOut ? { timedOut: true } : {}),
	};
}

/**
 * Makes the input what comes out at the deadline: n8n runs none of our code then, but lets the input
 * of the sleeping node pass.
 */
function replaceInput(ctx: IExecuteFunctions, outcomes: Map<number, Outcome>): void {
	const input = ctx.getInputData();
	// Under Execute Once the items after the first are not ours, but would pass as well.
	ctx.getExecuteData().data.main?.[0]?.splice(input.length);
	for (const [index, item] of input.entries()) {
		const outcome = outcomes.get(index);
		delete item.binary;
		if (outcome !== undefined && 'value' in outcome) {
			item.json = outcome.value[0]?.json ?? {};
		} else {
			item.error = outcome?.error as NodeOperationError;
		}
	}
}

function deadline(calls: Placed[]): Date {
	const ends = calls.map(
		({ ready: { startsAt = 0, maxWait } }) => Math.max(Date.now(), startsAt) + maxWait,
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
	failed: Map<number, unknown>,
): Promise<Map<number, Outcome>> {
	const items = await placeAll(ctx, prepared);
	const calls = [...items.values()].filter((item): item is Placed => 'ready' in item);
	if (calls.length === items.size || ctx.continueOnFail()) await pollWhatCannotWake(ctx, calls);

	const outcomes = new Map([...items].map(([index, item]) => [index, outcomeOf(item)]));
	const open = calls.find(({ waited }) => waited === undefined);
	const error = [...items].find(([, item]) => 'error' in item);
	if (open === undefined || (error !== undefined && !ctx.continueOnFail())) return outcomes;
	const { itemIndex } = open.ready;
	if (isCancelled(ctx)) {
		const canceled = canceledWhileWaiting(ctx, itemIndex, String(open.call.id));
		return outcomes.set(itemIndex, { error: canceled });
	}
	if (calls.some(({ ready }) => ready.hasOwnServer)) ctx.addExecutionHints(redirected);
	const all = ctx.getInputData().map((_, index): Item => {
		return items.get(index) ?? { error: failed.get(index) };
	});
	for (const [index, reason] of failed) outcomes.set(index, { error: reason });
	noteWaiting(ctx, all.map(waitingItem));
	replaceInput(ctx, outcomes);
	await ctx.putExecutionToWait(deadline(calls));
	return outcomes;
}
