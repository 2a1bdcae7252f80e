/** Year to fraction of a second, and the offset if there is one. */
const ISO =
	/^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?$/i;

const MINUTE = 60_000;

/** By time zone: making one takes longer than using it often. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(timeZone: string): Intl.DateTimeFormat {
	const known = formats.get(timeZone);
	if (known !== undefined) return known;
	const format = new Intl.DateTimeFormat('en-US', {
		timeZone,
		hourCycle: 'h23',
		year: 'numeric',
		month: 'numeric',
		day: 'numeric',
		hour: 'numeric',
		minute: 'numeric',
		second: 'numeric',
	});
	formats.set(timeZone, format);
	return format;
}

/** What a clock on a wall in `timeZone` shows at `utc`, as if it were UTC, in ms. */
function wallClock(utc: number, timeZone: string): number {
	const parts = formatFor(timeZone).formatToParts(utc);
	const read = (type: string) => Number(parts.find((part) => part.type === type)?.value);
	return Date.UTC(
		read('year'),
		read('month') - 1,
		read('day'),
		read('hour'),
		read('minute'),
		read('second'),
	);
}

/**
 * How far clocks in a time zone are ahead of UTC, in milliseconds.
 * @param utc milliseconds since 1970
 * @param timeZone IANA name
 * @throws RangeError where there is no such zone
 */
export function offsetAt(utc: number, timeZone: string): number {
	return wallClock(utc, timeZone) - Math.floor(utc / 1000) * 1000;
}

/**
 * The moment at which clocks in `timeZone` show `wall`. Where they skip it (spring), it is the time
 * by the offset before; where they show it twice (autumn), the first one.
 */
function momentOf(wall: number, timeZone: string): number {
	const seconds = Math.floor(wall / 1000) * 1000;
	const before = offsetAt(seconds - 24 * 60 * MINUTE, timeZone);
	const after = offsetAt(seconds + 24 * 60 * MINUTE, timeZone);
	const candidates = [wall - before, wall - after];
	const exact = candidates.filter((utc) => utc + offsetAt(utc, timeZone) === wall);
	return exact.length > 0 ? Math.min(...exact) : wall - before;
}

function offsetMinutes(text: string): number {
	if (text.toUpperCase() === 'Z') return 0;
	const digits = text.slice(1).replace(':', '').padEnd(4, '0');
	const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
	return text.startsWith('-') ? -minutes : minutes;
}

function momentOfText(text: string, timeZone: string): number | undefined {
	const match = ISO.exec(text.trim());
	if (match === null) return undefined;
	const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '0', offset] = match;
	const millis = Math.floor(Number(`0.${fraction}`) * 1000);
	const fields = [year, Number(month) - 1, day, hour, minute, second].map(Number);
	const [y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0] = fields;
	const wall = Date.UTC(y, mo, d, h, mi, s, millis);
	const date = new Date(wall);
	const real = date.getUTCMonth() === mo && date.getUTCDate() === d && h < 24 && mi < 60 && s < 60;
	if (!real) return undefined;
	return offset === undefined ? momentOf(wall, timeZone) : wall - offsetMinutes(offset) * MINUTE;
}

/**
 * Reads a date the way people and expressions write it and gives it in UTC, as Vapi wants it.
 * @param value ISO 8601 text, a Date, a Luxon DateTime, or ms since 1970
 * @param timeZone IANA name; what a text without an offset means
 * @returns ISO 8601 with milliseconds and Z, or undefined where the value is no date
 */
export function toUtcIso(value: unknown, timeZone: string): string | undefined {
	let moment: number | undefined;
	if (typeof value === 'string') moment = momentOfText(value, timeZone);
	else if (typeof value === 'number') moment = Math.abs(value) >= 1e11 ? value : undefined;
	else if (typeof value === 'object' && value !== null) {
		const primitive: unknown = value.valueOf();
		moment = typeof primitive === 'number' ? primitive : undefined;
	}
	if (moment === undefined || Number.isNaN(new Date(moment).getTime())) return undefined;
	return new Date(moment).toISOString();
}
