import type { IExecuteFunctions } from 'n8n-workflow';

import { pause } from '../../../shared/api/cancellation';

/** Ends the waits of all items of a node run together, when one of them has failed for all. */
export class Stop {
	private release: () => void = () => {};

	private readonly released = new Promise<void>((resolve) => {
		this.release = resolve;
	});

	private now = false;

	/** From here on nobody waits any more. */
	all(): void {
		this.now = true;
		this.release();
	}

	get isOn(): boolean {
		return this.now;
	}

	/**
	 * Waits; returns early when stopped, or when the execution is canceled.
	 * @param ms milliseconds
	 */
	async pause(ctx: IExecuteFunctions, ms: number): Promise<void> {
		if (this.now) return;
		await Promise.race([pause(ctx, ms), this.released]);
	}
}
