import type { IExecuteFunctions } from 'n8n-workflow';

import { inputError } from '../../../shared/api/refuse';
import { isCancelled, pause } from '../../../shared/api/cancellation';

/**
 * Stops when the execution was canceled: n8n goes on calling a node after that, for the rest of
 * its items and for its remaining tries.
 * @throws NodeOperationError whose outcome is `refused`: what would have come next was not sent
 */
export function stopIfCanceled(ctx: IExecuteFunctions, itemIndex: number): void {
	if (!isCancelled(ctx)) return;
	throw inputError(
		ctx,
		itemIndex,
		'The execution was canceled, so no further call is placed',
		'Calls that were placed before go on. They are listed in Vapi under Calls.',
	);
}

/**
 * Waits, and stops at once when the execution is canceled meanwhile.
 * @param ms milliseconds
 * @throws NodeOperationError when canceled
 */
export async function waitOrStop(
	ctx: IExecuteFunctions,
	ms: number,
	itemIndex: number,
): Promise<void> {
	stopIfCanceled(ctx, itemIndex);
	if (ms > 0) await pause(ctx, ms);
	stopIfCanceled(ctx, itemIndex);
}
