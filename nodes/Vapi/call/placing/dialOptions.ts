import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { inputError, shown } from '../../../shared/api/refuse';

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

const optionsOf = (ctx: IExecuteFunctions, itemIndex: number): IDataObject =>
	ctx.getNodeParameter('options', itemIndex, {}) as IDataObject;

/** Whether an item is dialed at most once per execution. */
export function isDialOnce(ctx: IExecuteFunctions, itemIndex: number): boolean {
	return optionsOf(ctx, itemIndex).dialOnce !== false;
}

/**
 * Reads the options of one item.
 * @throws NodeOperationError for times that are none: taken for 0 they would turn searches off
 */
export function dialOptions(ctx: IExecuteFunctions, itemIndex: number): DialOptions {
	const given = optionsOf(ctx, itemIndex);
	const time = (value: unknown, displayName: string, standard: number): number => {
		const number = value === '' ? NaN : Number(value ?? standard);
		if (Number.isFinite(number) && number >= 0) return number;
		throw inputError(
			ctx,
			itemIndex,
			`'${displayName}' is ${shown(value)}, which is not a number of 0 or more`,
			`Correct it under Options, or take it away for the default of ${standard}.`,
		);
	};
	return {
		dialOnce: isDialOnce(ctx, itemIndex),
		waitForSlot: time(given.waitForSlot, 'Wait for a Free Slot (Seconds)', 120),
		lookBackHours: time(given.lookBackHours, 'Look Back on Retry (Hours)', 24),
		markCall: given.markCall === true,
	};
}
