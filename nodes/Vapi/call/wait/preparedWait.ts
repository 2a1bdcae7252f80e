import type { IDataObject } from 'n8n-workflow';

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
	/** When the call is meant to begin, in milliseconds since 1970; undefined for now. */
	startsAt?: number;
	/** IDs of the structured outputs that were asked for. */
	outputs: string[];
	/** The agent has a server of its own, which gets none of the call's events by webhook. */
	hasOwnServer: boolean;
}

/** What waiting for a call came to. */
export interface Waited {
	call: IDataObject;
	/** The call had not ended at the deadline. */
	timedOut: boolean;
}
