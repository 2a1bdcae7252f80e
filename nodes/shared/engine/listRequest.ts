import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { NodeError } from '../api/errorFactory';
import type { ListStyle } from '../api/pages';
import { listPages, PAGE_TIMEOUT } from '../api/pages';
import { attempt } from '../base/result';
import type { OutputShape } from '../vapi/output/outputShape';
import { buildRequest } from './buildRequest';
import { errorAt, goesOn } from './failedItem';
import type { OperationHandler } from './handler';
import { itemReader } from './itemReader';
import { keptRows } from './keptRows';
import type { PreparedRequest } from './plainRequest';
import { outputOf } from './plainRequest';
import type { RequestOperation } from './rows';

interface PreparedList extends PreparedRequest {
	/** Rows at most; Infinity for all. */
	limit: number;
	/** Which rows come out; all of them where left out. */
	fits?: (row: IDataObject) => boolean;
}

/**
 * An operation that lists: an item for each row, by Return All, Limit and filters.
 * @param output what Output does, where the operation has it
 */
export function listRequest(
	operation: RequestOperation,
	style: ListStyle,
	output?: OutputShape,
): OperationHandler<PreparedList> {
	return {
		async prepare(ctx, itemIndex) {
			const request = buildRequest(ctx, itemIndex, operation);
			const { value } = itemReader(ctx, itemIndex, operation);
			const isWhole = style === 'rows' || value('returnAll') === true;
			const limit = isWhole ? Infinity : Number(value('limit'));
			const itemOf = outputOf(ctx, itemIndex, operation, output);
			const fits = keptRows(ctx, itemIndex, operation);
			return { request: { ...request, timeout: PAGE_TIMEOUT }, limit, fits, output: itemOf };
		},
		async execute(ctx, itemIndex, { request, limit, fits, output: itemOf }) {
			const found: INodeExecutionData[] = [];
			const read = async (): Promise<void> => {
				// What Vapi does not filter by itself is looked for in the whole list.
				for await (const rows of listPages(ctx, request, style, fits ? Infinity : limit)) {
					const kept = (fits ? rows.filter(fits) : rows).slice(0, limit - found.length);
					for (const row of kept) found.push({ json: itemOf(row) });
					if (found.length >= limit) return;
				}
			};
			const done = await attempt(read());
			if ('value' in done) return found;
			// Thrown, the error would take with it what was read.
			if (found.length === 0 || !goesOn(ctx)) throw done.error as NodeError;
			return [...found, { json: {}, error: errorAt(ctx, itemIndex, done.error) }];
		},
	};
}
