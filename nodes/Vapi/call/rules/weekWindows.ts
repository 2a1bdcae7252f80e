import { offsetAt } from '../../../shared/engine/dates';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** A week on the clock, in milliseconds. */
export const WEEK = 7 * DAY;

/** Weeks after which a window that has not opened never will: a change of the clocks can eat one day of it. */
const HORIZON = 3 * WEEK;

/** 1 January 1970, from which time is counted, was a Thursday. */
const FIRST_MONDAY = 4 * DAY;

/** Part of a week on the clock, in milliseconds since Monday 0:00. */
export interface Window {
	opens: number;
	/** How long it is open by the clock. */
	length: number;
}

/** Windows of every week, as the clocks in a time zone show them. */
export interface WeekWindows {
	/** IANA name. */
	timeZone: string;
	windows: Window[];
}

/** The part of a list that windows keep open: neither end is there where it is always so. */
export interface Opening {
	/** Milliseconds since 1970. */
	opens: number;
	/** The first moment at which nobody is called any more; undefined where the windows never close. */
	closes?: number;
}

const modulo = (value: number, divisor: number) => ((value % divisor) + divisor) % divisor;

/** What the clock shows at a moment, in milliseconds since Monday 0:00. */
export function clockAt(moment: number, timeZone: string): number {
	return modulo(moment + offsetAt(moment, timeZone) - FIRST_MONDAY, WEEK);
}

/**
 * Whether a clock on the wall there shows a time inside of a window. Where clocks skip a time, its
 * window opens with the first minute that they do show; where they show it twice, it is open twice.
 */
export function isOpen({ timeZone, windows }: WeekWindows, moment: number): boolean {
	const clock = clockAt(moment, timeZone);
	return windows.some(({ opens, length }) => modulo(clock - opens, WEEK) < length);
}

/** The first moment in (from, to] at which clocks are not ahead of UTC as they are at `from`. */
function clockChange(timeZone: string, from: number, to: number): number {
	const offset = offsetAt(from, timeZone);
	let [before, after] = [from, to];
	while (after - before > 1) {
		const middle = Math.floor((before + after) / 2);
		if (offsetAt(middle, timeZone) === offset) before = middle;
		else after = middle;
	}
	return after;
}

/** A moment after this one before which nothing opens or closes. */
function nextEdge({ timeZone, windows }: WeekWindows, moment: number): number {
	const clock = clockAt(moment, timeZone);
	const edges = windows.flatMap(({ opens, length }) => [opens, opens + length]);
	const waits = edges.map((edge) => modulo(edge - clock, WEEK) || WEEK);
	// Clocks change at most once a day, so that no change hides behind another one.
	const next = moment + Math.min(DAY, ...waits);
	const isPlain = offsetAt(moment, timeZone) === offsetAt(next, timeZone);
	return isPlain ? next : clockChange(timeZone, moment, next);
}

function firstMoment(hours: WeekWindows, from: number, open: boolean): number | undefined {
	for (let moment = from; moment <= from + HORIZON; moment = nextEdge(hours, moment)) {
		if (isOpen(hours, moment) === open) return moment;
	}
	return undefined;
}

/**
 * The time without a break at which people may be called, from a moment on.
 * @param from milliseconds since 1970; `opens` is the same where windows are open then
 * @returns undefined where no window ever opens
 */
export function openingFrom(hours: WeekWindows, from: number): Opening | undefined {
	const opens = firstMoment(hours, from, true);
	return opens === undefined ? undefined : { opens, closes: firstMoment(hours, opens, false) };
}

/** The longest time that such windows are closed, by the clock, in milliseconds. */
export function longestClosed({ windows }: Pick<WeekWindows, 'windows'>): number {
	const waits = windows.map(({ opens, length }) => {
		const others = windows.map((other) => modulo(other.opens - opens, WEEK) || WEEK);
		return Math.min(...others) - length;
	});
	return Math.max(0, ...waits);
}
