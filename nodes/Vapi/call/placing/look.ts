import type { IExecuteFunctions } from 'n8n-workflow';

import { waitOrStop } from '../../../shared/api/cancellation';
import { vapiTime } from './clock';
import type { Dial } from './dials';
import type { Target } from './identity';
import { namesItem } from './marker';
import { claimedCalls, settle } from './record';
import { callsSince, likestFirst, pick } from './search';
import type { Candidate } from './search';
import type { DialSession } from './session';
import { dialTiming } from './dialTiming';

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
export async function lookForOpen(
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

/**
 * Looks once for calls that this execution, or another retry of it, may have placed without a trace
 * in the record. The latest call that fits is taken: it is the likeliest to be one of those.
 * @param hours how far to look back where the record was lost
 * @throws when the list cannot be read
 */
export async function lookBack(
	ctx: IExecuteFunctions,
	session: DialSession,
	unknown: Sought[],
	hours: number,
): Promise<void> {
	const [first] = unknown;
	if (first === undefined) return;
	const { itemIndex } = first;
	const { assistantId = '', phoneNumberId = '' } = first.target.caller;
	const key = `${assistantId}|${phoneNumberId}|${hours}`;
	let listed = session.lookBack.get(key);
	if (listed === undefined) {
		const { lookBackAt, retriedSince = Date.now() } = session.record;
		const from = lookBackAt === undefined ? retriedSince : lookBackAt - hours * HOUR;
		listed = vapiTime(ctx, session, itemIndex, from).then(
			async (since) => await callsSince(ctx, itemIndex, [first.target], since),
		);
		session.lookBack.set(key, listed);
		listed.catch(() => session.lookBack.delete(key));
	}
	const candidates = await listed;
	claim(ctx, unknown, () => candidates);
	for (const { entry } of unknown) if (entry.id !== undefined) entry.foundExisting = true;
}
