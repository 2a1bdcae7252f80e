import type { GenericValue, IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { refuse } from '../../shared/base/refusal';
import { parsed } from '../../shared/base/values';
import { itemReader } from '../../shared/engine/itemReader';
import { operation } from '../../shared/generated/webhookResponse/apiRequest';
import { API_REQUEST } from '../../shared/vapi/events';
import { isData, textOfValue } from './answerLine';
import { requiredValue } from './answerFields';
import { singleAnswer } from './singleAnswer';

type Json = IDataObject | GenericValue;

function statusOf(ctx: IExecuteFunctions, itemIndex: number): number {
	const reader = itemReader(ctx, itemIndex, operation);
	const status = Number(requiredValue(reader, 'statusCode'));
	if (Number.isInteger(status)) return status;
	return refuse(
		`'${reader.name('statusCode')}' is ${status}, which is not a whole number`,
		'Use 200 where the tool did its work, and 400 to 599 where it did not',
	);
}

/** The JSON that a value says, be it written or given by an expression. */
function responseJsonOf(value: unknown, field: string): Json {
	if (value === undefined || value === null) return null;
	if (typeof value !== 'string') {
		if (['number', 'boolean'].includes(typeof value)) return value as Json;
		// Dates and bytes have a text.
		return isData(value) ? (value as Json) : textOfValue(value);
	}
	const read = parsed(value);
	if (read !== undefined) return read as Json;
	if (!/^\s*[[{]/.test(value)) return value;
	return refuse(
		`'${field}' begins like JSON and is none`,
		'Check its quotes, commas and brackets, or use an expression that gives an object',
	);
}

function apiAnswerOf(ctx: IExecuteFunctions, itemIndex: number): Json {
	const { raw, name } = itemReader(ctx, itemIndex, operation);
	return responseJsonOf(raw('response'), name('response'));
}

/** Webhook Response: Answer API Request. */
export const apiRequest = singleAnswer(API_REQUEST, apiAnswerOf, { statusOf });
