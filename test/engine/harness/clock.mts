const real = Date.now;

/**
 * Sets the clock of n8n's machine so many milliseconds ahead of the time. A sandbox that was loaded
 * with the engine goes by the same clock: its `clock.offset` has to take that back.
 */
export function setClockAhead(ms: number): void {
	Date.now = ms === 0 ? real : () => real() + ms;
}
