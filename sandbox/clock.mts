/** The sandbox's clock. It can go ahead of or behind the caller's, as a server's clock does. */
export class Clock {
	/** Milliseconds that this clock is ahead of the machine's (negative: behind). */
	offset: number;

	constructor(offset = 0) {
		this.offset = offset;
	}

	/** Milliseconds since the epoch, by this clock. */
	now(): number {
		return Date.now() + this.offset;
	}

	/** Now as ISO 8601 with milliseconds, as Vapi writes its dates. */
	iso(plus = 0): string {
		return new Date(this.now() + plus).toISOString();
	}

	/** Now as an HTTP date, for the Date header. */
	http(): string {
		return new Date(this.now()).toUTCString();
	}
}
