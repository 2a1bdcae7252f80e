import type { IExecuteFunctions } from 'n8n-workflow';

import { attempt } from '../../../shared/base/result';
import { lookBackFailed, mayHaveBeenPlaced, notLookedFor } from './dialErrors';
import type { Dial } from './dials';
import { lookBack, lookForOpen } from './look';
import type { DialOptions } from './preparedCall';
import type { DialSession } from './session';

/** Notes a fault with each item's dials, in words about that item. */
export function blame(dials: Dial[], faultOf: (itemIndex: number, dials: Dial[]) => unknown): void {
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

/** Those whose call is not known. */
export const withoutId = (dials: Dial[]): Dial[] => dials.filter(({ entry }) => entry.id === undefined);

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
	const looked = await attempt(lookForOpen(ctx, session, open));
	const lookFault = 'error' in looked ? looked.error : undefined;
	blame(withoutId(open), (itemIndex, own) =>
		mayHaveBeenPlaced(ctx, itemIndex, own, cause, lookFault),
	);
}

