import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { outcomeOf } from '../../../transport/outcome';
import { vapiFullRequest, vapiRequest } from '../../../transport/request';
import type { PreparedCall } from '../create/types';
import { assemble, dealAnswer } from './answer';
import { attempt } from './attempt';
import { stopIfCanceled } from './cancel';
import { learnClock } from './clock';
import { isBatch, rings, targetsOf } from './identity';
import type { Target } from './identity';
import { lookBack, lookForOpen } from './look';
import { markerFor, withMarker } from './marker';
import { beingPlaced, lookBackFailed, mayHaveBeenPlaced, withRecordedCalls } from './messages';
import { dialOptions } from './options';
import type { DialOptions } from './options';
import { readCall } from './readCall';
import { itemEntries, settle } from './record';
import type { DialEntry } from './record';
import { dialSession } from './session';
import type { DialSession } from './session';
import { whenFree } from './slots';
import { timing } from './timing';

/** One person to dial, while an item is worked on. */
export interface Dial {
	target: Target;
	entry: DialEntry;
	/** No POST went out for it yet, in this try or an earlier one. */
	fresh: boolean;
	placedBefore: boolean;
	/** The call, where this try has it from Vapi's answer. */
	call?: IDataObject;
	/** Vapi's refusal of one customer among several. */
	refused?: IDataObject;
}

/** Entries that a request is working on at this moment, in this process. */
const beingDialed = new WeakSet<DialEntry>();

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
	const { itemIndex, path, key } = prepared;
	const options = dialOptions(ctx, itemIndex);
	const ringing = rings(path, prepared.body);
	const body =
		options.markCall && ringing
			? withMarker(prepared.body, markerFor(ctx, itemIndex))
			: prepared.body;
	const session = dialSession(ctx);
	// An agent may want several sessions to join; they ring nobody.
	const guarded = options.dialOnce && (ringing || !session.toolMode);
	if (!guarded) {
		const request = { method: 'POST', path, key, body, itemIndex, timeout: timing.answer } as const;
		const send = async () => await vapiRequest(ctx, request);
		return (await whenFree(ctx, itemIndex, options.waitForSlot, send)) as IDataObject;
	}
	try {
		stopIfCanceled(ctx, itemIndex);
		return await placeOnce(ctx, session, { ...prepared, body }, options);
	} catch (error) {
		const shown = ctx.continueOnFail() || session.toolMode;
		throw shown ? error : withRecordedCalls(error, session.record);
	}
}

async function placeOnce(
	ctx: IExecuteFunctions,
	session: DialSession,
	prepared: PreparedCall,
	options: DialOptions,
): Promise<IDataObject> {
	const { itemIndex, body } = prepared;
	const entries = itemEntries(session.record, session.toolMode ? '0' : String(itemIndex));
	const targets = targetsOf(body);
	const busy = targets.filter(({ key }) => isBusy(entries[key]));
	if (busy.length > 0) throw beingPlaced(ctx, itemIndex, busy);
	// The entries stand before the first await: a tool call meanwhile has to find them.
	const dials = targets.map((target): Dial => {
		const known = entries[target.key];
		const entry = known ?? { at: Date.now() };
		entries[target.key] = entry;
		beingDialed.add(entry);
		return { target, entry, fresh: known === undefined, placedBefore: entry.id !== undefined };
	});
	try {
		const ringing = rings(prepared.path, body);
		if (ringing) await lookBeforeDialing(ctx, session, itemIndex, dials, options);
		const missing = dials.filter(({ entry }) => entry.id === undefined);
		const answer =
			missing.length > 0
				? await post(ctx, session, only(prepared, dials, missing), missing, options, ringing)
				: undefined;
		const calls = await readAll(ctx, session, itemIndex, dials);
		const refused = dials.flatMap(({ refused: said }) => (said ? [said] : []));
		return assemble(body, calls, refused, answer);
	} finally {
		for (const { target, entry, fresh } of dials) {
			beingDialed.delete(entry);
			if (fresh && entry.id === undefined) delete entries[target.key];
		}
	}
}

function isBusy(entry: DialEntry | undefined): boolean {
	return entry !== undefined && beingDialed.has(entry);
}

