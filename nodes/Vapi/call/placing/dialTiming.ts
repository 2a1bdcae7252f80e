/** How long dialing waits and how often it looks, in milliseconds. */
export interface DialTiming {
	/** How long the answer to a POST may take. */
	answer: number;
	/** Pauses before each look for a call whose POST got no clear answer. */
	looks: readonly number[];
	/** How long a call may exist before the list shows it: until then "not listed" is no answer. */
	listing: number;
	/** Pause between the looks while that time is waited for. */
	lookAgain: number;
	/** First pause for a free slot; it doubles up to `slotMost`. */
	slotFirst: number;
	slotMost: number;
	/** How often n8n is asked whether the execution was stopped, at most. */
	askedForStop: number;
	/** How far the clock behind `createdAt` may be from the one behind the Date header. */
	clockMargin: number;
	/** The same where that was not known when the POST went out: another machine may have sent it. */
	unknownClockMargin: number;
}

/** Vapi answers a POST in 1 to 3 seconds; the looks go on for 15. */
export const dialTiming: DialTiming = {
	answer: 60_000,
	looks: [0, 1_000, 2_000, 4_000, 8_000],
	listing: 90_000,
	lookAgain: 10_000,
	askedForStop: 1_000,
	slotFirst: 1_000,
	slotMost: 15_000,
	clockMargin: 60_000,
	unknownClockMargin: 900_000,
};
