import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { vapiRequest } from '../../../transport/request';
import type { PreparedCall } from '../create/types';

/**
 * Places the prepared call and gives Vapi's answer.
 * @throws NodeApiError with `context.itemIndex`
 */
export async function placeCall(
	ctx: IExecuteFunctions,
	prepared: PreparedCall,
): Promise<IDataObject> {
	const { itemIndex, path, key, body } = prepared;
	const call = await vapiRequest(ctx, { method: 'POST', path, key, body, itemIndex });
	return call as IDataObject;
}
