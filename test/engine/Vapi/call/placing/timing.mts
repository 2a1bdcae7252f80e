import type { DialTiming } from '../../../../../nodes/Vapi/call/placing/dialTiming.ts';
import { builtModule } from '../../../harness/index.mts';
import { ANSWER_WITHIN } from './faults.mts';

const built = builtModule('nodes/Vapi/call/placing/dialTiming.js') as { dialTiming: DialTiming };

/**
 * Shortens the node's waits: what takes seconds with Vapi takes milliseconds here.
 * @param changes what this test needs otherwise
 */
export function hurry(changes: Partial<DialTiming> = {}): void {
	Object.assign(built.dialTiming, {
		answer: 5_000,
		looks: [0, 2, 4],
		listing: 30,
		lookAgain: 5,
		askedForStop: 0,
		slotFirst: 1,
		slotMost: 4,
		// Calls of one test are seconds apart, where those of an account are hours.
		clockMargin: 2_000,
		unknownClockMargin: 300_000,
		...changes,
	});
}

/**
 * How long the list of calls may lack a new one in these tests, where 60 seconds are much, and how
 * long the node then watches it: in proportion to the 90 seconds of its own.
 */
export const LAG = 40;
export const watchful = { listing: 60, lookAgain: 10 };

/** The same for a POST whose answer comes too late: it times out, and the looks outlast it. */
export function hurrySlowly(changes: Partial<DialTiming> = {}): void {
	hurry({ answer: ANSWER_WITHIN, looks: [0, 30, 60, 120, 240], listing: 500, lookAgain: 30, ...changes });
}
