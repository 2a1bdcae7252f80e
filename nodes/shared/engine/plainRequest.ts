import type { IDataObject } from 'n8n-workflow';

import type { OperationHandler } from './router';
import { vapiRequest } from '../api/request';
import type { VapiRequest } from '../api/exchange';
import { buildRequest } from './buildRequest';
import { simplifierFor } from './simplifiers';
import type { GeneratedOperation } from './rows';

/** An operation that is one request, whose answer is one item. */
export function runPlain(operation: GeneratedOperation): OperationHandler<VapiRequest> {
	return {
		async prepare(ctx, itemIndex) {
			return buildRequest(ctx, itemIndex, operation);
		},
		async execute(ctx, itemIndex, request) {
			const answer = (await vapiRequest(ctx, request)) as IDataObject;
			return [{ json: simplifierFor(ctx, itemIndex, operation)(answer) }];
		},
	};
}
