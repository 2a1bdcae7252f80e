import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { operationError } from '../../shared/api/errorFactory';
import type { OperationHandler } from '../../shared/engine/handler';
import type { TriggerRun } from './findTrigger';
import { findTrigger } from './findTrigger';
import type { SentAnswer } from './sendOnce';
import { refuseUnheard, sendOnce } from './sendOnce';

/** Stops a node that answers another event than came in. */
export function refuseOtherEvent(
	ctx: IExecuteFunctions,
	trigger: TriggerRun | undefined,
	type: string,
): void {
	if (trigger?.event === undefined || trigger.event === type) return;
	throw operationError(ctx, {
		message: `'${trigger.name}' received ${trigger.event}, and this operation answers ${type}`,
		description: 'Select the operation that answers this event, or route the events apart.',
	});
}

/**
 * Handles an operation whose message has one answer: the first item gives it. Further items come
 * out marked as not sent.
 * @param type the message that is answered
 * @param build the answer of an item, checked
 * @param afterwards has a look at what became of it
 */
export function singleAnswer(
	type: string,
	build: (ctx: IExecuteFunctions, itemIndex: number) => IDataObject,
	afterwards?: (ctx: IExecuteFunctions, sending: SentAnswer) => void,
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
			afterwards?.(ctx, sending);
			return [{ json: { ...sending } }];
		},
	};
}
