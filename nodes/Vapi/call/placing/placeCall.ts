import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { outcomeOf } from '../../../shared/api/requestOutcome';
import { vapiRequest } from '../../../shared/api/request';
import type { PreparedCall } from '../../agent/types';
import { assemble, callsIn } from './dealAnswer';
import { stopIfCanceled } from './stopping';
import { beginDials, endDials } from './dials';
import type { Dial } from './dials';
import { isBatch, rings } from './identity';
import { markerFor, withMarker } from './marker';
import { RETRY_DIALS, RETRY_KEEPS, withRecordedCalls } from './dialErrors';
import { dialOptions, isDialOnce } from './dialOptions';
import type { DialOptions } from './dialOptions';
import { placeDials } from './placeDials';
import { itemEntries } from './record';
import { dialSession } from './session';
import type { DialSession } from './session';
import { whenFree } from './slots';
import { timing } from './dialTiming';

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
	try {
		return await placeAlone(ctx, prepared);
	} catch (error) {
		throw withCallsOf(ctx, prepared.itemIndex, error);
	}
}

/**
 * Adds the calls that stand in the record to an error that stops the node; everywhere else the
 * output holds them.
 */
export function withCallsOf(ctx: IExecuteFunctions, itemIndex: number, error: unknown): unknown {
	const session = dialSession(ctx);
	if (ctx.continueOnFail() || session.toolMode) return error;
	return isDialOnce(ctx, itemIndex)
		? withRecordedCalls(error, session.record, RETRY_KEEPS)
		: withRecordedCalls(error, session.unguarded, RETRY_DIALS);
}

/** The call as it goes out: with the marker, where the options want one. */
export function markedCall(
	ctx: IExecuteFunctions,
	prepared: PreparedCall,
	{ markCall }: DialOptions,
): PreparedCall {
	const { itemIndex, path, body } = prepared;
	if (!markCall || !rings(path, body)) return prepared;
	return { ...prepared, body: withMarker(body, markerFor(ctx, itemIndex)) };
}

/** `placeCall` with errors that speak of this item only, for items that are placed side by side. */
export async function placeAlone(
	ctx: IExecuteFunctions,
	prepared: PreparedCall,
): Promise<IDataObject> {
	const { itemIndex } = prepared;
	const options = dialOptions(ctx, itemIndex);
	const call = markedCall(ctx, prepared, options);
	const session = dialSession(ctx);
	const { path, key, body } = call;
	// An agent may want several sessions to join; they ring nobody.
	const guarded = options.dialOnce && (rings(path, body) || !session.toolMode);
	if (!guarded) {
		const request = { method: 'POST', path, key, body, itemIndex, timeout: timing.answer } as const;
		const send = async () => await vapiRequest(ctx, request);
		const answer = await whenFree(ctx, itemIndex, options.waitForSlot, send);
		const entries = itemEntries(session.unguarded, String(itemIndex));
		for (const { id } of callsIn(answer)) entries[String(id)] = { at: Date.now(), id: String(id) };
		return answer as IDataObject;
	}
	stopIfCanceled(ctx, itemIndex);
	return await placeOnce(ctx, session, call, options);
}

async function placeOnce(
	ctx: IExecuteFunctions,
	session: DialSession,
	prepared: PreparedCall,
	options: DialOptions,
): Promise<IDataObject> {
	const { path, key, body } = prepared;
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
		if (failed.length > 0 && (calls.length === 0 || !ctx.continueOnFail())) throw worstOf(failed);
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
	return (failed.find(({ fault }) => outcomeOf(fault) === 'open') ?? failed[0])?.fault;
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
