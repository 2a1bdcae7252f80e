import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { callItem } from '../placing/callItems';
import type { Waited } from './preparedWait';

/** The call as an item; one that had not ended at the deadline says so beside its ID. */
export function waitedItem({ call, timedOut }: Waited, simplify: boolean): INodeExecutionData {
	const json: IDataObject = callItem(call, undefined, simplify);
	if (timedOut) json.waitTimedOut = true;
	return { json };
}
