/** A window as a person fills it in. */
export interface FormWindow {
	days: string[];
	from: string;
	to: string;
}

export const DAY_NAMES = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** Every time zone that this machine knows. */
export const ZONES = Intl.supportedValuesOf('timeZone').filter((zone) => zone.includes('/'));

const formats = new Map<string, Intl.DateTimeFormat>();

/** What a clock on the wall shows, by words: nothing of it is computed. */
export function clockOnTheWall(moment: number, timeZone: string): { day: string; time: string } {
	const format =
		formats.get(timeZone) ??
		new Intl.DateTimeFormat('en-GB', {
			timeZone,
			weekday: 'long',
			hour: '2-digit',
			minute: '2-digit',
			hourCycle: 'h23',
		});
	formats.set(timeZone, format);
	const parts = format.formatToParts(moment);
	const part = (type: string) => parts.find((each) => each.type === type)?.value ?? '';
	return { day: part('weekday').toLowerCase(), time: `${part('hour')}:${part('minute')}` };
}

/** Whether somebody may be called: by the words on the clock alone. */
export function mayRing(moment: number, timeZone: string, windows: FormWindow[]): boolean {
	const { day, time } = clockOnTheWall(moment, timeZone);
	const before = DAY_NAMES.at(DAY_NAMES.indexOf(day) - 1) ?? '';
	return windows.some(({ days, from, to }) => {
		if (to > from) return days.includes(day) && time >= from && time < to;
		return (days.includes(day) && time >= from) || (days.includes(before) && time < to);
	});
}

const HOUR = 3_600_000;
const [BEGIN, END] = [Date.UTC(2026, 0, 1), Date.UTC(2028, 0, 1)];

function offsetText(moment: number, timeZone: string): string {
	const { day, time } = clockOnTheWall(moment, timeZone);
	const utc = clockOnTheWall(moment, 'UTC');
	return `${day === utc.day} ${time} ${utc.time}`;
}

const minutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));

function offsetOf(moment: number, timeZone: string): number {
	const [, local = '', utc = ''] = offsetText(moment, timeZone).split(' ');
	return (minutes(local) - minutes(utc) + 1440) % 1440;
}

/** The moments in 2026 and 2027 at which a zone's clocks change, to the hour before. */
export function changesOf(timeZone: string): number[] {
	const changes: number[] = [];
	let before = offsetOf(BEGIN, timeZone);
	for (let day = BEGIN; day < END; day += 24 * HOUR) {
		const after = offsetOf(day + 24 * HOUR, timeZone);
		if (after !== before) {
			let hour = day;
			while (offsetOf(hour + HOUR, timeZone) === before) hour += HOUR;
			changes.push(hour);
		}
		before = after;
	}
	return changes;
}
