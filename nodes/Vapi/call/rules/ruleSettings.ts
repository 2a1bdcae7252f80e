import type { WeekWindows } from './weekWindows';

/** What becomes of a call outside of its hours. */
export type OutsideHours = 'fail' | 'schedule' | 'skip';

/** When somebody's phone may ring. */
export interface CallingHours extends WeekWindows {
	outside: OutsideHours;
}

/** Who is not called again so soon. */
export interface CalledRecently {
	hours: number;
	/** What tells that two calls are to the same person. */
	person: 'number' | 'externalId' | 'either';
	/** Which earlier calls count. */
	calls: 'all' | 'answered';
}

/** The dialing rules of an item, read and checked; what is not set does not hold. */
export interface RuleSettings {
	/** Calling codes, digits only. */
	allowedCodes?: string[];
	callingHours?: CallingHours;
	calledRecently?: CalledRecently;
	/** Calls of one execution, at most. */
	maximumCalls?: number;
	dryRun: boolean;
}
