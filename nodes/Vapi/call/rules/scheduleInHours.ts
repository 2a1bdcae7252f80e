import type { IDataObject } from 'n8n-workflow';

import { Refusal } from '../../../shared/base/refusal';
import type { CallingHours } from './ruleSettings';
import { clockAt, openingFrom } from './weekWindows';
import type { Opening } from './weekWindows';

const MINUTE = 60_000;
const DAY_NAMES = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** What calling hours say of a call. */
export type HoursVerdict =
	/** It may go out, with this schedule where it must not be the one of the request. */
	| { may: true; schedulePlan?: IDataObject }
	/** It must not ring when it would. */
	| { may: false; why: string; next?: Opening };

/** A moment in ISO 8601, by UTC. */
export const iso = (moment: number): string => new Date(moment).toISOString();

/** The time that a clock there shows, for people: `21:04 on Saturday in Europe/Berlin`. */
function clockTime(moment: number, timeZone: string): string {
	const minutes = Math.floor(clockAt(moment, timeZone) / MINUTE);
	const [day, hour, minute] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60];
	const two = (value: number) => String(value).padStart(2, '0');
	return `${two(hour)}:${two(minute)} on ${DAY_NAMES[day]} in ${timeZone}`;
}

const momentOf = (date: unknown): number | undefined => {
	const moment = typeof date === 'string' ? Date.parse(date) : Number.NaN;
	return Number.isNaN(moment) ? undefined : moment;
};

const earlier = (one: number | undefined, other: number | undefined): number | undefined =>
	one === undefined || other === undefined ? (one ?? other) : Math.min(one, other);

function planFor(opens: number, latest: number | undefined): IDataObject {
	return { earliestAt: iso(opens), ...(latest !== undefined && { latestAt: iso(latest) }) };
}

/**
 * Holds a call against calling hours: one that is to ring now, or one that is scheduled. A scheduled one
 * gets the end of its hours as its latest time.
 * @param schedulePlan of the request, `{ earliestAt, latestAt }`, dates in ISO 8601
 * @param now milliseconds since 1970
 * @throws Refusal where the call cannot be moved into the hours
 */
export function hoursVerdict(
	hours: CallingHours,
	{ earliestAt, latestAt }: IDataObject,
	now: number,
): HoursVerdict {
	const earliest = momentOf(earliestAt) ?? now;
	const latest = momentOf(latestAt);
	const rings = Math.max(earliest, now);
	const next = openingFrom(hours, rings);
	if (next?.opens === rings) {
		// Vapi places what is not scheduled at once.
		if (earliest <= now) return { may: true };
		return { may: true, schedulePlan: planFor(earliest, earlier(latest, next.closes)) };
	}
	const why = `the phone would ring at ${clockTime(rings, hours.timeZone)}, which is outside 'Calling Hours'`;
	if (hours.outside !== 'schedule' || next === undefined) return { may: false, why, next };
	if (latest !== undefined && latest < next.opens) {
		throw new Refusal(
			`'Schedule Latest At' (${iso(latest)}) is before 'Calling Hours' begin (${iso(next.opens)})`,
			'The call would have to be placed outside of its hours. Give a later time, or leave it out',
		);
	}
	return { may: true, schedulePlan: planFor(next.opens, earlier(latest, next.closes)) };
}

/** The way out for a call that `fail` stops. */
export function whenItMay(next: Opening | undefined): string {
	const from = next === undefined ? '' : `Call from ${iso(next.opens)} on, or `;
	const way = `${from}set 'Outside Hours' to Schedule, so that Vapi places the call then`;
	return way.charAt(0).toUpperCase() + way.slice(1);
}
