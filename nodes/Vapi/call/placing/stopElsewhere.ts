import type { IExecuteFunctions } from 'n8n-workflow';

import { canceledError, stopIfCanceled } from '../../../shared/api/cancellation';
import { operationError } from '../../../shared/api/errorFactory';
import { attempt, messageOf } from '../../../shared/base/result';
import { asObject } from '../../../shared/base/values';
import { dialTiming } from './dialTiming';
import type { DialSession } from './session';

/**
 * Stops where the execution was stopped, also where n8n does not tell this process: in queue mode a
 * worker that runs it hears of Stop only if the process that enqueued it is the one that was asked.
 * Stop is in the database then, as the error of this very execution. The database is asked at most
 * once a second.
 * @throws NodeOperationError whose outcome is `notSent`
 */
export async function stopIfStopped(
	ctx: IExecuteFunctions,
	{ stay }: DialSession,
	itemIndex: number,
): Promise<void> {
	stopIfCanceled(ctx, itemIndex);
	if (!stay.stopped && performance.now() >= stay.askAt) {
		const id = ctx.getExecutionId();
		const stored = await attempt(ctx.getExecutionDataById(id));
		if ('error' in stored) {
			throw operationError(ctx, {
				message: 'It is not known whether the execution was stopped, so nobody was dialed',
				description: `n8n did not hand out the execution: ${messageOf(stored.error)}. Retry dials.`,
				outcome: 'notSent',
				itemIndex,
			});
		}
		stay.askAt = performance.now() + dialTiming.askedForStop;
		// A retry of a stopped execution has its error, too, with the ID of that one.
		const { extra } = asObject(stored.value?.resultData.error);
		stay.stopped = asObject(extra).executionId === id;
	}
	if (stay.stopped) throw canceledError(ctx, itemIndex);
}
