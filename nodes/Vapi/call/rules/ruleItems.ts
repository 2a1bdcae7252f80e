import type { IDataObject } from 'n8n-workflow';

import type { DialRequest } from '../placing/preparedCall';
import type { CallingHours } from './ruleSettings';
import { iso } from './scheduleInHours';
import type { Opening } from './weekWindows';

/** An earlier call to somebody. */
export interface EarlierCall {
	/** Vapi's ID; undefined where the answer to its POST is not clear, or it is of a dry run. */
	id?: string;
	/** When the phone rang or will ring, in milliseconds since 1970; undefined where nobody knows yet. */
	at?: number;
}

const skipped = (rule: string, reason: string, basis: IDataObject): IDataObject => ({
	skipped: true,
	reason,
	rule,
	...basis,
});

/** Says that a call would ring outside of its hours. */
export function outsideHours(
	{ timeZone }: CallingHours,
	why: string,
	next: Opening | undefined,
): IDataObject {
	const window: IDataObject = { timeZone };
	if (next !== undefined) window.opensAt = iso(next.opens);
	if (next?.closes !== undefined) window.closesAt = iso(next.closes);
	const again = next === undefined ? '' : `. They begin again at ${iso(next.opens)}`;
	return skipped('callingHours', `Nobody was called: ${why}${again}`, { window });
}

/** Says that the person was called a short time ago. */
export function calledBefore(name: string, hours: number, { id, at }: EarlierCall): IDataObject {
	const rang = (moment: number) => (moment > Date.now() ? 'is scheduled for' : 'was placed at');
	const when = at === undefined ? 'is on its way' : `${rang(at)} ${iso(at)}`;
	const which = id === undefined ? '' : ` (call ${id})`;
	const reason = `${name} was not called again: a call to the same person ${when}${which}, and 'Skip If Called Recently' is set to ${hours} hours`;
	const earlierCall: IDataObject = { ...(id !== undefined && { id }), ...(at !== undefined && { at: iso(at) }) };
	return skipped('skipIfCalledRecently', reason, { earlierCall });
}

/** Says that this execution has placed all calls that it may. */
export function noMoreCalls(name: string, maximumCalls: number): IDataObject {
	const reason = `${name} was not called: 'Maximum Calls' is ${maximumCalls}, and this execution has placed as many. Do not ask for another call; go on without it`;
	return skipped('maximumCalls', reason, { maximumCalls });
}

/** Says what would be sent. */
export function wouldBeSent(
	{ method, path, body }: DialRequest,
	numberOfRequest: number,
	customers: number,
): IDataObject {
	const { earliestAt = 'now' } = (body.schedulePlan ?? {}) as IDataObject;
	return {
		dryRun: true,
		method,
		path,
		body,
		when: earliestAt,
		request: numberOfRequest,
		customersInRequest: customers,
	};
}
