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
	scheduled: 60_000,
};
