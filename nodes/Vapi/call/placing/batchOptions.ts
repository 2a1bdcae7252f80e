import type { ItemReader } from '../../../shared/engine/itemReader';

/** How the items of a run go out. */
export interface BatchOptions {
	/** Items that differ only in the customer share a request. */
	batch: boolean;
	/** Customers of one request, at most. */
	batchSize: number;
	/** Requests that are on their way at the same time, at most. */
	parallelRequests: number;
}

/** The parameters that say how items go out. */
type BatchParameter = `options.${keyof BatchOptions}`;

/**
 * Reads how an item may go out.
 * @throws Refusal for numbers that cannot be
 */
export function readBatchOptions({ value }: ItemReader<BatchParameter>): BatchOptions {
	return {
		batch: value('options.batch') === true,
		batchSize: Number(value('options.batchSize')),
		parallelRequests: Number(value('options.parallelRequests')),
	};
}

/** Whether each item has a request of its own, one after the other. */
export function isPlain({ batch, parallelRequests }: BatchOptions): boolean {
	return !batch && parallelRequests === 1;
}
