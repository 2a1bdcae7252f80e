import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { inputError } from '../../../shared/api/refuse';

const MINUTE = 60_000;

function positive(
	ctx: IExecuteFunctions,
	itemIndex: number,
	option: string,
	displayName: string,
	fallback: number,
): number {
	const options = ctx.getNodeParameter('options', itemIndex, {}) as IDataObject;
	const value = Number(options[option] ?? fallback);
	if (Number.isFinite(value) && value > 0) return value;
	throw inputError(
		ctx,
		itemIndex,
		`'${displayName}' is not a number above 0`,
		`Set '${displayName}' under Options to a number such as ${fallback}, or remove it`,
	);
}

/** How long to wait for an item's call, in milliseconds. */
export function maxWait(ctx: IExecuteFunctions, itemIndex: number): number {
	return positive(ctx, itemIndex, 'maxWait', 'Max Wait (Minutes)', 30) * MINUTE;
}

/** How many calls are in progress at once; the first item decides. */
export function callsAtSameTime(ctx: IExecuteFunctions): number {
	return Math.max(1, Math.floor(positive(ctx, 0, 'callsAtSameTime', 'Calls at the Same Time', 5)));
}
