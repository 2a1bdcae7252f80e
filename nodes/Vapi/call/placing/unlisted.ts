import type { IExecuteFunctions } from 'n8n-workflow';

import { dialTiming } from './dialTiming';
import { personOf, sinceDialed } from './lately';
import type { Dial } from './preparedCall';
import { clockOffsetOf } from './session';
import type { DialSession } from './session';

/** Milliseconds since a call to this person may have been placed that no list shows yet, at least. */
async function sincePlaced(
	ctx: IExecuteFunctions,
	session: DialSession,
	{ itemIndex, target, entry, fresh }: Dial,
): Promise<number> {
	const { record, stay } = session;
	const here = sinceDialed(personOf(ctx, target));
	const stayed = performance.now() - stay.since;
	// Whoever lost the record may have dialed until this retry came.
	if (fresh) return record.lookBackAt === undefined ? here : Math.min(here, stayed);
	const offset = await clockOffsetOf(ctx, session, itemIndex);
	if (offset === undefined || entry.unansweredAt === undefined) return Math.min(here, stayed);
	return Math.min(here, Date.now() + offset - entry.unansweredAt);
}

/**
 * How long it may be until the list shows all calls to these people that exist; 0 once "not listed"
 * means "not placed". In milliseconds.
 * @throws where Vapi cannot be asked for its clock
 */
export async function unlistedFor(
	ctx: IExecuteFunctions,
	session: DialSession,
	dials: Dial[],
): Promise<number> {
	const { listing } = dialTiming;
	let longest = 0;
	for (const dial of dials) {
		const left = listing - (await sincePlaced(ctx, session, dial));
		// A clock that was set back meanwhile must not make it any longer.
		longest = Math.max(longest, Math.min(left, listing));
	}
	return longest;
}
