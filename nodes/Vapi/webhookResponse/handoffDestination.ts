import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { operation } from '../../shared/generated/webhookResponse/handoffDestination';
import { answerKind, readingOf, requiredText, withDestinationJson } from './answerFields';
import { singleAnswer } from './singleAnswer';
import { textOfValue } from './answerLine';

const LABELS = { assistantId: 'Assistant', assistantName: 'Assistant Name' };

function build(ctx: IExecuteFunctions, itemIndex: number): IDataObject {
	const reading = readingOf(ctx, itemIndex, operation);
	const kind = answerKind(reading);
	const result = textOfValue(reading.field('additionalFields.result'));
	const rest = result === '' ? {} : { result };
	if (kind === 'error') return { error: requiredText(reading, 'error', 'Refusal'), ...rest };
	const key = kind === 'assistant' ? 'assistantId' : 'assistantName';
	const base = { type: 'assistant', [key]: requiredText(reading, key, LABELS[key]) };
	return { destination: withDestinationJson(reading, base), ...rest };
}

/** Webhook Response: Answer Handoff Request. */
export const handoffDestination = singleAnswer('handoff-destination-request', build);
