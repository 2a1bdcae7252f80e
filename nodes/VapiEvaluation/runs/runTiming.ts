/** How often the node asks about a run, in milliseconds. */
export interface RunTiming {
	/** First pause between two looks; each is longer, up to `most`. */
	first: number;
	growth: number;
	most: number;
	/** How long the look at the deadline may take. */
	lastLook: number;
}

/** Evals take seconds, spoken simulations minutes. */
export const runTiming: RunTiming = { first: 2_000, growth: 1.5, most: 15_000, lastLook: 2_000 };
