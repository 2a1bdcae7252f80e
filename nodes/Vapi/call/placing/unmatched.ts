import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { attempt } from '../../../shared/base/result';
import type { OutputChoice } from '../../../shared/vapi/output/outputChoice';
import { itemsOf } from './callItems';
import { placedCall } from './placedCall';
import { dialSession } from './session';

const MESSAGE =
	'Vapi placed this call in answer to a batch, and it fits none of the items. Check whom it reached.';

/**
 * Calls that came with the answer to a batch and belong to none of its items, each with a message
 * and paired with the items that it may be of.
 */
export async function unmatchedItems(
	ctx: IExecuteFunctions,
	output: OutputChoice,
): Promise<INodeExecutionData[]> {
	const found: INodeExecutionData[] = [];
	for (const { id, items } of dialSession(ctx).record.unmatched ?? []) {
		const [first = 0] = items;
		const read = await attempt(placedCall(ctx, first, {}, id));
		const call = 'value' in read ? read.value : { id };
		for (const { json } of itemsOf(ctx, first, call, output)) {
			const pairedItem = items.map((item) => ({ item }));
			found.push({ json: { ...json, message: MESSAGE }, pairedItem });
		}
	}
	return found;
}
