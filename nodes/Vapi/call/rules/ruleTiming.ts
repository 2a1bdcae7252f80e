/** How old what the rules know may be, in milliseconds. */
export interface RuleTiming {
	/** How long a list of calls counts as it was read: calls of other executions may have come since. */
	fresh: number;
	/** How long this process remembers whom it has called, until every list that is read shows it. */
	remembered: number;
}

export const ruleTiming: RuleTiming = {
	fresh: 10_000,
	remembered: 300_000,
};
