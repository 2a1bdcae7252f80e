import type { IExecuteFunctions } from 'n8n-workflow';

import type { VapiRequest } from '../api/exchange';
import { headersOf } from './requestHeaders';
import { placed, setRows } from './itemReader';
import type { RequestOperation } from './rows';

/**
 * Builds the request of a generated operation for one item.
 * @throws Refusal that names the parameter, its value and the way out
 */
export function buildRequest(
	ctx: IExecuteFunctions,
	itemIndex: number,
	{ method, path, hasBody, fields }: RequestOperation,
): VapiRequest {
	const parts = placed(setRows(ctx, itemIndex, fields));
	const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
		encodeURIComponent(String(parts.path[name])),
	);
	return {
		method,
		path: filled,
		query: parts.query,
		...(Object.keys(parts.header).length > 0 && { headers: headersOf(fields, parts.header) }),
		...(hasBody ? { body: parts.body } : {}),
		itemIndex,
	};
}
