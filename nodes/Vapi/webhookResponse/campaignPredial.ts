import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { itemReader } from '../../shared/engine/itemReader';
import { operation } from '../../shared/generated/webhookResponse/campaignPredial';
import { requiredValue } from './answerFields';
import { singleAnswer } from './singleAnswer';

function eligibilityOf(ctx: IExecuteFunctions, itemIndex: number): IDataObject {
	// A contact is called only on a plain yes: an expression that finds nothing is none.
	return { eligible: requiredValue(itemReader(ctx, itemIndex, operation), 'eligible') };
}

/** Webhook Response: Answer Campaign Pre-Dial Check. */
export const campaignPredial = singleAnswer('campaign.predial', eligibilityOf);
