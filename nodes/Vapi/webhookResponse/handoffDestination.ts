import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { itemReader } from '../../shared/engine/itemReader';
import { operation } from '../../shared/generated/webhookResponse/handoffDestination';
import { requiredText, withDestinationJson } from './answerFields';
import { textOfValue } from './answerLine';
import { singleAnswer } from './singleAnswer';

function handoffOf(ctx: IExecuteFunctions, itemIndex: number): IDataObject {
	const reader = itemReader(ctx, itemIndex, operation);
	const kind = reader.value('answerWith');
	const result = textOfValue(reader.raw('additionalFields.result'));
	const rest = result === '' ? {} : { result };
	if (kind === 'error') {
		// The schema wants a destination of a refusal, too.
		return { destination: {}, error: requiredText(reader, 'error'), ...rest };
	}
	const key = kind === 'assistant' ? 'assistantId' : 'assistantName';
	const base = { type: 'assistant', [key]: requiredText(reader, key) };
	return { destination: withDestinationJson(reader, base), ...rest };
}

/** Webhook Response: Answer Handoff Request. */
export const handoffDestination = singleAnswer('handoff-destination-request', handoffOf);
