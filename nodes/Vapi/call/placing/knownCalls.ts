import type { IExecuteFunctions } from 'n8n-workflow';

import type { NodeError } from '../../../shared/api/errorFactory';
import type { Outcome } from '../../../shared/api/requestOutcome';
import { outcomeOf } from '../../../shared/api/requestOutcome';
import { goesOn } from '../../../shared/engine/failedItem';
import { itemReader } from '../../../shared/engine/itemReader';
import { operation } from '../../../shared/generated/call/create';
import type { Destination } from '../../../shared/vapi/phoneNumber/destination';
import { destinationOf } from '../../../shared/vapi/phoneNumber/destination';
import { targetsOf } from './identity';
import { itemEntries } from './record';
import type { DialEntry } from './record';
import { dialSession } from './session';

/** Whom a tool was to dial, as far as that can be told where reading the rest of the call failed. */
function dialsOfTool(ctx: IExecuteFunctions, entries: Record<string, DialEntry>): DialEntry[] {
	const { raw, name } = itemReader(ctx, 0, operation);
	let customer: Destination | undefined;
	try {
		const countryCode = { value: raw('countryCode'), field: name('countryCode') };
		customer = destinationOf(raw('to'), { field: name('to'), countryCode });
	} catch {
		// 'To' is what cannot be read, so nobody knows who was meant.
		return [];
	}
	return targetsOf({ customer: { ...customer } }).flatMap(({ key }) => {
		const entry = Object.hasOwn(entries, key) ? entries[key] : undefined;
		return entry === undefined ? [] : [entry];
	});
}

/** The dials of an item that are known, from this try and from earlier ones. */
function dialsOfItem(ctx: IExecuteFunctions, itemIndex: number): DialEntry[] {
	const { record, unguarded, toolMode } = dialSession(ctx);
	if (toolMode) return dialsOfTool(ctx, itemEntries(record, '0'));
	const item = String(itemIndex);
	return [record, unguarded].flatMap((run) => Object.values(itemEntries(run, item)));
}

const CHECK =
	'A call of this item may have been placed before. Check the call logs of the Vapi dashboard.';

/**
 * Adds the calls of the item that are known to why it failed: an item can fail in a retry before its
 * call is read, and its failed item is then the only place that names it.
 * @param isPrepared false where the item could not even be read and checked
 */
export function withKnownCalls(
	ctx: IExecuteFunctions,
	itemIndex: number,
	error: NodeError,
	isPrepared: boolean,
): NodeError {
	if (!goesOn(ctx)) return error;
	const { context } = error;
	// Of what was not foreseen nobody can say that it came before the POST.
	if (error.cause instanceof Error) context.outcome ??= 'mayHaveBeenPlaced' satisfies Outcome;
	const entries = dialsOfItem(ctx, itemIndex);
	if (entries.length === 0) return error;
	const ids = entries.flatMap(({ id }) => (id === undefined ? [] : [id]));
	const known = (context.callIds ?? []) as string[];
	if (ids.length > 0) context.callIds = [...new Set([...known, ...ids])];
	const unnamed = ids.filter((id) => !`${error.message}${error.description}`.includes(id));
	const sentences = unnamed.length > 0 ? [`Calls of this item: ${unnamed.join(', ')}.`] : [];
	// Before the POST, what was refused is not the call.
	if (!isPrepared || [undefined, 'notSent'].includes(outcomeOf(error))) {
		const isOpen = ids.length < entries.length;
		context.outcome = (isOpen ? 'mayHaveBeenPlaced' : 'placed') satisfies Outcome;
		if (isOpen) sentences.push(CHECK);
	}
	error.description = [error.description, ...sentences].filter(Boolean).join(' ');
	return error;
}
