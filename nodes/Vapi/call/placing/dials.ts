import type { IExecuteFunctions } from 'n8n-workflow';

import type { Dial, PreparedCall } from './preparedCall';
import { targetsOf } from './identity';
import { beingPlaced } from './dialErrors';
import { itemEntries } from './record';
import type { DialEntry } from './record';
import type { DialSession } from './session';

/** Entries that a request is working on at this moment, in this process. */
const beingDialed = new WeakSet<DialEntry>();

function entriesOf({ record, toolMode }: DialSession, itemIndex: number) {
	return itemEntries(record, toolMode ? '0' : String(itemIndex));
}

/**
 * Enters everybody whom the calls dial into the record. Runs without an await: a tool call
 * meanwhile has to find the entries.
 * @throws NodeOperationError where one of them is being dialed at this moment
 */
export function beginDials(
	ctx: IExecuteFunctions,
	session: DialSession,
	calls: PreparedCall[],
): Dial[] {
	const wanted = calls.flatMap(({ itemIndex, body, late }) =>
		targetsOf(body).map((target) => ({ itemIndex, target, late })),
	);
	for (const { itemIndex } of calls) {
		const entries = entriesOf(session, itemIndex);
		const busy = wanted.filter(({ itemIndex: of, target }) => {
			const known = of === itemIndex ? entries[target.key] : undefined;
			return known !== undefined && beingDialed.has(known);
		});
		if (busy.length > 0) {
			throw beingPlaced(
				ctx,
				itemIndex,
				busy.map(({ target }) => target),
			);
		}
	}
	return wanted.map(({ itemIndex, target, late }) => {
		const entries = entriesOf(session, itemIndex);
		const known = entries[target.key];
		const entry = known ?? { at: Date.now() };
		entries[target.key] = entry;
		beingDialed.add(entry);
		const placedBefore = entry.id !== undefined;
		return { itemIndex, target, entry, fresh: known === undefined, placedBefore, late };
	});
}

/** Leaves in the record what was sent, and takes out of it what never was. */
export function endDials(session: DialSession, dials: Dial[]): void {
	for (const { itemIndex, target, entry, fresh } of dials) {
		beingDialed.delete(entry);
		if (fresh && entry.id === undefined) delete entriesOf(session, itemIndex)[target.key];
	}
}

/** Notes a fault with each item's dials, in words about that item. */
export function blame(dials: Dial[], faultOf: (itemIndex: number, dials: Dial[]) => unknown): void {
	for (const itemIndex of new Set(dials.map((dial) => dial.itemIndex))) {
		const own = dials.filter((dial) => dial.itemIndex === itemIndex);
		const fault = faultOf(itemIndex, own);
		for (const dial of own) dial.fault = fault;
	}
}

/** Those whose call is not known. */
export const withoutId = (dials: Dial[]): Dial[] => dials.filter(({ entry }) => entry.id === undefined);
