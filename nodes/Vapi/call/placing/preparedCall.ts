import type { IDataObject } from 'n8n-workflow';

import type { Refusal } from '../../../shared/base/refusal';
import type { OutputChoice } from '../../../shared/vapi/output/outputChoice';

/** What the user chose of how the node dials, with the defaults filled in. */
export interface DialOptions {
	/** Dial each item at most once per execution. */
	dialOnce: boolean;
	/** How long an item waits for a free slot in seconds; 0 fails at once. */
	waitForSlot: number;
	/** How far a retry without a record looks back in hours; 0 does not look. */
	lookBackHours: number;
	/** Put a marker into the call's metadata. */
	markCall: boolean;
}

/** A call that is ready to be placed: everything is read and checked, nothing is sent yet. */
export interface PreparedCall {
	itemIndex: number;
	/** Web calls have an endpoint of their own, which takes the public key. */
	path: '/call' | '/call/web';
	key: 'private' | 'public';
	/** The request, complete: nothing is merged into it any more. */
	body: IDataObject;
	options: DialOptions;
	/** Why it must not be placed any more: its time is over. A call of an earlier try still comes out. */
	late?: Refusal;
	/** How much of the call comes out. */
	output: OutputChoice;
}

/** How the items of a run go out. */
export interface BatchOptions {
	/** Items that differ only in the customer share a request. */
	batch: boolean;
	/** Customers of one request, at most. */
	batchSize: number;
	/** Requests that are on their way at the same time, at most. */
	parallelRequests: number;
}
