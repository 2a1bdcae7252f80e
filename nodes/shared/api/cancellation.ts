import { sleep } from 'n8n-workflow';

import { operationError } from './errorFactory';
import type { VapiContext } from './exchange';

/** The signal that is aborted when someone stops the execution; lists and hooks have none. */
export function cancelSignalOf(ctx: VapiContext): AbortSignal | undefined {
	return 'getExecutionCancelSignal' in ctx ? ctx.getExecutionCancelSignal() : undefined;
}

/** Whether the execution was stopped: from then on nothing is sent any more. */
export function isCancelled(ctx: VapiContext): boolean {
	return cancelSignalOf(ctx)?.aborted === true;
}

/**
 * Waits, and returns early when the execution is stopped.
 * @param ms time to wait in milliseconds
 */
export async function pause(ctx: VapiContext, ms: number): Promise<void> {
	const signal = cancelSignalOf(ctx);
	if (signal === undefined) {
		await sleep(ms);
		return;
	}
	if (signal.aborted) return;
	let stop = () => {};
	const stopped = new Promise<void>((resolve) => {
		stop = resolve;
		signal.addEventListener('abort', stop, { once: true });
	});
	await Promise.race([sleep(ms), stopped]);
	signal.removeEventListener('abort', stop);
}

/**
 * Stops when the execution was canceled: n8n goes on calling a node after that, for the rest of
 * its items and for its remaining tries.
 * @throws NodeOperationError whose outcome is `refused`: what would have come next was not sent
 */
export function stopIfCanceled(ctx: VapiContext, itemIndex: number): void {
	if (!isCancelled(ctx)) return;
	throw operationError(ctx, {
		message: 'The execution was canceled, so no further call is placed',
		description: 'Calls that were placed before go on. They are listed in Vapi under Calls.',
		outcome: 'refused',
		itemIndex,
	});
}

/**
 * Waits, and stops at once when the execution is canceled meanwhile.
 * @param ms milliseconds
 * @throws NodeOperationError when canceled
 */
export async function waitOrStop(ctx: VapiContext, ms: number, itemIndex: number): Promise<void> {
	stopIfCanceled(ctx, itemIndex);
	if (ms > 0) await pause(ctx, ms);
	stopIfCanceled(ctx, itemIndex);
}
