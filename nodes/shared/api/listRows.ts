import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../base/values';
import { operationError } from './errorFactory';
import type { VapiContext, VapiRequest } from './exchange';

/** Most rows that Vapi gives at a time. */
export const PAGE_SIZE = 1000;

/**
 * The rows of an answer, which would be lost in silence if it were taken for an empty list.
 * @throws NodeOperationError for anything but a list of objects
 */
export function rowsOf(
	ctx: VapiContext,
	{ path, itemIndex }: VapiRequest,
	rows: unknown,
): IDataObject[] {
	if (Array.isArray(rows) && rows.every(isObject)) return rows;
	throw operationError(ctx, {
		message: `Vapi answered ${path} with something else than a list`,
		itemIndex,
		description: 'Check that the Base URL of the credential is the address of the API.',
	});
}
