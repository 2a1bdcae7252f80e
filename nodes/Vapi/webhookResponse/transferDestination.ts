import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { itemReader } from '../../shared/engine/itemReader';
import { operation } from '../../shared/generated/webhookResponse/transferDestination';
import {
	addressDestination,
	requiredText,
	spokenMessage,
	withDestinationJson,
} from './answerFields';
import { singleAnswer } from './singleAnswer';

function transferOf(ctx: IExecuteFunctions, itemIndex: number): IDataObject {
	const reader = itemReader(ctx, itemIndex, operation);
	const kind = reader.value('answerWith');
	if (kind === 'error') {
		const failed = spokenMessage(reader, 'request-failed');
		return {
			error: requiredText(reader, 'error'),
			...(failed !== undefined && { message: failed }),
		};
	}
	const base =
		kind === 'number'
			? addressDestination(reader)
			: { type: 'assistant', assistantName: requiredText(reader, 'assistantName') };
	const message = spokenMessage(reader, 'request-start');
	return {
		destination: withDestinationJson(reader, base),
		...(message !== undefined && { message }),
	};
}

/** Webhook Response: Answer Transfer Request. */
export const transferDestination = singleAnswer('transfer-destination-request', transferOf);
