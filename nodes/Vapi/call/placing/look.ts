import type { IExecuteFunctions } from 'n8n-workflow';

import { waitOrStop } from '../../../shared/api/cancellation';
import { attempt } from '../../../shared/base/result';
import { lookBackFailed, mayHaveBeenPlaced, notLookedFor } from './dialErrors';
import { blame, withoutId } from './dials';
import { dialTiming } from './dialTiming';
import { isRetried } from './family';
import type { Target } from './identity';
import { hasCaller } from './identity';
import { callsSoFar } from './lookBack';
import { namesItem } from './marker';
import type { Dial, DialOptions } from './preparedCall';
import { claimedCalls, settle } from './record';
import { callsSince, likestFirst, pick } from './search';
import type { Candidate } from './search';
import type { DialSession } from './session';
import { clockOffsetOf, vapiTime } from './session';
import { unlistedFor } from './unlisted';

/** Gives the dials their calls among the candidates; the rest stays without an ID. */
function claim(
	ctx: IExecuteFunctions,
	sought: Dial[],
	candidatesFor: (target: Target) => Candidate[],
): void {
	for (const { itemIndex, target, entry } of sought) {
		const isOurs = (marker: string) => namesItem(ctx, itemIndex, marker);
		const found = pick(candidatesFor(target), claimedCalls(ctx), isOurs);
		if (found === undefined) continue;
		if (!hasCaller(target, found.call)) entry.foundExisting = entry.otherAgentOrLine = true;
		settle(ctx, entry, found.id);
	}
}

/**
 * Looks once for calls whose POST got no clear answer, since the first POST by Vapi's clock. The
 * call that fits best is the one, of equal ones the earliest.
 * @param callers only calls with the agent and line of the request
 * @throws when the list cannot be read
 */
async function lookForOpen(
	ctx: IExecuteFunctions,
	session: DialSession,
	open: Dial[],
	callers: boolean,
): Promise<void> {
	const [first] = open;
	if (first === undefined) return;
	const { itemIndex } = first;
	let since = Infinity;
	for (const { entry } of open) {
		since = Math.min(since, await vapiTime(ctx, session, itemIndex, entry.at, entry.offset));
	}
	const targets = callers ? open.map(({ target }) => target) : [];
	const candidates = (await callsSince(ctx, itemIndex, targets, since)).reverse();
	claim(ctx, open, (target) =>
		likestFirst(target, candidates).filter(({ call }) => !callers || hasCaller(target, call)),
	);
}

/**
 * Looks for calls that this execution, or another retry of it, may have placed without a trace in the
 * record. The call that fits best is taken, of equal ones the latest.
 * @param hours how far to look back where n8n does not say when the execution began
 * @throws when the list cannot be read
 */
async function lookBack(
	ctx: IExecuteFunctions,
	session: DialSession,
	unknown: Dial[],
	hours: number,
): Promise<void> {
	const [first] = unknown;
	if (first === undefined) return;
	const candidates = await callsSoFar(ctx, session, first.itemIndex, hours);
	claim(ctx, unknown, (target) => likestFirst(target, candidates));
	for (const { entry } of unknown) if (entry.id !== undefined) entry.foundExisting = true;
}

/** The dial with the agent and line that its last POST had; by now an expression may give others. */
function asSent(dial: Dial): Dial {
	const { target, entry } = dial;
	return { ...dial, target: { ...target, caller: entry.caller ?? target.caller } };
}

function blameOpen(ctx: IExecuteFunctions, open: Dial[], fault: unknown): void {
	blame(withoutId(open), (itemIndex, own) =>
		mayHaveBeenPlaced(ctx, itemIndex, own, 'An earlier try got no clear answer', fault),
	);
}

function blameUnknown(ctx: IExecuteFunctions, unknown: Dial[], fault: unknown): void {
	blame(withoutId(unknown), (itemIndex, own) => {
		const targets = own.map(({ target }) => target);
		return lookBackFailed(ctx, itemIndex, targets, fault);
	});
}

/**
 * Finds calls that exist already, whatever agent and line they have; who has neither ID nor fault
 * afterwards may be dialed. Waits until the list would show a call that has just been placed.
 */
export async function lookBeforeDialing(
	ctx: IExecuteFunctions,
	session: DialSession,
	dials: Dial[],
	{ lookBackHours }: DialOptions,
): Promise<void> {
	const looksBack = isRetried(ctx, session) && lookBackHours > 0;
	const missing = () =>
		withoutId(dials).filter(({ fresh, fault }) => fault === undefined && (looksBack || !fresh));
	for (let due = missing(); due.length > 0; due = missing()) {
		const [{ itemIndex } = { itemIndex: 0 }] = due;
		const open = due.filter(({ fresh }) => !fresh);
		const unknown = due.filter(({ fresh }) => fresh);
		let left = 0;
		const looked = await attempt(
			unlistedFor(ctx, session, due).then(async (ms) => {
				// Asked before the look, which has to be later than the last moment that counts.
				left = ms;
				await lookForOpen(ctx, session, open.map(asSent), false);
				await lookBack(ctx, session, unknown, lookBackHours);
				if (left > 0 && missing().length > 0) {
					await waitOrStop(ctx, Math.min(left, dialTiming.lookAgain), itemIndex);
				}
			}),
		);
		if ('error' in looked) {
			blameOpen(ctx, open, looked.error);
			blameUnknown(ctx, unknown, looked.error);
		}
		if (left === 0) return;
	}
}

/** After a POST without a clear answer: finds the calls that it placed, or says that it may have. */
export async function findOpen(
	ctx: IExecuteFunctions,
	session: DialSession,
	open: Dial[],
	cause: unknown,
	{ dialOnce }: DialOptions,
): Promise<void> {
	const endedAt = Date.now();
	for (const dial of open) dial.fresh = false;
	if (!dialOnce) {
		blame(open, (itemIndex, own) => notLookedFor(ctx, itemIndex, own, cause));
		return;
	}
	const [{ itemIndex } = { itemIndex: 0 }] = open;
	const look = async (): Promise<void> => {
		// Noted while this machine's clock is the one that the POST was noted by; a retry may have another.
		const offset = await clockOffsetOf(ctx, session, itemIndex);
		for (const { entry } of open) {
			if (offset === undefined) continue;
			entry.offset ??= offset;
			entry.unansweredAt = endedAt + offset;
		}
		for (const delay of dialTiming.looks) {
			await waitOrStop(ctx, delay, itemIndex);
			if (withoutId(open).length === 0) return;
			await lookForOpen(ctx, session, withoutId(open), true);
		}
	};
	const looked = await attempt(look());
	const lookFault = 'error' in looked ? looked.error : undefined;
	blame(withoutId(open), (itemOf, own) =>
		mayHaveBeenPlaced(ctx, itemOf, own, cause, lookFault),
	);
}
