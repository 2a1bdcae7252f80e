import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { operation } from '../../shared/generated/webhookResponse/transferDestination';
import {
	addressDestination,
	answerKind,
	readingOf,
	requiredText,
	spokenMessage,
	withDestinationJson,
} from './answerFields';
import { singleAnswer } from './singleAnswer';

function build(ctx: IExecuteFunctions, itemIndex: number): IDataObject {
	const reading = readingOf(ctx, itemIndex, operation);
	const kind = answerKind(reading);
	if (kind === 'error') {
		const failed = spokenMessage(reading, 'request-failed');
		return {
			error: requiredText(reading, 'error', 'Refusal'),
			...(failed !== undefined && { message: failed }),
		};
	}
	const base =
		kind === 'number'
			? addressDestination(reading)
			: {
					type: 'assistant',
					assistantName: requiredText(reading, 'assistantName', 'Assistant Name'),
				};
	const message = spokenMessage(reading, 'request-start');
	return {
		destination: withDestinationJson(reading, base),
		...(message !== undefined && { message }),
	};
}

/** Webhook Response: Answer Transfer Request. */
export const transferDestination = singleAnswer('transfer-destination-request', build);