/** Finds calls that exist already; what is still without an ID afterwards may be dialed. */
async function lookBeforeDialing(
	ctx: IExecuteFunctions,
	session: DialSession,
	itemIndex: number,
	dials: Dial[],
	{ lookBackHours }: DialOptions,
): Promise<void> {
	const open = dials.filter(({ entry, fresh }) => !fresh && entry.id === undefined);
	const unknown = dials.filter(({ fresh }) => fresh);
	if (open.length > 0) {
		try {
			await lookForOpen(ctx, session, itemIndex, open);
		} catch (error) {
			throw mayHaveBeenPlaced(ctx, itemIndex, open, 'An earlier try got no clear answer', error);
		}
	}
	if (unknown.length > 0 && session.record.lookBackAt !== undefined && lookBackHours > 0) {
		try {
			await lookBack(ctx, session, itemIndex, unknown, lookBackHours);
		} catch (error) {
			throw lookBackFailed(
				ctx,
				itemIndex,
				unknown.map(({ target }) => target),
				error,
			);
		}
	}
}

/** The request for those who are still to be dialed. */
function only(prepared: PreparedCall, dials: Dial[], missing: Dial[]): PreparedCall {
	if (!isBatch(prepared.body) || missing.length === dials.length) return prepared;
	const customers = (prepared.body.customers as IDataObject[]).filter((_, index) =>
		missing.includes(dials[index] as Dial),
	);
	return { ...prepared, body: { ...prepared.body, customers } };
}

/**
 * Sends the POST and settles what Vapi says.
 * @returns Vapi's answer
 */
async function post(
	ctx: IExecuteFunctions,
	session: DialSession,
	prepared: PreparedCall,
	dials: Dial[],
	{ waitForSlot }: DialOptions,
	ringing: boolean,
): Promise<unknown> {
	const { itemIndex, path, key, body } = prepared;
	const request = { method: 'POST', path, key, body, itemIndex, timeout: timing.answer } as const;
	const sent = await attempt(
		whenFree(ctx, itemIndex, waitForSlot, async () => {
			noteSending(session, dials);
			return await vapiFullRequest(ctx, request);
		}),
	);
	if ('fault' in sent && (!ringing || outcomeOf(sent.fault) === 'refused')) throw sent.fault;
	const response = 'value' in sent ? sent.value : undefined;
	if (response) learnClock(session, response.headers);
	settleAnswers(ctx, dials, response?.body);
	const open = dials.filter(({ entry, refused }) => entry.id === undefined && !refused);
	const cause = 'fault' in sent ? sent.fault : 'Vapi answered, but its answer cannot be read';
	if (open.length > 0) await findOpen(ctx, session, itemIndex, open, cause);
	return response?.body;
}

function noteSending({ clockOffset }: DialSession, dials: Dial[]): void {
	for (const { entry, fresh } of dials) {
		if (!fresh) continue;
		entry.at = Date.now();
		if (clockOffset !== undefined) entry.offset = clockOffset;
	}
}

function settleAnswers(ctx: IExecuteFunctions, dials: Dial[], body: unknown): void {
	const answers = dealAnswer(
		body,
		dials.map(({ target }) => target),
	);
	dials.forEach((dial, index) => {
		const answer = answers[index];
		if (answer === undefined) return;
		if ('refused' in answer) {
			dial.refused = answer.refused;
			return;
		}
		dial.call = answer.call;
		settle(ctx, dial.entry, String(answer.call.id));
		const { webCallUrl } = answer.call;
		if (typeof webCallUrl === 'string') dial.entry.webCallUrl = webCallUrl;
	});
}

/** After a POST without a clear answer: finds the call that it placed, or says that it may have. */
async function findOpen(
	ctx: IExecuteFunctions,
	session: DialSession,
	itemIndex: number,
	open: Dial[],
	cause: unknown,
): Promise<void> {
	for (const dial of open) dial.fresh = false;
	const looked = await attempt(lookForOpen(ctx, session, itemIndex, open));
	const missing = open.filter(({ entry }) => entry.id === undefined);
	const lookFault = 'fault' in looked ? looked.fault : undefined;
	if (missing.length > 0) throw mayHaveBeenPlaced(ctx, itemIndex, missing, cause, lookFault);
}

async function readAll(
	ctx: IExecuteFunctions,
	{ toolMode }: DialSession,
	itemIndex: number,
	dials: Dial[],
): Promise<IDataObject[]> {
	const calls: IDataObject[] = [];
	for (const { call, entry, placedBefore } of dials) {
		if (call) {
			calls.push(call);
		} else if (entry.id !== undefined) {
			const known = await readCall(ctx, itemIndex, entry, entry.id);
			calls.push(toolMode && placedBefore ? { ...known, alreadyPlaced: true } : known);
		}
	}
	return calls;
}
