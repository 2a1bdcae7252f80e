import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

/**
 * One person to dial. With `id` the call is placed; without it a POST went out (or is on its way)
 * and nobody knows yet whether Vapi accepted it.
 */
export interface DialEntry {
	/** When the first POST went out, in milliseconds by this machine's clock. */
	at: number;
	/** What to add to `at` to have Vapi's clock, where that was known. */
	offset?: number;
	/** Vapi's ID of the call. */
	id?: string;
	/** Where to join a web call; Vapi gives it once, when the call is made. */
	webCallUrl?: string;
	/** The call was found by looking back, so it may be another execution's. */
	foundExisting?: true;
}

/** The dials of one run of the node, by item index and by who is dialed. */
export interface RunRecord {
	/**
	 * Set in a retry of an execution whose record was never stored: since when (milliseconds) the
	 * items without an entry have to be looked for before they may be dialed.
	 */
	lookBackAt?: number;
	items: Record<string, Record<string, DialEntry>>;
}

/** What n8n stores for a node with the execution: a run each, `tool` for calls by an AI agent. */
type DialRecord = Record<string, RunRecord>;

/** Calls that any Vapi node of this execution has taken as its own, by ID. */
type Claims = Record<string, true>;

const RECORD = 'dials';
const CLAIMS = 'vapiCalls';

function part<T extends object>(context: IDataObject, name: string): T {
	context[name] ??= {};
	return context[name] as T;
}

/**
 * The record of one run, from n8n's execution context: it lives through Retry On Fail and, once
 * n8n has stored the execution, through 'Retry execution'.
 * @param run index of the node's run, or `tool`
 */
export function runRecord(ctx: IExecuteFunctions, run: string): RunRecord {
	const record = part<DialRecord>(ctx.getContext('node'), RECORD);
	const known = record[run];
	const current: RunRecord = known ?? { items: {} };
	record[run] = current;
	// A record of a main run is stored when the run is over, so it is complete. A tool's may have
	// been stored between two of the agent's calls.
	const complete = known !== undefined && run !== TOOL_RUN;
	if (ctx.getMode() === 'retry' && !complete) current.lookBackAt ??= Date.now();
	return current;
}

/** Key of the record in tool mode, where the run index moves by itself. */
export const TOOL_RUN = 'tool';

/** The entries of one item, by who is dialed. */
export function itemEntries(run: RunRecord, item: string): Record<string, DialEntry> {
	run.items[item] ??= {};
	return run.items[item];
}

/** Calls that belong to an item already, of this node or another one in the execution. */
export function claimedCalls(ctx: IExecuteFunctions): Claims {
	return part<Claims>(ctx.getContext('flow'), CLAIMS);
}

/** Notes that the call is placed and takes it out of every later search. */
export function settle(ctx: IExecuteFunctions, entry: DialEntry, id: string): void {
	entry.id = id;
	delete entry.offset;
	claimedCalls(ctx)[id] = true;
}

/** The placed calls of a run: item and call ID, in the order of the items. */
export function placedCalls(run: RunRecord): Array<{ item: number; callId: string }> {
	return Object.entries(run.items).flatMap(([item, entries]) =>
		Object.values(entries).flatMap(({ id }) =>
			id === undefined ? [] : [{ item: Number(item), callId: id }],
		),
	);
}
