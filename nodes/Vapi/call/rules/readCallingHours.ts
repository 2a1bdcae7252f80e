import type { IDataObject } from 'n8n-workflow';

import { refuse, refuseValue, shown } from '../../../shared/base/refusal';
import { asList, asObject } from '../../../shared/base/values';
import { offsetAt } from '../../../shared/engine/dates';
import type { CallingHours, OutsideHours } from './ruleSettings';
import type { Window } from './weekWindows';

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const HOUR = 60;
const DAY = 24 * HOUR;
const MINUTE = 60_000;

/** Hours and minutes of 24 hours, also as a spreadsheet writes them with seconds. */
const TIME = /^(\d{1,2}):([0-5]\d)(?::00)?$/;

/**
 * An IANA name of area and place. Names without a slash are mostly abbreviations, which Intl takes for
 * places that few people mean by them (IST for India, BST for Bangladesh, EST for Panama).
 */
const ZONE = /^(?:UTC|[A-Za-z_]+(?:\/[A-Za-z0-9_+-]+)+)$/;

const OUTSIDE: OutsideHours[] = ['fail', 'schedule', 'skip'];

function isZone(name: string): boolean {
	try {
		offsetAt(0, name);
		return ZONE.test(name);
	} catch {
		return false;
	}
}

function readZone(value: unknown): string {
	const name = typeof value === 'string' ? value.trim() : value;
	if ((name ?? '') === '') {
		refuse(
			"'Time Zone' of 'Calling Hours' is empty for this item",
			'Fill in where the person is, such as America/New_York, or check that the expression in it finds a zone. It is not guessed from the number',
		);
	}
	if (typeof name === 'string' && isZone(name)) return name;
	return refuse(
		`'Time Zone' of 'Calling Hours' is ${shown(value)}, which is no time zone by IANA's list`,
		'Write area and place, such as America/New_York, Europe/London or Asia/Kolkata. Abbreviations and offsets do not say when clocks change',
	);
}

function readDay(value: unknown): number {
	const text = String(value).trim().toLowerCase();
	const index = DAYS.findIndex((day) => day === text || day.slice(0, 3) === text);
	if (index >= 0) return index;
	return refuseValue(
		"Days' of 'Calling Hours",
		value,
		'which is no day of the week',
		'Choose days from the list, or give their names in English, such as ["monday", "tuesday"] or "mon, tue"',
	);
}

function readDays(value: unknown): number[] {
	const days = typeof value === 'string' ? value.split(',') : asList(value);
	const named = days.filter((day) => String(day).trim() !== '');
	if (named.length > 0) return [...new Set(named.map(readDay))];
	return refuse(
		"'Days' of 'Calling Hours' is empty for this item",
		'Choose at least one day, or remove the window',
	);
}

function readTime(field: string, value: unknown, most: number): number {
	const [, hours, minutes] = TIME.exec(String(value ?? '').trim()) ?? [];
	const time = Number(hours) * HOUR + Number(minutes);
	if (time <= most) return time;
	return refuseValue(
		`${field}' of 'Calling Hours`,
		value,
		'which is no time of the day',
		'Write hours and minutes of 24 hours, such as 09:00 or 20:30',
	);
}

function readWindow({ days, from, to }: IDataObject): Window[] {
	const opens = readTime('From', from, DAY - 1);
	const closes = readTime('To', to, DAY);
	if (opens === closes) {
		refuse(
			`'From' and 'To' of 'Calling Hours' are both ${shown(to)}`,
			'Give a time for each, or 00:00 and 24:00 for the whole day',
		);
	}
	const length = (closes - opens + (closes < opens ? DAY : 0)) * MINUTE;
	return readDays(days).map((day) => ({ opens: (day * DAY + opens) * MINUTE, length }));
}

/**
 * Reads the rule Calling Hours as the form or an expression gives it.
 * @throws Refusal for a zone, a day or a time that is none
 */
export function readCallingHours(rule: IDataObject): CallingHours {
	const outside = OUTSIDE.find((each) => each === rule.outside);
	if (outside === undefined) {
		refuseValue(
			"Outside Hours' of 'Calling Hours",
			rule.outside,
			'which is none of its choices',
			`Use ${OUTSIDE.join(', ')}`,
		);
	}
	const windows = asList(asObject(rule.windows).window).map(asObject);
	if (windows.length === 0) {
		refuse(
			"'Calling Hours' has no window, so nobody could ever be called",
			"Add one under 'Windows', or remove 'Calling Hours'",
		);
	}
	return {
		timeZone: readZone(rule.timeZone),
		outside: outside as OutsideHours,
		windows: windows.flatMap(readWindow),
	};
}
