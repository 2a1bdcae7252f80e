import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { outcomeOf } from '../../../shared/api/requestOutcome';
import { vapiFullRequest } from '../../../shared/api/request';
import type { PreparedCall } from '../../agent/types';
import { dealAnswer, unmatchedCalls } from './dealAnswer';
import { attempt } from '../../../shared/base/result';
import { learnClock } from './clock';
import type { Dial } from './dials';
import { rings } from './identity';
import { lookBack, lookForOpen } from './look';
import { lookBackFailed, mayHaveBeenPlaced, notLookedFor, unreadableSession } from './dialErrors';
import type { DialOptions } from './dialOptions';
import { readCall } from './placedCall';
import { settle } from './record';
import type { DialSession } from './session';
import { isOverLimit, overLimit, whenFree } from './slots';
import { timing } from './dialTiming';

/** The request that dials several people, of one item or of many. */
export interface Sending extends Pick<PreparedCall, 'path' | 'key'> {
	/** The body that dials these and nobody else. */
	bodyFor(dials: Dial[]): IDataObject;
	/** Takes calls of the answer that belong to none of the dials. */
	unmatched?(calls: IDataObject[]): void;
}

/**
 * Gives each dial its call, its refusal or its fault: looks for what may be placed already, sends
 * one POST for the rest, looks for those whose outcome stays open, reads calls of earlier tries.
 * @returns Vapi's answer to the POST, where one was needed
 */
export async function placeDials(
	ctx: IExecuteFunctions,
	session: DialSession,
	sending: Sending,
	dials: Dial[],
	options: DialOptions,
): Promise<unknown> {
	if (rings(sending.path, sending.bodyFor(dials))) {
		await lookBeforeDialing(ctx, session, dials, options);
	}
	const missing = dials.filter(({ entry, fault }) => entry.id === undefined && fault === undefined);
	const answer =
		missing.length > 0 ? await post(ctx, session, sending, missing, options) : undefined;
	await readAll(ctx, session, dials);
	return answer;
}

const UNREADABLE = 'Vapi answered, but its answer does not name the call';

/** Notes a fault with each item's dials, in words about that item. */
function blame(dials: Dial[], faultOf: (itemIndex: number, dials: Dial[]) => unknown): void {
	for (const itemIndex of new Set(dials.map((dial) => dial.itemIndex))) {
		const own = dials.filter((dial) => dial.itemIndex === itemIndex);
		const fault = faultOf(itemIndex, own);
		for (const dial of own) dial.fault = fault;
	}
}

/** The dial with the agent and line that its last POST had; by now an expression may give others. */
function asSent(dial: Dial): Dial {
	const { target, entry } = dial;
	return { ...dial, target: { ...target, caller: entry.caller ?? target.caller } };
}

/** Finds calls that exist already; who has neither ID nor fault afterwards may be dialed. */
async function lookBeforeDialing(
	ctx: IExecuteFunctions,
	session: DialSession,
	dials: Dial[],
	{ lookBackHours }: DialOptions,
): Promise<void> {
	const open = dials.filter(({ entry, fresh }) => !fresh && entry.id === undefined);
	const unknown = dials.filter(({ fresh }) => fresh);
	const looked = await attempt(lookForOpen(ctx, session, open.map(asSent)));
	if ('fault' in looked) {
		blame(withoutId(open), (itemIndex, own) =>
			mayHaveBeenPlaced(ctx, itemIndex, own, 'An earlier try got no clear answer', looked.fault),
		);
	}
	const { lookBackAt, retriedSince } = session.record;
	const mayBeLost = lookBackAt !== undefined || retriedSince !== undefined;
	if (!mayBeLost || !(lookBackHours > 0)) return;
	const lookedBack = await attempt(lookBack(ctx, session, unknown, lookBackHours));
	if ('value' in lookedBack) return;
	blame(withoutId(unknown), (itemIndex, own) =>
		lookBackFailed(
			ctx,
			itemIndex,
			own.map(({ target }) => target),
			lookedBack.fault,
		),
	);
}

const withoutId = (dials: Dial[]): Dial[] => dials.filter(({ entry }) => entry.id === undefined);

