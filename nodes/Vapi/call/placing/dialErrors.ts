import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { Target } from './identity';
import { recordedCalls } from './record';
import type { DialEntry, RunRecord } from './record';

const LISTED = 20;

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const names = (targets: Target[]): string => targets.map(({ name }) => name).join(', ');

const moment = (at: number): string =>
	`${new Date(at).toISOString().replace('T', ' ').slice(0, 19)} UTC`;

function operationError(
	ctx: IExecuteFunctions,
	itemIndex: number,
	message: string,
	description: string,
): NodeOperationError {
	const error = new NodeOperationError(ctx.getNode(), message, { itemIndex, description });
	// The constructor replaces texts that happen to hold a network code, such as a SIP address may.
	error.message = message;
	return error;
}

/**
 * For an item whose POST got no clear answer and whose call was not found.
 * @param open the people who may have been called, with the time of the first POST
 * @param cause what the POST ended with
 * @param lookFault why looking for the call did not work, where it did not
 */
export function mayHaveBeenPlaced(
	ctx: IExecuteFunctions,
	itemIndex: number,
	open: Array<{ target: Target; entry: DialEntry }>,
	cause: unknown,
	lookFault?: unknown,
): NodeOperationError {
	const who = names(open.map(({ target }) => target));
	const since = moment(Math.min(...open.map(({ entry }) => entry.at)));
	const looked =
		lookFault === undefined
			? 'Vapi lists no such call so far.'
			: `Looking for the call in Vapi did not work: ${textOf(lookFault)}.`;
	return operationError(
		ctx,
		itemIndex,
		`The call to ${who} may have been placed: it was requested at ${since}, outcome unknown`,
		[
			`${textOf(cause)}.`,
			looked,
			`Check the call logs of the Vapi dashboard for ${who} since ${since}`,
			'before you dial by other means. Retry On Fail, and Retry in the list of executions,',
			'look for the call again before they dial.',
		].join(' '),
	);
}

/** The same while Dial Once is off, so that nothing was looked for and a retry dials. */
export function notLookedFor(
	ctx: IExecuteFunctions,
	itemIndex: number,
	open: Array<{ target: Target }>,
	cause: unknown,
): NodeOperationError {
	const who = names(open.map(({ target }) => target));
	return operationError(
		ctx,
		itemIndex,
		`The call to ${who} may have been placed: its outcome is unknown`,
		[
			`${textOf(cause)}.`,
			`'Dial Once' is off, so a retry dials. Check the call logs of the Vapi dashboard for ${who} first.`,
		].join(' '),
	);
}

/** For a web or WebSocket session that Vapi's answer does not name. */
export function unreadableSession(ctx: IExecuteFunctions, itemIndex: number): NodeOperationError {
	return operationError(
		ctx,
		itemIndex,
		"Vapi's answer does not name the session, so nobody can join it",
		'Nobody was called. Run this again for another session.',
	);
}

/** For a retry without a record that could not find out what the first execution dialed. */
export function lookBackFailed(
	ctx: IExecuteFunctions,
	itemIndex: number,
	targets: Target[],
	cause: unknown,
): NodeOperationError {
	return operationError(
		ctx,
		itemIndex,
		`${names(targets)} was not dialed, because it is not known whether the first execution did`,
		[
			'n8n may have kept no record of calls that an execution placed before, and looking for them in',
			`Vapi did not work: ${textOf(cause)}. Retry once Vapi can be reached, or set`,
			"'Look Back on Retry' to 0 to dial without looking.",
		].join(' '),
	);
}

/** For a tool call while another one of the same execution dials the same number. */
export function beingPlaced(
	ctx: IExecuteFunctions,
	itemIndex: number,
	targets: Target[],
): NodeOperationError {
	return operationError(
		ctx,
		itemIndex,
		`A call to ${names(targets)} is being placed by an earlier request and was not dialed again`,
		'Wait for the result of the earlier request instead of asking for the call again.',
	);
}

/** For a call that is placed but cannot be read at the moment. */
export function placedButUnread(
	ctx: IExecuteFunctions,
	itemIndex: number,
	id: string,
	cause: unknown,
): NodeOperationError {
	return operationError(
		ctx,
		itemIndex,
		`The call was placed earlier (call ID ${id}), but Vapi did not hand it out`,
		`${textOf(cause)}. Retry reads the call again and does not dial.`,
	);
}

/** What a retry does with calls that exist and with those that may. */
export interface OnRetry {
	placed: string;
	open: string;
}

export const RETRY_KEEPS: OnRetry = {
	placed: 'which a retry returns without dialing again',
	open: 'which a retry looks for before it dials',
};

export const RETRY_DIALS: OnRetry = {
	placed: "which a retry dials again, since 'Dial Once' is off",
	open: "which a retry dials all the same, since 'Dial Once' is off",
};

/**
 * Adds the calls that exist already, and those that may exist, to what is about to be thrown, since
 * n8n drops the output of a node that throws. An error that names them already stays as it is.
 */
export function withRecordedCalls(
	error: unknown,
	run: RunRecord,
	onRetry: OnRetry = RETRY_KEEPS,
): unknown {
	const calls = recordedCalls(run);
	const strays = (run.unmatched ?? []).map(({ id }) => id);
	if (calls.length + strays.length === 0 || !(error instanceof Error)) return error;
	const target = error as Error & { description?: string | null; context?: IDataObject };
	if (target.context?.recordedCalls !== undefined) return error;
	const placed = calls.flatMap(({ item, callId }) =>
		callId === undefined ? [] : [`item ${item}: ${callId}`],
	);
	const open = calls.flatMap(({ item, callId }) => (callId === undefined ? [`item ${item}`] : []));
	target.description = [
		target.description,
		listed(`Calls placed so far, ${onRetry.placed}`, placed),
		listed('Calls that Vapi placed and that fit no item', strays),
		listed(`Calls that may have been placed, ${onRetry.open}`, open),
	]
		.filter(Boolean)
		.join(' ');
	if (target.context) {
		target.context.recordedCalls = calls;
		if (strays.length > 0) target.context.unmatchedCalls = strays;
	}
	return error;
}

function listed(title: string, entries: string[]): string {
	if (entries.length === 0) return '';
	const more = entries.length > LISTED ? ` and ${entries.length - LISTED} more` : '';
	return `${title}: ${entries.slice(0, LISTED).join(', ')}${more}.`;
}
