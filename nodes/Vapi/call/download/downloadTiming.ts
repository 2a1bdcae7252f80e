/** How long a download waits and how often it looks, in milliseconds. */
export interface DownloadTiming {
	/** First pause before another look for a file that is not there yet; it doubles up to `lookMost`. */
	lookFirst: number;
	lookMost: number;
	/** A call that ended longer ago gets no further files. */
	over: number;
	/** How long the storage may take until it begins to answer. */
	answer: number;
	/** How long a file may take to its last byte; how long without one, says `bodyTiming`. */
	transfer: number;
}

/** Vapi's files arrive a few seconds after the end of a call, long recordings after a minute. */
export const downloadTiming: DownloadTiming = {
	lookFirst: 2_000,
	lookMost: 10_000,
	over: 3_600_000,
	answer: 30_000,
	transfer: 1_800_000,
};
