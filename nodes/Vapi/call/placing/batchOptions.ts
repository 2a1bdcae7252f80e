import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { inputError, shown } from '../../../shared/api/refuse';

/** How the items of a run go out. */
export interface BatchOptions {
	/** Items that differ only in the customer share a request. */
	batch: boolean;
	/** Customers of one request, at most. */
	batchSize: number;
	/** Requests that are on their way at the same time, at most. */
	parallelRequests: number;
}

/** n8n's own limits in the form do not hold for expressions. */
const LIMITS = {
	batchSize: { displayName: 'Batch Size', standard: 50, most: 500 },
	parallelRequests: { displayName: 'Requests at the Same Time', standard: 1, most: 50 },
} as const;

function countOf(
	ctx: IExecuteFunctions,
	itemIndex: number,
	given: unknown,
	{ displayName, standard, most }: (typeof LIMITS)[keyof typeof LIMITS],
): number {
	const count = Number(given ?? standard);
	if (Number.isInteger(count) && count >= 1 && count <= most) return count;
	throw inputError(
		ctx,
		itemIndex,
		`'${displayName}' is ${shown(given)}, and has to be a whole number from 1 to ${most}`,
		`Correct it under Options, or take it away for the default of ${standard}`,
	);
}

/**
 * Reads how an item may go out.
 * @throws NodeOperationError for numbers that cannot be
 */
export function batchOptions(ctx: IExecuteFunctions, itemIndex: number): BatchOptions {
	const given = ctx.getNodeParameter('options', itemIndex, {}) as IDataObject;
	const { batchSize, parallelRequests } = LIMITS;
	return {
		batch: given.batch === true,
		batchSize: countOf(ctx, itemIndex, given.batchSize, batchSize),
		parallelRequests: countOf(ctx, itemIndex, given.parallelRequests, parallelRequests),
	};
}

/** Whether each item has a request of its own, one after the other. */
export function isPlain({ batch, parallelRequests }: BatchOptions): boolean {
	return !batch && parallelRequests === 1;
}
