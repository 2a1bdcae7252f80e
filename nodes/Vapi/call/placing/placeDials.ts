import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { cancelSignalOf } from '../../../shared/api/cancellation';
import { asNodeError } from '../../../shared/api/errorFactory';
import { vapiFullRequest } from '../../../shared/api/request';
import { leavesOpen } from '../../../shared/api/requestOutcome';
import { attempt } from '../../../shared/base/result';
import { dealAnswer, unmatchedCalls } from './dealAnswer';
import { unreadableSession } from './dialErrors';
import { blame, withoutId } from './dials';
import { dialTiming } from './dialTiming';
import { executionBegan, isRetried } from './family';
import { rings } from './identity';
import { forgetDialed, noteDialed, personOf } from './lately';
import { findOpen, lookBeforeDialing } from './look';
import { placedCall } from './placedCall';
import type { Dial, DialOptions, PreparedCall } from './preparedCall';
import { settle } from './record';
import type { DialSession } from './session';
import { learnClock } from './session';
import { isOverLimit, overLimit, whenFree } from './slots';
import { stopIfStopped } from './stopElsewhere';
import { inTurns } from './turns';

/** The request that dials several people, of one item or of many. */
export interface Sending extends Pick<PreparedCall, 'path' | 'key' | 'rules'> {
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
	const once = options.dialOnce && rings(sending.path, sending.bodyFor(dials));
	const work = async (): Promise<unknown> => {
		if (once && (isRetried(ctx, session) || dials.some(({ fresh }) => !fresh))) {
			await lookBeforeDialing(ctx, session, dials, options);
		}
		blameLate(ctx, dials);
		const missing = withoutId(dials).filter(({ fault }) => fault === undefined);
		const answer =
			missing.length > 0 ? await post(ctx, session, sending, missing, options) : undefined;
		await readAll(ctx, session, dials);
		return answer;
	};
	const hasFamily = once && (executionBegan(ctx) !== undefined || isRetried(ctx, session));
	// Retry may be pressed twice, or too early: the other execution must have its answer before this one looks.
	const people = hasFamily ? peopleOf(ctx, dials) : [];
	const keys = [...people, ...(sending.rules?.turnsOf(ctx, dials) ?? [])];
	return keys.length > 0 ? await inTurns(keys, work, cancelSignalOf(ctx)) : await work();
}

const peopleOf = (ctx: IExecuteFunctions, dials: Dial[]): string[] =>
	dials.map(({ target }) => personOf(ctx, target));

/** Takes those out whose time to be called is over; what is placed for them was found by now. */
function blameLate(ctx: IExecuteFunctions, dials: Dial[]): void {
	for (const dial of withoutId(dials)) {
		if (dial.late !== undefined) dial.fault ??= asNodeError(ctx, dial.late, dial.itemIndex);
	}
}

const mayBePlaced = ({ fault, settled }: Dial): boolean =>
	fault === undefined && settled === undefined;

const UNREADABLE = 'Vapi answered, but its answer does not name the call';

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
	const { path, key, rules } = sending;
	const ringing = rings(path, sending.bodyFor(dials));
	const requestFor = (some: Dial[]) => ({ method: 'POST', path, body: sending.bodyFor(some) }) as const;
	const sentFor = new Set<Dial>();
	let due = dials;
	let answer: unknown;
	const sent = await attempt(
		whenFree(ctx, itemIndex, options.waitForSlot, async () => {
			await stopIfStopped(ctx, session, itemIndex);
			for (const dial of due) delete dial.refused;
			const schedulePlan = await rules?.judge(ctx, session, due, requestFor);
			due = due.filter(mayBePlaced);
			if (due.length === 0) return;
			for (const dial of due) sentFor.add(dial);
			noteSending(session, due);
			if (ringing) noteDialed(peopleOf(ctx, due));
			const request = requestFor(due);
			const body = schedulePlan ? { ...request.body, schedulePlan } : request.body;
			const onHeaders = (headers: IDataObject) => learnClock(session, headers);
			const timeout = dialTiming.answer;
			const options = { key, itemIndex, timeout, onHeaders };
			answer = (await vapiFullRequest(ctx, { ...request, body, ...options })).body;
			settleAnswers(ctx, sending, due, answer);
			// Vapi's answer may not name it, and whoever waits has to know when the call begins.
			for (const { call } of due) if (call && schedulePlan) call.schedulePlan ??= schedulePlan;
			due = due.filter(({ refused }) => isOverLimit(refused?.error));
			const [blocked] = due;
			if (blocked) throw overLimit(ctx, blocked.itemIndex);
		}),
	);
	const open = withoutId(dials).filter((dial) => !dial.refused && mayBePlaced(dial));
	const isOpen = 'value' in sent || (ringing && leavesOpen(sent.error));
	const unknown = isOpen ? open : open.filter((dial) => !due.includes(dial));
	const called = dials.filter((dial) => dial.entry.id !== undefined || unknown.includes(dial));
	const notCalled = [...sentFor].filter((dial) => !called.includes(dial));
	rules?.noteSent(ctx, called, notCalled);
	if (ringing) {
		forgetDialed(peopleOf(ctx, notCalled));
		noteDialed(peopleOf(ctx, called));
	}
	if ('error' in sent) {
		for (const dial of open) if (!unknown.includes(dial)) dial.fault = sent.error;
	}
	const cause = 'error' in sent && isOpen ? sent.error : UNREADABLE;
	// Sessions are nobody's in particular: the one that a search finds may be another's.
	if (!ringing) blame(unknown, (ofItem) => unreadableSession(ctx, ofItem));
	else if (unknown.length > 0) await findOpen(ctx, session, unknown, cause, options);
	return answer;
}

function noteSending({ clockOffset }: DialSession, dials: Dial[]): void {
	for (const { entry, fresh, target } of dials) {
		entry.caller = target.caller;
		delete entry.unansweredAt;
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

async function readAll(
	ctx: IExecuteFunctions,
	{ toolMode }: DialSession,
	dials: Dial[],
): Promise<void> {
	for (const dial of dials) {
		const { call, entry, itemIndex, placedBefore } = dial;
		if (call !== undefined || entry.id === undefined) continue;
		const read = await attempt(placedCall(ctx, itemIndex, entry, entry.id));
		if ('error' in read) dial.fault = read.error;
		else dial.call = toolMode && placedBefore ? { ...read.value, alreadyPlaced: true } : read.value;
	}
}
