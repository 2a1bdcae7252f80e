import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { OutputChoice } from '../../../shared/vapi/output/outputChoice';
import { callItem } from '../placing/callItems';
import type { Waited } from './preparedWait';

/** The call as an item; one that had not ended at the deadline says so beside its ID. */
export function waitedItem({ call, timedOut }: Waited, output: OutputChoice): INodeExecutionData {
	const json: IDataObject = callItem(call, undefined, output);
	if (timedOut) json.waitTimedOut = true;
	return { json };
}
