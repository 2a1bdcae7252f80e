import type { GenericValue, IDataObject, IExecuteFunctions } from 'n8n-workflow';

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

/** What an operation has beside the answer itself. */
interface AnswerExtras {
	/** The status of an item's answer, checked; 200 where it is left out. */
	statusOf?(ctx: IExecuteFunctions, itemIndex: number): number;
	/** Has a look at what became of it. */
	afterwards?(ctx: IExecuteFunctions, sending: SentAnswer): void;
}

/** An answer that is checked, and its status where it has one of its own. */
export interface SingleAnswer {
	response: IDataObject | GenericValue;
	statusCode?: number;
}

/**
 * Handles an operation whose message has one answer: the first item gives it. Further items come
 * out marked as not sent.
 * @param type the message that is answered
 * @param build the answer of an item, checked
 */
export function singleAnswer(
	type: string,
	build: (ctx: IExecuteFunctions, itemIndex: number) => IDataObject | GenericValue,
	{ statusOf, afterwards }: AnswerExtras = {},
): OperationHandler<SingleAnswer> {
	return {
		async prepare(ctx, itemIndex) {
			return { response: build(ctx, itemIndex), statusCode: statusOf?.(ctx, itemIndex) };
		},
		async execute(ctx, itemIndex, { response, statusCode }) {
			if (itemIndex > 0) return [{ json: { response, sent: false, tooLate: null, answerBy: null } }];
			const trigger = findTrigger(ctx);
			refuseUnheard(ctx, trigger);
			refuseOtherEvent(ctx, trigger, type);
			const sending = await sendOnce(ctx, trigger, response, statusCode);
			afterwards?.(ctx, sending);
			return [{ json: { ...sending } }];
		},
	};
}
