import type { IDataObject } from 'n8n-workflow';

import type { ItemReader } from '../../../shared/engine/itemReader';

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
	/** Whether the call comes out shortened. */
	simplify: boolean;
}

/** The parameters that say how the node dials. */
type DialParameter = `options.${'dialOnce' | 'waitForSlot' | 'lookBackHours' | 'markCall'}`;

/**
 * Reads how an item is to be dialed.
 * @throws Refusal for times that are none: taken for 0 they would turn searches off
 */
export function readDialOptions({ value }: ItemReader<DialParameter>): DialOptions {
	return {
		dialOnce: value('options.dialOnce') !== false,
		waitForSlot: Number(value('options.waitForSlot') ?? 0),
		lookBackHours: Number(value('options.lookBackHours') ?? 0),
		markCall: value('options.markCall') === true,
	};
}
