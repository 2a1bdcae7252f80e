import type { INodeExecutionData, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { attempt } from '../../../shared/base/result';
import { asObject } from '../../../shared/base/values';
import { isOver } from '../../../shared/vapi/callStatus';
import { Look } from './lookAtAll';
import { busyLookout, lookoutFor } from './lookouts';
import type { AnswerReport, Lookout } from './lookouts';
import type { CallsRead } from './readCalls';
import { waitedItem } from './waitedItem';
import { waitingItems } from './waitingRecord';
import type { WaitingCall, WaitingItem } from './waitingRecord';
import { waitTiming } from './waitTiming';

/** So long after it was told to, an execution that still sleeps has not gone on; in milliseconds. */
const WAKING = 10_000;

/** n8n leaves the answer to us, and the execution asleep. */
const SLEEPS_ON: IWebhookResponseData = { noWebhookResponse: true };

const isWaitingCall = (item: WaitingItem): item is WaitingCall => 'id' in item;

function wokenItems(waiting: WaitingItem[], calls: CallsRead) {
	return waiting.map((item, index): INodeExecutionData => {
		const pairedItem = { item: index };
		if (!isWaitingCall(item)) return { json: item.done, pairedItem };
		const { id, notes, output } = item;
		const call = { ...(calls.get(id) ?? { id, status: 'not-found' }), ...notes };
		const timedOut = item.timedOut === true && !isOver(call);
		return { ...waitedItem({ call, timedOut }, output), pairedItem };
	});
}

/**
 * Answers this request, maybe after n8n is done with it: a socket that stays open costs nothing, while
 * a webhook that is not done holds the whole execution in memory.
 */
function answerTo(ctx: IWebhookFunctions): AnswerReport {
	const response = ctx.getResponseObject();
	return (heard) => {
		// Thrown instead, it would end the execution. Vapi sends a refused report again.
		if (heard) response.status(200).json({});
		else response.status(503).json({ message: 'Not available at the moment' });
	};
}

/** Looks until no request is left that came after the look began. */
async function lookForAll(
	ctx: IWebhookFunctions,
	items: WaitingItem[],
	lookout: Lookout,
): Promise<IWebhookResponseData> {
	const waiting = items.filter(isWaitingCall);
	for (let answers = lookout.take(); answers.length > 0; answers = lookout.take()) {
		const until = Date.now() + waitTiming.look;
		const artifacts = waitTiming.artifactsAfterReport;
		const look = new Look({ ctx, waiting, lookout, until, artifacts });
		const looked = await attempt(look.finishedCalls());
		const calls = 'value' in looked ? looked.value : undefined;
		// Where all is read, nothing that has come in the meantime can change it.
		if (calls !== undefined) answers.push(...lookout.take());
		for (const answer of answers) answer('value' in looked);
		if (calls === undefined) continue;
		lookout.wokenAt = Date.now();
		return { ...SLEEPS_ON, workflowData: [wokenItems(items, calls)] };
	}
	return SLEEPS_ON;
}

/**
 * Handles a request to the resume URL. It only says that it may be worth a look: what has happened is
 * read from Vapi, and the answer tells nothing of it, so it does not matter who has sent it. The
 * execution sleeps on until every call has ended. Requests that come during a look share the one after
 * it, and each is answered when a look that began after it is done, so that none is lost with it.
 */
export async function wake(ctx: IWebhookFunctions): Promise<IWebhookResponseData> {
	const { call } = asObject(asObject(ctx.getBodyData()).message);
	const reported = asObject(call).id;
	const executionId = String(ctx.getExecutionId());
	const busy = busyLookout(executionId);
	if (busy !== undefined) {
		busy.join(answerTo(ctx), reported);
		return SLEEPS_ON;
	}
	const items = waitingItems(ctx);
	const lookout = lookoutFor(executionId, items.filter(isWaitingCall));
	const isWaking = Date.now() - (lookout.wokenAt ?? -Infinity) < WAKING;
	if (isWaking || !items.some(isWaitingCall)) {
		answerTo(ctx)(true);
		return SLEEPS_ON;
	}
	lookout.join(answerTo(ctx), reported);
	lookout.isLooking = true;
	try {
		return await lookForAll(ctx, items, lookout);
	} finally {
		lookout.isLooking = false;
	}
}
