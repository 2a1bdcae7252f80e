/** How long a download waits and how often it looks, in milliseconds. */
export interface Timing {
	/** First pause before another look for a file that is not there yet; it doubles up to `lookMost`. */
	lookFirst: number;
	lookMost: number;
	/** A call that ended longer ago gets no further files. */
	over: number;
	/** Longest time in which not a byte of a file arrives. */
	idle: number;
	/** How long the storage may take until it begins to answer. */
	answer: number;
}

/** Vapi's files arrive a few seconds after the end of a call, long recordings after a minute. */
export const timing: Timing = {
	lookFirst: 2_000,
	lookMost: 10_000,
	over: 3_600_000,
	idle: 60_000,
	answer: 30_000,
};
