import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { isTool } from '../../../shared/api/cancellation';
import { vapiFullRequest } from '../../../shared/api/request';
import { dialTiming } from './dialTiming';
import { runRecord, TOOL_RUN } from './record';
import type { RunRecord } from './record';
import type { Candidate } from './search';

/** What one try of the node keeps in memory while it dials. */
export interface DialSession {
	/** The AI agent calls the node as a tool: who is dialed is the key, not the run or the item. */
	toolMode: boolean;
	record: RunRecord;
	/** Calls of this try that were dialed with Dial Once off: to name them where the node stops. */
	unguarded: RunRecord;
	/** What to add to this machine's clock, at most, to be at Vapi's; undefined until known. */
	clockOffset?: number;
	stay: Stay;
}

/** What is known of an execution while it is in this process, through all tries and runs of the node. */
interface Stay {
	/** When it came here, in milliseconds since the process began. */
	since: number;
	/** Calls of the look-back, by the moment that it begins at. */
	listed: Map<number, Listing>;
	/** When n8n is asked again whether the execution was stopped, as `since`, and whether it was. */
	askAt: number;
	stopped: boolean;
}

/** A list of calls that is kept, and read on from where it may have grown. */
interface Listing {
	candidates: Candidate[];
	/** Its beginning and the beginning of the next look, in milliseconds by Vapi's clock. */
	began: number;
	next: number;
}

const stays = new WeakMap<object, Stay>();

function stayOf(ctx: IExecuteFunctions): Stay {
	// n8n's own object, the same through the whole execution.
	const execution = ctx.getContext('node');
	const known = stays.get(execution);
	if (known) return known;
	const stay = { since: performance.now(), listed: new Map(), askAt: 0, stopped: false };
	stays.set(execution, stay);
	return stay;
}

const sessions = new WeakMap<IExecuteFunctions, DialSession>();

/**
 * The session of this try. n8n makes a new context for every try, so it is the session's owner.
 * The first call of a try notes the run in the record; called before anything can fail, it lets a
 * later retry tell "not dialed" from "record lost".
 */
export function dialSession(ctx: IExecuteFunctions): DialSession {
	const known = sessions.get(ctx);
	if (known) return known;
	const toolMode = isTool(ctx);
	const run = toolMode ? TOOL_RUN : String(ctx.getWorkflowDataProxy(0).$runIndex);
	const session: DialSession = {
		toolMode,
		record: runRecord(ctx, run),
		unguarded: { items: {} },
		stay: stayOf(ctx),
	};
	sessions.set(ctx, session);
	return session;
}

/**
 * The session for a call with Dial Once off, of which nothing is kept beyond this try. An agent may ask
 * for one call several times at once, so that there each has a record of its own.
 */
export function unguarded(session: DialSession): DialSession {
	const record = session.toolMode ? { items: {} } : session.unguarded;
	return { ...session, toolMode: false, record };
}

/** Whether an earlier try may have dialed for an item: then what was true of its request still counts. */
export function mayBeDialed({ record, toolMode }: DialSession, itemIndex: number): boolean {
	const { lookBackAt, retriedSince, items } = record;
	if (lookBackAt !== undefined || retriedSince !== undefined) return true;
	return toolMode ? Object.keys(items).length > 0 : items[String(itemIndex)] !== undefined;
}

/**
 * How far Vapi's clock is ahead of ours at least, in milliseconds: the Date header was written
 * before the answer arrived. It never makes a moment later than it was.
 * @returns undefined where the answer carries no usable Date header
 */
export function offsetOf(headers: unknown, receivedAt: number): number | undefined {
	const date = Date.parse(String((headers as { date?: unknown } | undefined)?.date));
	return Number.isNaN(date) ? undefined : date - receivedAt;
}

/** Learns Vapi's clock from an answer that came anyway. */
export function learnClock(session: DialSession, headers: unknown): void {
	session.clockOffset = offsetOf(headers, Date.now()) ?? session.clockOffset;
	if (session.clockOffset !== undefined) session.record.offset = session.clockOffset;
}

/**
 * What to add to this machine's clock, at most, to be at Vapi's; asks Vapi where it is not known yet.
 * @returns undefined where Vapi's answers do not say
 */
export async function clockOffsetOf(
	ctx: IExecuteFunctions,
	session: DialSession,
	itemIndex: number,
): Promise<number | undefined> {
	if (session.clockOffset === undefined) {
		const onHeaders = (headers: IDataObject) => learnClock(session, headers);
		const query = { limit: 1 };
		await vapiFullRequest(ctx, { method: 'GET', path: '/call', query, itemIndex, onHeaders });
	}
	return session.clockOffset;
}

/**
 * The moment by Vapi's clock that is certainly not after `at`.
 * @param at milliseconds by the clock of the machine that noted it
 * @param offset of that clock, where it was known back then; ours now may be another machine's
 */
export async function vapiTime(
	ctx: IExecuteFunctions,
	session: DialSession,
	itemIndex: number,
	at: number,
	offset?: number,
): Promise<number> {
	if (offset !== undefined) return at + offset - dialTiming.clockMargin;
	const ours = (await clockOffsetOf(ctx, session, itemIndex)) ?? 0;
	// A slow clock here says nothing of the one that noted it: that it was slow may not be assumed.
	return at + Math.min(ours, 0) - dialTiming.unknownClockMargin;
}
