import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { itemReader } from '../../shared/engine/itemReader';
import { operation } from '../../shared/generated/webhookResponse/endpointingRequest';
import { requiredValue } from './answerFields';
import { singleAnswer } from './singleAnswer';

function timeoutOf(ctx: IExecuteFunctions, itemIndex: number): IDataObject {
	return { timeoutSeconds: requiredValue(itemReader(ctx, itemIndex, operation), 'timeoutSeconds') };
}

/** Webhook Response: Answer Endpointing Request. */
export const endpointingRequest = singleAnswer('call.endpointing.request', timeoutOf);
