import type { IExecuteFunctions, NodeApiError } from 'n8n-workflow';

import type { VapiRequest } from '../../../../nodes/shared/api/exchange.ts';
import { vapiRequest } from '../../../../nodes/shared/api/request.ts';

/** Asks for another try at once. */
export const NOW = { 'retry-after': '0' };
export const BODY = { customer: { number: '+15555550123' }, name: 'a-text-of-the-body' };
export const call: VapiRequest = { method: 'POST', path: '/call', body: BODY, itemIndex: 2 };
export const list: VapiRequest = { method: 'GET', path: '/call', itemIndex: 0 };

/** What a request ends in that is not to go through. */
export async function failureOf(ctx: IExecuteFunctions, request: VapiRequest): Promise<NodeApiError> {
	return await vapiRequest(ctx, request).then(
		() => {
			throw new Error('The request went through');
		},
		(error: NodeApiError) => error,
	);
}
