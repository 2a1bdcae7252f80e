import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { OperationHandler } from './router';
import type { VapiRequest } from '../api/exchange';
import { buildRequest } from './buildRequest';
import { listPages } from '../api/pages';
import { readValue } from './readValue';
import { inputError } from '../api/refuse';
import { simplifierFor } from './simplifiers';
import type { GeneratedOperation, RequestField } from './rows';

interface PreparedList {
	request: VapiRequest;
	limit: number;
}

/** Ours, not Vapi's: more than one page can hold is read page by page. */
const LIMIT: RequestField = {
	parameter: 'limit',
	displayName: 'Limit',
	in: 'query',
	path: ['limit'],
	type: 'integer',
	minimum: 1,
};

function limitOf(ctx: IExecuteFunctions, itemIndex: number): number {
	if (ctx.getNodeParameter('returnAll', itemIndex, false) === true) return Infinity;
	const reading = readValue(ctx.getNodeParameter('limit', itemIndex, 50), LIMIT, 'UTC');
	if ('value' in reading) return Number(reading.value);
	throw inputError(ctx, itemIndex, reading.message, reading.description);
}

/** An operation that lists: an item for each row, by Return All, Limit and filters. */
export function runList(operation: GeneratedOperation): OperationHandler<PreparedList> {
	const fields = operation.fields.filter(({ parameter }) => parameter !== LIMIT.parameter);
	return {
		async prepare(ctx, itemIndex) {
			const request = buildRequest(ctx, itemIndex, { ...operation, fields });
			return { request, limit: limitOf(ctx, itemIndex) };
		},
		async execute(ctx, itemIndex, { request, limit }) {
			const simplify = simplifierFor(ctx, itemIndex, operation);
			const found: INodeExecutionData[] = [];
			for await (const rows of listPages(ctx, request, operation.paging ?? 'createdAt', limit)) {
				for (const row of rows) found.push({ json: simplify(row) });
			}
			return found;
		},
	};
}
