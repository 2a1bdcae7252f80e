import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

/** What the user chose under Options, with the defaults filled in. */
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

/** Reads the options of one item. */
export function dialOptions(ctx: IExecuteFunctions, itemIndex: number): DialOptions {
	const given = ctx.getNodeParameter('options', itemIndex, {}) as IDataObject;
	return {
		dialOnce: given.dialOnce !== false,
		waitForSlot: Number(given.waitForSlot ?? 120),
		lookBackHours: Number(given.lookBackHours ?? 24),
		markCall: given.markCall === true,
	};
}
