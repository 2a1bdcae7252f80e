/** How often the node asks about a call, and how long it gives late data, in milliseconds. */
export interface WaitTiming {
	/** First pause between two looks at a call in progress; each is longer, up to `most`. */
	first: number;
	growth: number;
	most: number;
	/** Pause between two looks at a call that has ended. */
	afterEnd: number;
	/** How long a call must stay as it is after its end to count as complete. */
	quiet: number;
	/** Longest wait for data that were asked for and do not come. */
	artifacts: number;
	/** The same where the report of the call's end has come, which Vapi sends when all is there. */
	artifactsAfterReport: number;
	/** How long reports that are still to come are waited for after one that has come. */
	reports: number;
	/** How long a look may take; Vapi waits for an answer a little longer. */
	look: number;
	/** How long a call must be unknown to Vapi to count as deleted. */
	gone: number;
	/** How long the look at the deadline may take. */
	lastLook: number;
	/** Longest pause while a call waits for its time. */
	scheduled: number;
}

/** Analysis and structured outputs come 2 to 20 seconds after the end of a call. */
export const waitTiming: WaitTiming = {
	first: 2_000,
	growth: 1.5,
	most: 15_000,
	afterEnd: 2_000,
	quiet: 5_000,
	artifacts: 60_000,
	artifactsAfterReport: 15_000,
	reports: 5_000,
	look: 100_000,
	gone: 60_000,
	lastLook: 2_000,
	scheduled: 60_000,
};
