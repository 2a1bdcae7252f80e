import type { IExecuteFunctions } from 'n8n-workflow';

import type { NodeError } from '../../shared/api/errorFactory';
import { operationError } from '../../shared/api/errorFactory';
import { messageOf } from '../../shared/base/result';
import { shown } from '../../shared/base/refusal';

const moment = (at: number): string =>
	`${new Date(at).toISOString().replace('T', ' ').slice(0, 19)} UTC`;

/** What an error says of a campaign. */
interface Requested {
	itemIndex: number;
	target: { name: string };
	/** `at` is when the POST went out, in milliseconds. */
	entry: { at: number };
}

/**
 * For a POST without a clear answer whose campaign was not found.
 * @param cause what the POST ended with
 * @param next what was looked for, and what a retry does
 */
export function mayHaveBegun(
	ctx: IExecuteFunctions,
	{ itemIndex, target, entry }: Requested,
	cause: unknown,
	next: string,
): NodeError {
	return operationError(ctx, {
		itemIndex,
		outcome: 'mayHaveBeenPlaced',
		message: `The campaign ${shown(target.name)} may have been placed: it was requested at ${moment(entry.at)}, outcome unknown`,
		description: `${messageOf(cause)}. ${next} Check the campaigns in the Vapi dashboard before you call these people by other means.`,
	});
}

/** What is said where the campaign was looked for, and was not there or could not be looked for. */
export function lookedFor(fault: unknown): string {
	const looked =
		fault === undefined
			? 'Vapi lists no such campaign so far.'
			: `Looking for the campaign in Vapi did not work: ${messageOf(fault)}.`;
	return `${looked} Retry On Fail, and Retry in the list of executions, look for it again before they start one.`;
}

/** For a retry without a record that could not find out what the first execution started. */
export function notLookedBack(
	ctx: IExecuteFunctions,
	itemIndex: number,
	name: string,
	cause: unknown,
): NodeError {
	return operationError(ctx, {
		itemIndex,
		outcome: 'notSent',
		message: `The campaign ${shown(name)} was not started, because it is not known whether the first execution did`,
		description: [
			'n8n may have kept no record of what an execution started before, and looking for it in Vapi did',
			`not work: ${messageOf(cause)}. Retry once Vapi can be reached, or set 'Look Back on Retry' to 0`,
			'to start it without looking.',
		].join(' '),
	});
}

/** For a campaign of an earlier try that cannot be read at the moment. */
export function begunButUnread(
	ctx: IExecuteFunctions,
	itemIndex: number,
	id: string,
	cause: unknown,
): NodeError {
	return operationError(ctx, {
		itemIndex,
		outcome: 'placed',
		message: `The campaign was started earlier (campaign ID ${id}), but Vapi did not hand it out`,
		description: `${messageOf(cause)}. Retry reads the campaign again and starts none.`,
	});
}

/** For an item whose person is not in the campaign that this execution began. */
export function notInCampaign(
	ctx: IExecuteFunctions,
	itemIndex: number,
	number: string,
	id: string,
): NodeError {
	return operationError(ctx, {
		itemIndex,
		outcome: 'notSent',
		message: `${number} is not in the campaign that this execution began (campaign ID ${id})`,
		description: 'Nobody can be added to a campaign, and a retry starts no other one. Call this person with a new execution',
	});
}
