import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { operationError } from '../../shared/api/errorFactory';
import { asObject, asText } from '../../shared/base/values';
import type { OperationHandler } from '../../shared/engine/handler';
import type { TriggerRun } from './findTrigger';
import { findTrigger } from './findTrigger';
import { refuseUnheard, sendOnce } from './sendOnce';

function refuseOtherEvent(ctx: IExecuteFunctions, trigger: TriggerRun | undefined, type: string) {
	const [item] = trigger?.items ?? [];
	const event = asText(item?.event) ?? asText(asObject(item?.message).type);
	if (trigger === undefined || event === undefined || event === type) return;
	throw operationError(ctx, {
		message: `'${trigger.name}' received ${event}, and this operation answers ${type}`,
		description: 'Select the operation that answers this event, or route the events apart.',
	});
}

/**
 * Handles an operation whose message has one answer: the first item gives it. Further items come
 * out marked as not sent.
 * @param type the message that is answered
 * @param build the answer of an item, checked
 */
export function singleAnswer(
	type: string,
	build: (ctx: IExecuteFunctions, itemIndex: number) => IDataObject,
): OperationHandler<IDataObject> {
	return {
		async prepare(ctx, itemIndex) {
			return build(ctx, itemIndex);
		},
		async execute(ctx, itemIndex, response) {
			if (itemIndex > 0) return [{ json: { response, sent: false, tooLate: null, answerBy: null } }];
			const trigger = findTrigger(ctx);
			refuseUnheard(ctx, trigger);
			refuseOtherEvent(ctx, trigger, type);
			const sending = await sendOnce(ctx, trigger, response);
			return [{ json: { ...sending } }];
		},
	};
}
