import type { IExecuteFunctions } from 'n8n-workflow';

import type { Caller } from './identity';

/**
 * One person to dial. With `id` the call is placed; without it a POST went out (or is on its way)
 * and nobody knows yet whether Vapi accepted it.
 */
export interface DialEntry {
	/** When the first POST went out, in milliseconds by this machine's clock. */
	at: number;
	/** What to add to `at` to have Vapi's clock, where that was known. */
	offset?: number;
	/** Agent and line of the last POST, to look for its call by. */
	caller?: Caller;
	/** Vapi's ID of the call. */
	id?: string;
	/** Where to join a web call; Vapi gives it once, when the call is made. */
	webCallUrl?: string;
	/**
	 * When the last POST ended without a clear answer, in milliseconds by Vapi's clock. Missing where
	 * that clock was not known, or the POST was cut off with the process.
	 */
	unansweredAt?: number;
	/** The call was found by looking back, so it may be another execution's. */
	foundExisting?: true;
	/** It has another agent or line than this item asks for. */
	otherAgentOrLine?: true;
}

/** A moment by the clock of the machine that noted it. */
export interface Moment {
	/** In milliseconds. */
	at: number;
	/** What to add, at most, to have Vapi's clock; missing where that was not known. */
	offset?: number;
}

/** The dials of one run of the node, by item index and by who is dialed. */
export interface RunRecord {
	/**
	 * Set where the record of this run may be lost: since when (milliseconds) the items without an
	 * entry have to be looked for before they may be dialed.
	 */
	lookBackAt?: number;
	/**
	 * Set in a retry whose record is there: since when another retry of the same execution, of which
	 * this record knows nothing, may have dialed.
	 */
	retriedSince?: Moment;
	/** What to add to the clock of the machine that worked on this run last, at most, to have Vapi's. */
	offset?: number;
	items: Record<string, Record<string, DialEntry>>;
	/** Calls that Vapi placed in answer to a batch and that fit none of its items. */
	unmatched?: UnmatchedCall[];
}

/** A call that no item can be told to have asked for, with the items that may have. */
export interface UnmatchedCall {
	id: string;
	items: number[];
}

/** What n8n stores for a node with the execution. */
interface DialRecord {
	/** By index of the node's run, and `tool` for calls by an AI agent. */
	runs: Record<string, RunRecord>;
	/** The execution that last decided whether the record had come through the retry. */
	checkedIn?: string;
	/** When the node last began a try, by this machine's clock. */
	touchedAt?: number;
	/** When a retry found that the record had not come through. It stays, for later runs. */
	lostAt?: number;
	/** When the try began after which the execution was first retried. It stays, too. */
	retriedSince?: Moment;
}

/** Calls that any Vapi node of this execution has taken as its own, by ID. */
type Claims = Record<string, true>;

const RECORD = 'dials';
const CLAIMS = 'vapiCalls';

/**
 * Decides once in a retry, at the node's first run in it, whether the record is complete. A retry
 * goes on with the run that failed: if that run is in the record, n8n stored it when the node
 * ended, and what is not in it was not dialed before. Afterwards it may have been: an execution can
 * be retried twice, and a retry can be killed. If the run is not there, the process died with the
 * record.
 */
function checkRecord(ctx: IExecuteFunctions, record: DialRecord, run: string): void {
	if (ctx.getMode() !== 'retry') return;
	const execution = ctx.getExecutionId();
	if (record.checkedIn === execution) return;
	record.checkedIn = execution;
	// A tool's record may have been stored between two of the agent's calls.
	const known = record.runs[run];
	if (known === undefined || run === TOOL_RUN) record.lostAt ??= Date.now();
	else if (record.touchedAt !== undefined) {
		record.retriedSince ??= { at: record.touchedAt, offset: known.offset };
	}
}

/**
 * The record of one run, from n8n's execution context: it lives through Retry On Fail and, once
 * n8n has stored the execution, through 'Retry execution'.
 * @param run index of the node's run, or `tool`
 */
export function runRecord(ctx: IExecuteFunctions, run: string): RunRecord {
	const context = ctx.getContext('node');
	context[RECORD] ??= { runs: {} };
	const record = context[RECORD] as unknown as DialRecord;
	checkRecord(ctx, record, run);
	record.touchedAt = Date.now();
	const known = record.runs[run];
	const current: RunRecord = known ?? { items: {} };
	record.runs[run] = current;
	const suspect = known === undefined || run === TOOL_RUN;
	if (suspect && record.lostAt !== undefined) current.lookBackAt ??= record.lostAt;
	if (record.retriedSince !== undefined) current.retriedSince = record.retriedSince;
	return current;
}

/** Key of the record in tool mode, where the run index moves by itself. */
export const TOOL_RUN = 'tool';

/** The entries of one item, by who is dialed. */
export function itemEntries(run: RunRecord, item: string): Record<string, DialEntry> {
	run.items[item] ??= {};
	return run.items[item];
}

/** What this node has dialed in the execution, in all runs: calls that are placed, and those that may be. */
export function dialsSoFar(ctx: IExecuteFunctions): DialEntry[] {
	const { runs = {} } = (ctx.getContext('node')[RECORD] ?? {}) as unknown as Partial<DialRecord>;
	const entries = Object.values(runs).flatMap(({ items }) => Object.values(items).flatMap(Object.values));
	return (entries as DialEntry[]).filter(({ id, caller }) => id !== undefined || caller !== undefined);
}

/** Calls that belong to an item already, of this node or another one in the execution. */
export function claimedCalls(ctx: IExecuteFunctions): Claims {
	const context = ctx.getContext('flow');
	context[CLAIMS] ??= {};
	return context[CLAIMS] as Claims;
}

/** Notes that the call is placed and takes it out of every later search. */
export function settle(ctx: IExecuteFunctions, entry: DialEntry, id: string): void {
	entry.id = id;
	delete entry.offset;
	delete entry.caller;
	delete entry.unansweredAt;
	claimedCalls(ctx)[id] = true;
}

/** An item's call; without `callId` it is not known whether it was placed. */
export interface RecordedCall {
	item: number;
	callId?: string;
}

/** The calls of a run in the order of the items, those that may have been placed included. */
export function recordedCalls(run: RunRecord): RecordedCall[] {
	return Object.entries(run.items).flatMap(([item, entries]) =>
		Object.values(entries).map(({ id }) => ({
			item: Number(item),
			...(id === undefined ? {} : { callId: id }),
		})),
	);
}
