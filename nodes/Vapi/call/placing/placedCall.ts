import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { vapiRequest } from '../../../shared/api/request';
import { placedButUnread } from './dialErrors';
import type { DialEntry } from './record';

/**
 * A call that was placed before, as it is now.
 * @throws NodeOperationError that names the call's ID where Vapi does not hand it out
 */
export async function readCall(
	ctx: IExecuteFunctions,
	itemIndex: number,
	{ webCallUrl, foundExisting }: DialEntry,
	id: string,
): Promise<IDataObject> {
	const path = `/call/${encodeURIComponent(id)}`;
	let call: IDataObject;
	try {
		call = (await vapiRequest(ctx, { method: 'GET', path, itemIndex })) as IDataObject;
	} catch (error) {
		// Someone has deleted the call's data: it was placed all the same.
		if ((error as { httpCode?: unknown }).httpCode !== '404') {
			throw placedButUnread(ctx, itemIndex, id, error);
		}
		call = { id, status: 'not-found' };
	}
	return {
		...call,
		...(webCallUrl === undefined ? {} : { webCallUrl }),
		...(foundExisting ? { foundExisting } : {}),
	};
}