/**
 * Sends the POST and settles what Vapi says. Customers that Vapi had no room for go out again, and
 * nobody else: of those whom an answer leaves out nobody knows whether they were called.
 * @returns Vapi's last answer
 */
async function post(
	ctx: IExecuteFunctions,
	session: DialSession,
	sending: Sending,
	dials: Dial[],
	options: DialOptions,
): Promise<unknown> {
	const [{ itemIndex } = { itemIndex: 0 }] = dials;
	const { path, key } = sending;
	const ringing = rings(path, sending.bodyFor(dials));
	let due = dials;
	let answer: unknown;
	const sent = await attempt(
		whenFree(ctx, itemIndex, options.waitForSlot, async () => {
			for (const dial of due) delete dial.refused;
			noteSending(session, due);
			const body = sending.bodyFor(due);
			const request = { method: 'POST', path, key, body, itemIndex, timeout: timing.answer } as const;
			const response = await vapiFullRequest(ctx, request);
			learnClock(session, response.headers);
			answer = response.body;
			settleAnswers(ctx, sending, due, answer);
			due = due.filter(({ refused }) => isOverLimit(refused?.error));
			const [blocked] = due;
			if (blocked) throw overLimit(ctx, blocked.itemIndex);
		}),
	);
	const open = withoutId(dials).filter(({ refused }) => !refused);
	const isOpen = 'value' in sent || (ringing && outcomeOf(sent.fault) === 'open');
	const unknown = isOpen ? open : open.filter((dial) => !due.includes(dial));
	if ('fault' in sent) {
		for (const dial of open) if (!unknown.includes(dial)) dial.fault = sent.fault;
	}
	const cause = 'fault' in sent && isOpen ? sent.fault : UNREADABLE;
	// Sessions are nobody's in particular: the one that a search finds may be another's.
	if (!ringing) blame(unknown, (ofItem) => unreadableSession(ctx, ofItem));
	else if (unknown.length > 0) await findOpen(ctx, session, unknown, cause, options);
	return answer;
}

function noteSending({ clockOffset }: DialSession, dials: Dial[]): void {
	for (const { entry, fresh, target } of dials) {
		entry.caller = target.caller;
		if (!fresh) continue;
		entry.at = Date.now();
		if (clockOffset !== undefined) entry.offset = clockOffset;
	}
}

function settleAnswers(
	ctx: IExecuteFunctions,
	sending: Sending,
	dials: Dial[],
	body: unknown,
): void {
	const answers = dealAnswer(
		body,
		dials.map(({ target }) => target),
	);
	dials.forEach((dial, index) => {
		const answer = answers[index];
		if (answer === undefined) return;
		if ('refused' in answer) {
			dial.refused = answer.refused;
			return;
		}
		dial.call = answer.call;
		settle(ctx, dial.entry, String(answer.call.id));
		const { webCallUrl } = answer.call;
		if (typeof webCallUrl === 'string') dial.entry.webCallUrl = webCallUrl;
	});
	sending.unmatched?.(unmatchedCalls(body, answers));
}

/** After a POST without a clear answer: finds the calls that it placed, or says that it may have. */
async function findOpen(
	ctx: IExecuteFunctions,
	session: DialSession,
	open: Dial[],
	cause: unknown,
	{ dialOnce }: DialOptions,
): Promise<void> {
	for (const dial of open) dial.fresh = false;
	if (!dialOnce) {
		blame(open, (itemIndex, own) => notLookedFor(ctx, itemIndex, own, cause));
		return;
	}
	const looked = await attempt(lookForOpen(ctx, session, open));
	const lookFault = 'fault' in looked ? looked.fault : undefined;
	blame(withoutId(open), (itemIndex, own) =>
		mayHaveBeenPlaced(ctx, itemIndex, own, cause, lookFault),
	);
}

async function readAll(
	ctx: IExecuteFunctions,
	{ toolMode }: DialSession,
	dials: Dial[],
): Promise<void> {
	for (const dial of dials) {
		const { call, entry, itemIndex, placedBefore } = dial;
		if (call !== undefined || entry.id === undefined) continue;
		const read = await attempt(readCall(ctx, itemIndex, entry, entry.id));
		if ('fault' in read) dial.fault = read.fault;
		else dial.call = toolMode && placedBefore ? { ...read.value, alreadyPlaced: true } : read.value;
	}
}
