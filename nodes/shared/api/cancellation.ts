import { sleep } from 'n8n-workflow';

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
