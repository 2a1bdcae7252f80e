import type { IExecuteFunctions } from 'n8n-workflow';

import type { NodeError } from '../../../shared/api/errorFactory';
import { operationError } from '../../../shared/api/errorFactory';
import { messageOf } from '../../../shared/base/result';
import type { Target } from './identity';
import type { DialEntry } from './record';

const names = (targets: Target[]): string => targets.map(({ name }) => name).join(', ');

const moment = (at: number): string =>
	`${new Date(at).toISOString().replace('T', ' ').slice(0, 19)} UTC`;

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
): NodeError {
	const who = names(open.map(({ target }) => target));
	const since = moment(Math.min(...open.map(({ entry }) => entry.at)));
	const looked =
		lookFault === undefined
			? 'Vapi lists no such call so far.'
			: `Looking for the call in Vapi did not work: ${messageOf(lookFault)}.`;
	return operationError(ctx, {
		itemIndex,
		outcome: 'mayHaveBeenPlaced',
		message: `The call to ${who} may have been placed: it was requested at ${since}, outcome unknown`,
		description: [
			`${messageOf(cause)}.`,
			looked,
			`Check the call logs of the Vapi dashboard for ${who} since ${since}`,
			'before you dial by other means. Retry On Fail, and Retry in the list of executions,',
			'look for the call again before they dial.',
		].join(' '),
	});
}

/** The same while Dial Once is off, so that nothing was looked for and a retry dials. */
export function notLookedFor(
	ctx: IExecuteFunctions,
	itemIndex: number,
	open: Array<{ target: Target }>,
	cause: unknown,
): NodeError {
	const who = names(open.map(({ target }) => target));
	return operationError(ctx, {
		itemIndex,
		outcome: 'mayHaveBeenPlaced',
		message: `The call to ${who} may have been placed: its outcome is unknown`,
		description: [
			`${messageOf(cause)}.`,
			`'Dial Once' is off, so a retry dials. Check the call logs of the Vapi dashboard for ${who} first.`,
		].join(' '),
	});
}

/** For a web or WebSocket session that Vapi's answer does not name. */
export function unreadableSession(ctx: IExecuteFunctions, itemIndex: number): NodeError {
	return operationError(ctx, {
		itemIndex,
		message: "Vapi's answer does not name the session, so nobody can join it",
		description: 'Nobody was called. Run this again for another session.',
	});
}

/** For a retry without a record that could not find out what the first execution dialed. */
export function lookBackFailed(
	ctx: IExecuteFunctions,
	itemIndex: number,
	targets: Target[],
	cause: unknown,
): NodeError {
	return operationError(ctx, {
		itemIndex,
		outcome: 'notSent',
		message: `${names(targets)} was not dialed, because it is not known whether the first execution did`,
		description: [
			'n8n may have kept no record of calls that an execution placed before, and looking for them in',
			`Vapi did not work: ${messageOf(cause)}. Retry once Vapi can be reached, or set`,
			"'Look Back on Retry' to 0 to dial without looking.",
		].join(' '),
	});
}

/** For a tool call while another one of the same execution dials the same number. */
export function beingPlaced(
	ctx: IExecuteFunctions,
	itemIndex: number,
	targets: Target[],
): NodeError {
	return operationError(ctx, {
		itemIndex,
		// The one that places it has no ID yet.
		outcome: 'mayHaveBeenPlaced',
		message: `A call to ${names(targets)} is being placed by an earlier request and was not dialed again`,
		description: 'Wait for the result of the earlier request instead of asking for the call again.',
	});
}

/** For a call that is placed but cannot be read at the moment. */
export function placedButUnread(
	ctx: IExecuteFunctions,
	itemIndex: number,
	id: string,
	cause: unknown,
): NodeError {
	return operationError(ctx, {
		itemIndex,
		outcome: 'placed',
		callIds: [id],
		message: `The call was placed earlier (call ID ${id}), but Vapi did not hand it out`,
		description: `${messageOf(cause)}. Retry reads the call again and does not dial.`,
	});
}
