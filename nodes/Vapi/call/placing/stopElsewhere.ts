import type { IExecuteFunctions } from 'n8n-workflow';

import { canceledError, stopIfCanceled } from '../../../shared/api/cancellation';
import { operationError } from '../../../shared/api/errorFactory';
import { attempt, messageOf } from '../../../shared/base/result';
import { asObject } from '../../../shared/base/values';
import { dialTiming } from './dialTiming';
import type { DialSession } from './session';

/** Reading what n8n has stored takes a tenth of the time, at most. */
const SHARE = 10;

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
	const began = performance.now();
	if (!stay.stopped && began >= stay.askAt) {
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
		const ended = performance.now();
		stay.askAt = ended + Math.max(dialTiming.askedForStop, (ended - began) * SHARE);
		// A retry of a stopped execution has its error, too, with the ID of that one.
		const { extra } = asObject(stored.value?.resultData.error);
		stay.stopped = asObject(extra).executionId === id;
	}
	if (stay.stopped) throw canceledError(ctx, itemIndex);
}
