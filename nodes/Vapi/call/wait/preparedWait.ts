import type { IDataObject } from 'n8n-workflow';

import { asObject } from '../../../shared/base/values';
import type { PreparedCall } from '../placing/preparedCall';

/** How the node learns that a call has ended. */
export type WaitUsing = 'polling' | 'webhook';

/** A call that is ready to be placed and waited for. */
export interface PreparedWait extends PreparedCall {
	using: WaitUsing;
	/** How many calls are in progress at once; that of the first item counts. */
	callsAtSameTime: number;
	/** In milliseconds. */
	maxWait: number;
	/** IDs of the structured outputs that were asked for. */
	outputs: string[];
	/** The agent has a server of its own, which gets none of the call's events by webhook. */
	hasOwnServer: boolean;
}

/**
 * When a call or a request is scheduled to begin, in milliseconds since 1970; undefined where it is not.
 * The call says more than the request: the dialing rules may have moved it.
 */
export function startOf({ schedulePlan }: IDataObject): number | undefined {
	const start = Date.parse(String(asObject(schedulePlan).earliestAt));
	return Number.isNaN(start) ? undefined : start;
}

/** What waiting for a call came to. */
export interface Waited {
	call: IDataObject;
	/** The call had not ended at the deadline. */
	timedOut: boolean;
}
