import type {
	IDataObject,
	INodeExecutionData,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import { attempt } from '../../../shared/base/result';
import { asObject } from '../../../shared/base/values';
import { isOver } from '../../../shared/vapi/callStatus';
import { findCall } from '../../../shared/vapi/readCall';
import { missingOutputs } from './completeness';
import { waitedItem } from './waitedItem';
import { waitingItems } from './waitingRecord';
import type { WaitingCall, WaitingItem } from './waitingRecord';
import { waitTiming } from './waitTiming';

/** So many calls are read at once at most. */
const AT_ONCE = 5;

const GET_TIMEOUT = 10_000;

type Calls = Map<string, IDataObject>;

const isWaitingCall = (item: WaitingItem): item is WaitingCall => 'id' in item;

/** The call as it is now; one that someone has deleted will not report any more. */
async function latest(ctx: IWebhookFunctions, { id }: WaitingCall): Promise<IDataObject> {
	const call = await findCall(ctx, id, { timeout: GET_TIMEOUT });
	return call ?? { id, status: 'not-found' };
}

async function readInto(calls: Calls, ctx: IWebhookFunctions, some: WaitingCall[]): Promise<void> {
	await Promise.all(some.map(async (one) => calls.set(one.id, await latest(ctx, one))));
}

/** The call that reports first, the others in any order, so that few are read in vain. */
function inReadingOrder(waiting: WaitingCall[], reported: unknown): WaitingCall[] {
	const places = new Map(waiting.map((one) => [one, one.id === reported ? -1 : Math.random()]));
	return [...waiting].sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
}

/**
 * Reads the calls until one is found that goes on.
 * @returns all calls by ID if every one has ended, else undefined
 * @throws NodeApiError where Vapi does not hand one out
 */
async function endedCalls(
	ctx: IWebhookFunctions,
	waiting: WaitingCall[],
): Promise<Calls | undefined> {
	// What the request says is no proof of anything, but a good guess at which call to read first.
	const message = asObject(asObject(ctx.getBodyData()).message);
	const order = inReadingOrder(waiting, asObject(message.call).id);
	const calls: Calls = new Map();
	const isOpen = (one: WaitingCall) => !one.timedOut && !isOver(calls.get(one.id) ?? {});
	for (let done = 0, count = 1; done < order.length; done += count) {
		// The more have ended, the more likely it is that all have.
		count = Math.min(Math.max(done, 1), AT_ONCE);
		const some = order.slice(done, done + count);
		await readInto(calls, ctx, some);
		if (some.some(isOpen)) return undefined;
	}
	return calls;
}

/**
 * The calls once all have ended; structured outputs that were asked for get a little more time.
 * @throws as `endedCalls`
 */
async function finishedCalls(
	ctx: IWebhookFunctions,
	waiting: WaitingCall[],
): Promise<Calls | undefined> {
	const calls = await endedCalls(ctx, waiting);
	if (calls === undefined) return undefined;
	const until = Date.now() + waitTiming.artifactsAfterReport;
	const lacks = ({ id, outputs }: WaitingCall) =>
		missingOutputs(calls.get(id) ?? {}, outputs).length > 0;
	for (let some = waiting.filter(lacks); some.length > 0; some = some.filter(lacks)) {
		if (Date.now() >= until) break;
		await sleep(waitTiming.afterEnd);
		await readInto(calls, ctx, some);
	}
	return calls;
}

function wokenItems(waiting: WaitingItem[], calls: Calls) {
	return waiting.map((item, index): INodeExecutionData => {
		const pairedItem = { item: index };
		if (!isWaitingCall(item)) return { json: item.failed, pairedItem };
		const call = { ...calls.get(item.id), ...item.notes };
		const timedOut = item.timedOut === true && !isOver(call);
		return { ...waitedItem({ call, timedOut }, item.simplify), pairedItem };
	});
}

/**
 * Handles a request to the resume URL. It only says that it may be worth a look: what has happened is
 * read from Vapi, and the answer tells nothing of it, so it does not matter who has sent it. The
 * execution sleeps on until every call has ended.
 */
export async function wake(ctx: IWebhookFunctions): Promise<IWebhookResponseData> {
	const items = waitingItems(ctx);
	const waiting = items.filter(isWaitingCall);
	const looked = await attempt(finishedCalls(ctx, waiting));
	// Answered here, since n8n would put a word of its own into the answer when the execution goes on.
	const response = ctx.getResponseObject();
	if ('error' in looked) {
		// Thrown further, it would end the execution. Vapi sends a refused report again.
		response.status(503).json({ message: 'Not available at the moment' });
		return { noWebhookResponse: true };
	}
	response.status(200).json({});
	if (looked.value === undefined || waiting.length === 0) return { noWebhookResponse: true };
	return { noWebhookResponse: true, workflowData: [wokenItems(items, looked.value)] };
}
