import type { IExecuteFunctions } from 'n8n-workflow';

import { waitOrStop } from '../../../shared/api/cancellation';
import { attempt } from '../../../shared/base/result';
import { lookBackFailed, mayHaveBeenPlaced, notLookedFor } from './dialErrors';
import type { Dial } from './dials';
import { blame, withoutId } from './dials';
import { dialTiming } from './dialTiming';
import type { Target } from './identity';
import { namesItem } from './marker';
import type { DialOptions } from './preparedCall';
import { claimedCalls, settle } from './record';
import { callsSince, likestFirst, pick } from './search';
import type { Candidate } from './search';
import type { DialSession } from './session';
import { clockOffsetOf, vapiTime } from './session';

const HOUR = 3_600_000;

type Sought = Pick<Dial, 'itemIndex' | 'target' | 'entry'>;

/** Gives the sought ones their calls among the candidates; the rest stays without an ID. */
function claim(
	ctx: IExecuteFunctions,
	sought: Sought[],
	candidatesFor: (target: Target) => Candidate[],
): void {
	for (const { itemIndex, target, entry } of sought) {
		const isOurs = (marker: string) => namesItem(ctx, itemIndex, marker);
		const id = pick(target, candidatesFor(target), claimedCalls(ctx), isOurs);
		if (id !== undefined) settle(ctx, entry, id);
	}
}

/**
 * Looks for calls whose POST got no clear answer, several times with growing pauses, since the
 * POST by Vapi's clock. The call that fits best is the one, of equal ones the earliest.
 * @param open people of one request
 * @throws when the list cannot be read or the execution is canceled
 */
async function lookForOpen(
	ctx: IExecuteFunctions,
	session: DialSession,
	open: Sought[],
): Promise<void> {
	const [first] = open;
	if (first === undefined) return;
	const { itemIndex } = first;
	for (const delay of dialTiming.looks) {
		await waitOrStop(ctx, delay, itemIndex);
		const missing = open.filter(({ entry }) => entry.id === undefined);
		if (missing.length === 0) return;
		let since = Infinity;
		for (const { entry } of missing) {
			since = Math.min(since, await vapiTime(ctx, session, itemIndex, entry.at, entry.offset));
		}
		const targets = missing.map(({ target }) => target);
		const candidates = (await callsSince(ctx, itemIndex, targets, since)).reverse();
		claim(ctx, missing, (target) => likestFirst(target, candidates));
	}
}

/** Where to begin listing what may have been placed before this retry, or beside it. */
async function lookBackFrom(
	ctx: IExecuteFunctions,
	session: DialSession,
	itemIndex: number,
	hours: number,
): Promise<number> {
	const { lookBackAt, retriedSince = Date.now() } = session.record;
	const from = lookBackAt === undefined ? retriedSince : lookBackAt - hours * HOUR;
	const offset = await clockOffsetOf(ctx, session, itemIndex);
	return await vapiTime(ctx, session, itemIndex, from, offset);
}

/**
 * The calls of the look-back as they are now: listed whole the first time in a try, and from then on
 * what has come since, since another retry of the execution may be dialing at the same time.
 */
async function callsSoFar(
	ctx: IExecuteFunctions,
	session: DialSession,
	{ itemIndex, target }: Sought,
	hours: number,
): Promise<Candidate[]> {
	const { assistantId = '', phoneNumberId = '' } = target.caller;
	const key = `${assistantId}|${phoneNumberId}|${hours}`;
	const known = session.lookBack.get(key);
	const listedAt = Date.now();
	const since =
		known === undefined
			? await lookBackFrom(ctx, session, itemIndex, hours)
			: await vapiTime(ctx, session, itemIndex, known.listedAt, session.clockOffset);
	const fresh = await callsSince(ctx, itemIndex, [target], since);
	const ids = new Set(fresh.map(({ id }) => id));
	const candidates = [...fresh, ...(known?.candidates ?? []).filter(({ id }) => !ids.has(id))];
	session.lookBack.set(key, { candidates, listedAt });
	return candidates;
}

/**
 * Looks for calls that this execution, or another retry of it, may have placed without a trace in the
 * record. The latest call that fits is taken: it is the likeliest to be one of those.
 * @param hours how far to look back where the record was lost
 * @throws when the list cannot be read
 */
async function lookBack(
	ctx: IExecuteFunctions,
	session: DialSession,
	unknown: Sought[],
	hours: number,
): Promise<void> {
	const [first] = unknown;
	if (first === undefined) return;
	const candidates = await callsSoFar(ctx, session, first, hours);
	claim(ctx, unknown, () => candidates);
	for (const { entry } of unknown) if (entry.id !== undefined) entry.foundExisting = true;
}

/** The dial with the agent and line that its last POST had; by now an expression may give others. */
function asSent(dial: Dial): Dial {
	const { target, entry } = dial;
	return { ...dial, target: { ...target, caller: entry.caller ?? target.caller } };
}

/** Finds calls that exist already; who has neither ID nor fault afterwards may be dialed. */
export async function lookBeforeDialing(
	ctx: IExecuteFunctions,
	session: DialSession,
	dials: Dial[],
	{ lookBackHours }: DialOptions,
): Promise<void> {
	const open = dials.filter(({ entry, fresh }) => !fresh && entry.id === undefined);
	const unknown = dials.filter(({ fresh }) => fresh);
	const looked = await attempt(lookForOpen(ctx, session, open.map(asSent)));
	if ('error' in looked) {
		blame(withoutId(open), (itemIndex, own) =>
			mayHaveBeenPlaced(ctx, itemIndex, own, 'An earlier try got no clear answer', looked.error),
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
			lookedBack.error,
		),
	);
}

/** After a POST without a clear answer: finds the calls that it placed, or says that it may have. */
export async function findOpen(
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
	const [{ itemIndex } = { itemIndex: 0 }] = open;
	const looked = await attempt(
		// Noted while this machine's clock is the one that the POST was noted by; a retry may have another.
		clockOffsetOf(ctx, session, itemIndex).then(async (offset) => {
			for (const { entry } of open) if (offset !== undefined) entry.offset ??= offset;
			await lookForOpen(ctx, session, open);
		}),
	);
	const lookFault = 'error' in looked ? looked.error : undefined;
	blame(withoutId(open), (itemIndex, own) =>
		mayHaveBeenPlaced(ctx, itemIndex, own, cause, lookFault),
	);
}

