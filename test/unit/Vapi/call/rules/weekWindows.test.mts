import fc from 'fast-check';
import { readCallingHours } from '../../../../../nodes/Vapi/call/rules/readCallingHours.ts';
import { isOpen, longestClosed, openingFrom } from '../../../../../nodes/Vapi/call/rules/weekWindows.ts';
import { changesOf, DAY_NAMES, mayRing, ZONES } from './wallClock.mts';
import type { FormWindow } from './wallClock.mts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const hoursOf = (timeZone: string, ...window: FormWindow[]) =>
	readCallingHours({ timeZone, outside: 'schedule', windows: { window } as never });

const time = fc
	.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
	.map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
const window = fc
	.record({ days: fc.subarray(DAY_NAMES, { minLength: 1 }), from: time, to: time })
	.filter(({ from, to }) => from !== to);
const windows = fc.array(window, { minLength: 1, maxLength: 4 });

/** Zones whose clocks change in these two years, and how often they do. */
const changes = new Map(ZONES.map((zone) => [zone, changesOf(zone)]));
const changing = ZONES.filter((zone) => changes.get(zone)?.length);
const aroundChange = fc.constantFrom(...changing).chain((zone) =>
	fc
		.tuple(fc.constantFrom(...(changes.get(zone) ?? [])), fc.integer({ min: -30 * 60, max: 30 * 60 }))
		.map(([change, off]) => ({ zone, moment: change + off * MINUTE })),
);
const anywhere = fc.record({
	zone: fc.constantFrom(...ZONES),
	moment: fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2028, 0, 1) }),
});
const place = fc.oneof({ weight: 2, arbitrary: aroundChange }, anywhere);

it('knows all zones, and all changes of their clocks', () => {
	expect(ZONES.length).toBeGreaterThan(400);
	expect(changing.length).toBeGreaterThan(100);
	expect(changes.get('Europe/Berlin')).toHaveLength(4);
	expect(changes.get('Australia/Lord_Howe')).toHaveLength(4);
});

it('is open exactly while a clock on the wall shows a time inside of a window', () => {
	fc.assert(
		fc.property(place, windows, ({ zone, moment }, form) => {
			expect(isOpen(hoursOf(zone, ...form), moment)).toBe(mayRing(moment, zone, form));
		}),
		{ numRuns: 2_000, seed: 14 },
	);
});

it('finds the next opening and its close, with nothing open before and nothing closed between', () => {
	fc.assert(
		fc.property(place, windows, ({ zone, moment }, form) => {
			const { opens, closes } = openingFrom(hoursOf(zone, ...form), moment) ?? { opens: Number.NaN };
			const open = (at: number) => mayRing(at, zone, form);
			expect(open(opens)).toBe(true);
			const step = (from: number, to: number) =>
				Array.from({ length: 60 }, (_, index) => from + Math.floor(((to - from) * index) / 60));
			if (opens > moment) {
				expect([...step(moment, opens), opens - 1].filter(open)).toEqual([]);
			}
			// Open the whole week.
			if (closes === undefined) return;
			expect(open(closes)).toBe(false);
			expect([...step(opens, closes), closes - 1].filter((at) => !open(at))).toEqual([]);
		}),
		{ numRuns: 500, seed: 14 },
	);
});

