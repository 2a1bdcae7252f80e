import fc from 'fast-check';

import { toUtcIso } from '../../../../nodes/shared/engine/dates.ts';

const BERLIN = 'Europe/Berlin';

describe('a date with an offset', () => {
	it.each([
		['2026-08-20T10:00:00Z', '2026-08-20T10:00:00.000Z'],
		['2026-08-20T10:00:00.5z', '2026-08-20T10:00:00.500Z'],
		['2026-08-20T10:00:00.123456Z', '2026-08-20T10:00:00.123Z'],
		['2026-08-20T10:00:00+02:00', '2026-08-20T08:00:00.000Z'],
		['2026-08-20T10:00:00-0530', '2026-08-20T15:30:00.000Z'],
		['2026-08-20 10:00+02', '2026-08-20T08:00:00.000Z'],
		[' 2026-08-20T10:00Z ', '2026-08-20T10:00:00.000Z'],
	])('%s is the moment that it names, in any time zone', (text, expected) => {
		expect(toUtcIso(text, BERLIN)).toBe(expected);
		expect(toUtcIso(text, 'America/New_York')).toBe(expected);
	});
});

describe('a date without an offset', () => {
	it.each([
		['2026-08-20T10:00:00', BERLIN, '2026-08-20T08:00:00.000Z'],
		['2026-01-20T10:00:00', BERLIN, '2026-01-20T09:00:00.000Z'],
		['2026-08-20', 'America/New_York', '2026-08-20T04:00:00.000Z'],
		['2026-08-20T10:00:00', 'Asia/Kolkata', '2026-08-20T04:30:00.000Z'],
		['2026-08-20T10:00:00', 'Pacific/Kiritimati', '2026-08-19T20:00:00.000Z'],
		['2026-08-20T10:00:00.250', 'UTC', '2026-08-20T10:00:00.250Z'],
		['2026-03-29T02:30:00', BERLIN, '2026-03-29T01:30:00.000Z'],
		['2026-10-25T02:30:00', BERLIN, '2026-10-25T00:30:00.000Z'],
		['2026-03-29T03:00:00', BERLIN, '2026-03-29T01:00:00.000Z'],
	])('%s in %s', (text, timeZone, expected) => {
		expect(toUtcIso(text, timeZone)).toBe(expected);
	});

	it('shows that time on the clock of its zone', () => {
		const zones = fc.constantFrom(BERLIN, 'America/New_York', 'Australia/Lord_Howe', 'Asia/Tehran');
		const years = { min: new Date('2000-01-01'), max: new Date('2035-01-01'), noInvalidDate: true };
		fc.assert(
			fc.property(fc.date(years), zones, (date, timeZone) => {
				const clock = new Intl.DateTimeFormat('sv-SE', {
					timeZone,
					dateStyle: 'short',
					timeStyle: 'medium',
				}).format(date);
				const moment = toUtcIso(clock, timeZone) ?? '';
				const back = new Intl.DateTimeFormat('sv-SE', {
					timeZone,
					dateStyle: 'short',
					timeStyle: 'medium',
				}).format(Date.parse(moment));
				expect(back).toBe(clock);
			}),
		);
	});
});

describe('other values', () => {
	it('takes dates, Luxon dates and ms since 1970', () => {
		const moment = Date.UTC(2026, 7, 20);
		const luxon = { valueOf: () => moment, toISO: () => 'x' };
		for (const value of [new Date(moment), luxon, moment]) {
			expect(toUtcIso(value, BERLIN)).toBe('2026-08-20T00:00:00.000Z');
		}
	});

	it.each([
		'',
		'tomorrow',
		'20.08.2026',
		'2026-02-30',
		'2026-13-01',
		'2026-08-20T25:00:00Z',
		'2026-08-20T24:00:00Z',
		'2026-08-20T10:61:00Z',
		5,
		Number.NaN,
		1e20,
		true,
		null,
		undefined,
		{},
		[],
		new Date(Number.NaN),
	])('refuses %p', (value) => {
		expect(toUtcIso(value, BERLIN)).toBeUndefined();
	});
});
