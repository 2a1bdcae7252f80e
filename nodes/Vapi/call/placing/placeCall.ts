import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { stopIfCanceled } from '../../../shared/api/cancellation';
import { vapiRequest } from '../../../shared/api/request';
import { leavesOpen } from '../../../shared/api/requestOutcome';
import { goesOn } from '../../../shared/engine/failedItem';
import { assemble, callsIn } from './dealAnswer';
import { beginDials, endDials } from './dials';
import type { Dial } from './dials';
import { dialTiming } from './dialTiming';
import { isBatch, rings } from './identity';
import { markerFor, withMarker } from './marker';
import { placeDials } from './placeDials';
import type { PreparedCall } from './preparedCall';
import { itemEntries } from './record';
import { dialSession } from './session';
import type { DialSession } from './session';
import { whenFree } from './slots';
import { stopIfStopped } from './stopElsewhere';

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
	if (!guarded) return await placeUnguarded(ctx, session, call);
	stopIfCanceled(ctx, itemIndex);
	return await placeOnce(ctx, session, call);
}

async function placeUnguarded(
	ctx: IExecuteFunctions,
	session: DialSession,
	{ path, key, body, itemIndex, options, late }: PreparedCall,
): Promise<IDataObject> {
	if (late !== undefined) throw late;
	const timeout = dialTiming.answer;
	const request = { method: 'POST', path, key, body, itemIndex, timeout } as const;
	const answer = await whenFree(ctx, itemIndex, options.waitForSlot, async () => {
		await stopIfStopped(ctx, session, itemIndex);
		return await vapiRequest(ctx, request);
	});
	const entries = itemEntries(session.unguarded, String(itemIndex));
	for (const { id } of callsIn(answer)) entries[String(id)] = { at: Date.now(), id: String(id) };
	return answer as IDataObject;
}

async function placeOnce(
	ctx: IExecuteFunctions,
	session: DialSession,
	prepared: PreparedCall,
): Promise<IDataObject> {
	const { path, key, body, options } = prepared;
	const dials = beginDials(ctx, session, [prepared]);
	try {
		const bodyFor = (wanted: Dial[]) => only(body, dials, wanted);
		const strays: IDataObject[] = [];
		const unmatched = (calls: IDataObject[]) => void strays.push(...calls);
		const sending = { path, key, bodyFor, unmatched };
		const answer = await placeDials(ctx, session, sending, dials, options);
		const calls = dials.flatMap(({ call }) => (call ? [call] : []));
		const failed = dials.filter(({ fault }) => fault !== undefined);
		// Thrown, the fault would take the IDs of the item's other calls with it.
		if (failed.length > 0 && (calls.length === 0 || !goesOn(ctx))) throw worstOf(failed);
		const errors = [...failed.map(unplaced), ...refusals(dials)];
		return assemble(body, [...calls, ...strays], errors, answer);
	} finally {
		endDials(session, dials);
	}
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