describe('a change of the clocks', () => {
	const sunday = (from: string, to: string) => ({ days: ['sunday'], from, to });
	const iso = (moment: number | undefined) => new Date(moment ?? Number.NaN).toISOString();
	const opening = (zone: string, form: FormWindow, from: string) => {
		const found = openingFrom(hoursOf(zone, form), Date.parse(from));
		return [iso(found?.opens), iso(found?.closes)];
	};

	it.each([
		// 2:00 to 3:00 are skipped: a window that begins there opens with the first minute that is shown.
		['Europe/Berlin', sunday('02:30', '04:00'), '2026-03-29T00:00:00Z', '2026-03-29T01:00:00.000Z', '2026-03-29T02:00:00.000Z'],
		// One that lies inside of what is skipped does not open that day.
		['Europe/Berlin', sunday('02:10', '02:50'), '2026-03-29T00:00:00Z', '2026-04-05T00:10:00.000Z', '2026-04-05T00:50:00.000Z'],
		// 2:00 to 3:00 come twice: so does the window.
		['Europe/Berlin', sunday('02:15', '02:45'), '2026-10-25T00:00:00Z', '2026-10-25T00:15:00.000Z', '2026-10-25T00:45:00.000Z'],
		['Europe/Berlin', sunday('02:15', '02:45'), '2026-10-25T00:45:00Z', '2026-10-25T01:15:00.000Z', '2026-10-25T01:45:00.000Z'],
		// Half an hour, on Lord Howe Island.
		['Australia/Lord_Howe', sunday('02:00', '03:00'), '2026-10-03T12:00:00Z', '2026-10-03T15:30:00.000Z', '2026-10-03T16:00:00.000Z'],
		// Zones of 30 and 45 minutes.
		['Asia/Kathmandu', sunday('09:00', '20:00'), '2026-06-05T00:00:00Z', '2026-06-07T03:15:00.000Z', '2026-06-07T14:15:00.000Z'],
		['Asia/Kolkata', sunday('09:00', '20:00'), '2026-06-05T00:00:00Z', '2026-06-07T03:30:00.000Z', '2026-06-07T14:30:00.000Z'],
		['Pacific/Chatham', sunday('09:00', '20:00'), '2026-06-05T00:00:00Z', '2026-06-06T20:15:00.000Z', '2026-06-07T07:15:00.000Z'],
		// Over midnight: it belongs to the day on which it opens.
		['Europe/Berlin', sunday('22:00', '02:00'), '2026-06-07T22:30:00Z', '2026-06-07T22:30:00.000Z', '2026-06-08T00:00:00.000Z'],
	])('%s %j from %s', (zone, form, from, opens, closes) => {
		expect(opening(zone, form, from)).toEqual([opens, closes]);
	});
});

it('tells the longest time that nobody may be called', () => {
	const weekdays = { days: DAY_NAMES.slice(0, 5), from: '09:00', to: '20:00' };
	expect(longestClosed(hoursOf('Europe/Berlin', weekdays))).toBe(61 * HOUR);
	expect(longestClosed(hoursOf('Europe/Berlin', { days: DAY_NAMES, from: '00:00', to: '24:00' }))).toBe(0);
	expect(longestClosed(hoursOf('Europe/Berlin', { days: ['monday'], from: '00:00', to: '24:00' }))).toBe(144 * HOUR);
});

describe('what cannot be read', () => {
	const day = { days: ['monday'], from: '09:00', to: '20:00' };
	const read = (rule: object) => () =>
		readCallingHours({ timeZone: 'Europe/Berlin', outside: 'skip', windows: { window: [day] }, ...rule } as never);
	const oneWindow = (change: object) => ({ windows: { window: [{ ...day, ...change }] } });

	it.each(['', '  ', null, undefined, 'Berlin', 'CET', 'EST', 'IST', 'BST', 'PST', 'GMT+2', '+02:00', 'Europe/Nowhere', 'Etc/Unknown', 'Europe/', 49, {}])(
		'the zone %j',
		(timeZone) => expect(read({ timeZone })).toThrow(/'Time Zone' of 'Calling Hours'/),
	);
	it.each(['UTC', 'Europe/Berlin', ' America/New_York ', 'US/Pacific', 'America/Argentina/Buenos_Aires', 'Etc/GMT+5'])(
		'but not the zone %j',
		(timeZone) => expect(read({ timeZone })).not.toThrow(),
	);
	it.each(['', '9', '9am', '25:00', '24:00', '09:60', '9.00', 0.375, null])('the time %j', (from) =>
		expect(read(oneWindow({ from }))).toThrow(/'From' of 'Calling Hours'/),
	);
	it.each([[[]], [''], [null], ['someday'], [['monday', 'x']], [[1]], ['1,2']])('the days %j', (days) =>
		expect(read(oneWindow({ days }))).toThrow(/'Days' of 'Calling Hours'/),
	);
	it.each(['mon', 'Mon, TUE', ['Monday'], 'monday,tuesday'])('but not the days %j', (days) =>
		expect(read(oneWindow({ days }))).not.toThrow(),
	);
	it('a window of no length, none at all, and no such choice', () => {
		expect(read(oneWindow({ to: '09:00' }))).toThrow("'From' and 'To'");
		expect(read({ windows: {} })).toThrow('has no window');
		expect(read({ outside: 'ring' })).toThrow("'Outside Hours'");
	});
});
