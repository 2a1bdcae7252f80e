import type { IExecuteFunctions } from 'n8n-workflow';

import { pause } from '../../../shared/api/cancellation';

/** Ends the waits of all items of a node run together, when one of them has failed for all. */
export class Stop {
	private readonly controller = new AbortController();

	/** From here on nobody waits any more. */
	all(): void {
		this.controller.abort();
	}

	get isOn(): boolean {
		return this.controller.signal.aborted;
	}

	/**
	 * Waits; returns early when stopped, or when the execution is canceled.
	 * @param ms milliseconds
	 */
	async pause(ctx: IExecuteFunctions, ms: number): Promise<void> {
		await pause(ctx, ms, this.controller.signal);
	}
}
