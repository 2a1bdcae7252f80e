import type { IWebhookFunctions } from 'n8n-workflow';

type Response = ReturnType<IWebhookFunctions['getResponseObject']>;

/**
 * Remembers what has been seen until it is too old to be accepted anyway. Lives in the memory of
 * one process: with several webhook processes, each has its own.
 */
export class SeenOnce {
	private readonly seen = new Map<string, number>();

	private readonly capacity: number;

	/** @param capacity how many it remembers; the oldest is forgotten first */
	constructor(capacity = Infinity) {
		this.capacity = capacity;
	}

	/**
	 * @param key what may come only once
	 * @param until milliseconds since 1970, after which the key is forgotten
	 * @param now milliseconds since 1970
	 * @returns true the first time
	 */
	isFirst(key: string, until: number, now: number): boolean {
		// Oldest first, so that the first one that is still needed ends the search.
		for (const [old, expiry] of this.seen) {
			if (expiry >= now) break;
			this.seen.delete(old);
		}
		if (this.seen.has(key)) return false;
		this.seen.set(key, until);
		if (this.seen.size > this.capacity) this.seen.delete(this.seen.keys().next().value as string);
		return true;
	}

	/** Lets something count as not seen where n8n answers that it could not take it: Vapi sends it again. */
	forgetIfRefused(key: string, response: Response): void {
		response.on('close', () => {
			if (response.statusCode >= 400) this.seen.delete(key);
		});
	}
}
