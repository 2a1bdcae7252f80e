import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { attempt } from '../../../shared/base/result';
import { findCall } from '../../../shared/vapi/readCall';
import { placedButUnread } from './dialErrors';
import type { DialEntry } from './record';

/**
 * A call that was placed before, as it is now.
 * @throws NodeOperationError that names the call's ID where Vapi does not hand it out
 */
export async function placedCall(
	ctx: IExecuteFunctions,
	itemIndex: number,
	{ webCallUrl, foundExisting, otherAgentOrLine }: Partial<DialEntry>,
	id: string,
): Promise<IDataObject> {
	const read = await attempt(findCall(ctx, id, { itemIndex }));
	if ('error' in read) throw placedButUnread(ctx, itemIndex, id, read.error);
	return {
		// Someone has deleted the call's data: it was placed all the same.
		...(read.value ?? { id, status: 'not-found' }),
		...(webCallUrl === undefined ? {} : { webCallUrl }),
		...(foundExisting ? { foundExisting } : {}),
		...(otherAgentOrLine ? { otherAgentOrLine } : {}),
	};
}
