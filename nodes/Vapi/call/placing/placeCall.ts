import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { stopIfCanceled } from '../../../shared/api/cancellation';
import { leavesOpen } from '../../../shared/api/requestOutcome';
import { goesOn } from '../../../shared/engine/failedItem';
import { assemble } from './dealAnswer';
import { beginDials, endDials } from './dials';
import { isBatch, rings } from './identity';
import { markerFor, withMarker } from './marker';
import { placeDials } from './placeDials';
import type { Dial, PreparedCall } from './preparedCall';
import { dialSession, unguarded } from './session';
import type { DialSession } from './session';

/** The call as it goes out: with the marker, where the options want one. */
export function markedCall(ctx: IExecuteFunctions, prepared: PreparedCall): PreparedCall {
	const { itemIndex, path, body, options } = prepared;
	if (!options.markCall || !rings(path, body)) return prepared;
	return { ...prepared, body: withMarker(body, markerFor(ctx, itemIndex)) };
}

/**
 * Places the prepared call and gives Vapi's answer; a call that this execution has placed before
 * is read from Vapi and given instead. `foundExisting` marks a call that was found by looking back,
 * `alreadyPlaced` one that an earlier tool call placed.
 * @throws NodeApiError where Vapi refused, NodeOperationError where the call may have been placed
 * or the execution was canceled; both with `context.itemIndex`
 */
export async function placeCall(
	ctx: IExecuteFunctions,
	prepared: PreparedCall,
): Promise<IDataObject> {
	const call = markedCall(ctx, prepared);
	const session = dialSession(ctx);
	const { options, path, body, itemIndex } = call;
	// An agent may want several sessions to join; they ring nobody.
	const guarded = options.dialOnce && (rings(path, body) || !session.toolMode);
	stopIfCanceled(ctx, itemIndex);
	return await place(ctx, guarded ? session : unguarded(session), call);
}

async function place(
	ctx: IExecuteFunctions,
	session: DialSession,
	prepared: PreparedCall,
): Promise<IDataObject> {
	const { path, key, body, options, rules } = prepared;
	const dials = beginDials(ctx, session, [prepared]);
	try {
		const bodyFor = (wanted: Dial[]) => only(body, dials, wanted);
		const strays: IDataObject[] = [];
		const unmatched = (calls: IDataObject[]) => void strays.push(...calls);
		const sending = { path, key, rules, bodyFor, unmatched };
		const answer = await placeDials(ctx, session, sending, dials, options);
		const calls = dials.flatMap(({ call }) => (call ? [call] : []));
		const settled = dials.flatMap((dial) => saidOf(dial, isBatch(body)));
		const failed = dials.filter(({ fault }) => fault !== undefined);
		// Thrown, the fault would take the IDs of the item's other calls with it.
		const isAll = calls.length + settled.length === 0;
		if (failed.length > 0 && (isAll || !goesOn(ctx))) throw worstOf(failed);
		const errors = [...failed.map(unplaced), ...refusals(dials)];
		return assemble(body, [...calls, ...strays], errors, answer, settled);
	} finally {
		endDials(session, dials);
	}
}

/** What the rules say of somebody, who is named where the item calls several. */
function saidOf({ settled, target: { customer } }: Dial, isOneOfMany: boolean): IDataObject[] {
	if (settled === undefined) return [];
	const who = Object.entries(customer).filter(([key]) => !key.endsWith('Overrides'));
	return [isOneOfMany ? { ...settled, customer: Object.fromEntries(who) as IDataObject } : settled];
}

const refusals = (dials: Dial[]): IDataObject[] =>
	dials.flatMap(({ refused }) => (refused ? [refused] : []));

/** Who may have been called is more to know than who was not. */
function worstOf(failed: Dial[]): unknown {
	return (failed.find(({ fault }) => leavesOpen(fault)) ?? failed[0])?.fault;
}

/** What stands in the answer for a customer without a call, beside Vapi's own refusals. */
function unplaced({ target: { customer }, fault }: Dial): IDataObject {
	return { customer, fault: fault as IDataObject };
}

/** The request for those who are still to be dialed. */
function only(body: IDataObject, dials: Dial[], wanted: Dial[]): IDataObject {
	if (!isBatch(body) || wanted.length === dials.length) return body;
	const customers = (body.customers as IDataObject[]).filter((_, index) =>
		wanted.includes(dials[index] as Dial),
	);
	return { ...body, customers };
}
