import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { asText } from '../../shared/base/values';
import type { WholeHandler } from '../../shared/engine/handler';
import { itemReader } from '../../shared/engine/itemReader';
import { operation } from '../../shared/generated/webhookResponse/knowledgeBaseRequest';
import { requiredValue, spokenMessage } from './answerFields';
import { textOfValue } from './answerLine';
import { findTrigger } from './findTrigger';
import { refuseUnheard, sendOnce } from './sendOnce';
import { refuseOtherEvent } from './singleAnswer';

/** What one item gives; a lookup that found nothing gives an empty item, which is no document. */
export interface Found {
	document?: IDataObject;
	message?: IDataObject;
}

function foundIn(ctx: IExecuteFunctions, itemIndex: number): Found {
	const reader = itemReader(ctx, itemIndex, operation);
	const content = textOfValue(reader.raw('content'));
	const uuid = asText(reader.value('additionalFields.uuid'));
	const message = spokenMessage(reader, 'custom-message');
	if (content === '' || content === '{}') return { message };
	const similarity = requiredValue(reader, 'similarity');
	return { document: { content, similarity, ...(uuid !== undefined && { uuid }) }, message };
}

/** Webhook Response: Answer Knowledge Base Request. All items share one answer. */
export const knowledgeBaseRequest: WholeHandler<Found> = {
	async prepare(ctx, itemIndex) {
		return foundIn(ctx, itemIndex);
	},
	async executeAll(ctx, prepared) {
		const trigger = findTrigger(ctx);
		refuseUnheard(ctx, trigger);
		refuseOtherEvent(ctx, trigger, 'knowledge-base-request');
		const found = [...prepared.values()];
		const message = found.map((one) => one.message).filter((one) => one !== undefined).at(-1);
		const sending = await sendOnce(ctx, trigger, {
			documents: found.flatMap(({ document }) => document ?? []),
			...(message !== undefined && { message }),
		});
		return new Map([...prepared.keys()].map((index) => [index, { value: [{ json: { ...sending } }] }]));
	},
};
