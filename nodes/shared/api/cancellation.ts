import type { IExecuteFunctions } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import type { NodeError } from './errorFactory';
import { operationError } from './errorFactory';
import type { VapiContext } from './exchange';

/** The signal that is aborted when someone stops the execution; lists and hooks have none. */
export function cancelSignalOf(ctx: VapiContext): AbortSignal | undefined {
	return 'getExecutionCancelSignal' in ctx ? ctx.getExecutionCancelSignal() : undefined;
}

/** Whether an AI agent calls the node as its tool: what goes wrong then stops nothing but a Stop. */
export function isTool(ctx: IExecuteFunctions): boolean {
	// n8n before 2.8 does not say; there the type of the node does.
	const asTool = ctx.isToolExecution?.() ?? false;
	return asTool || ctx.getNode().type.endsWith('Tool');
}

/** Whether the execution was stopped: from then on nothing is sent any more. */
export function isCancelled(ctx: VapiContext): boolean {
	return cancelSignalOf(ctx)?.aborted === true;
}

/**
 * Waits, and returns early when the execution is stopped, leaving no timer behind.
 * @param ms time to wait in milliseconds
 * @param also ends the wait, too
 */
export async function pause(ctx: VapiContext, ms: number, also?: AbortSignal): Promise<void> {
	const signals = [cancelSignalOf(ctx), also].filter((signal) => signal !== undefined);
	if (signals.some(({ aborted }) => aborted)) return;
	const controller = new AbortController();
	const stopped = new Promise<void>((resolve) => {
		controller.signal.addEventListener('abort', () => resolve(), { once: true });
	});
	const stop = () => controller.abort();
	for (const signal of signals) signal.addEventListener('abort', stop, { once: true });
	// n8n 2 ends the timer at the signal, too; n8n 1.x knows no signal and lets it run out.
	const slept = sleep(ms, controller.signal).catch(() => undefined);
	await Promise.race([slept, stopped]);
	for (const signal of signals) signal.removeEventListener('abort', stop);
}

/** For what would have come next once the execution was stopped; its outcome is `notSent`. */
export function canceledError(ctx: VapiContext, itemIndex: number): NodeError {
	return operationError(ctx, {
		message: 'The execution was canceled, so no further call is placed',
		description: 'Calls that were placed before go on. They are listed in Vapi under Calls.',
		outcome: 'notSent',
		itemIndex,
	});
}

/**
 * Stops when the execution was canceled: n8n goes on calling a node after that, for the rest of
 * its items and for its remaining tries.
 * @throws NodeOperationError whose outcome is `notSent`: what would have come next was not sent
 */
export function stopIfCanceled(ctx: VapiContext, itemIndex: number): void {
	if (isCancelled(ctx)) throw canceledError(ctx, itemIndex);
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
