import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { useDialing } from '../placing/dialing.mts';
import { freshNumbers } from '../placing/workflows.mts';
import { DAYS, EVENING, hours, INSIDE, MONDAY, setTime } from './hours.mts';
import { bodiesOf, GOES_ON, itemsOf, outcomeOf, ruled, WAYS } from './ruled.mts';

const dialing = useDialing();
const HOUR = 3_600_000;
const itIs = (moment: string) => setTime(dialing, moment);
const plans = () => bodiesOf(dialing).map(({ schedulePlan }) => schedulePlan);

// Create and Wait would wait until Monday.
it.each(WAYS.filter(([, , { operation }]) => operation === undefined))(
	'schedules outside of the hours (%s)',
	async (_name, options, more) => {
		itIs(EVENING);
		const numbers = freshNumbers(3);
		const out = await outcomeOf(
			ruled(dialing, itemsOf(numbers), { ...options, ...hours('schedule') }, more),
		);
		expect(out).toMatchObject(numbers.map((number) => ({ customerNumber: number, status: 'scheduled' })));
		expect(new Set(plans().map((plan) => JSON.stringify(plan)))).toEqual(new Set([JSON.stringify(MONDAY)]));
	},
);

describe('what an item schedules itself', () => {
	const at = (scheduleEarliestAt: string, scheduleLatestAt?: string) => ({
		additionalFields: { scheduleEarliestAt, ...(scheduleLatestAt && { scheduleLatestAt }) },
	});
	const run = async (outside: string, more: INodeParameters) => {
		itIs(INSIDE);
		return await outcomeOf(ruled(dialing, itemsOf(freshNumbers(1)), hours(outside), more, GOES_ON));
	};

	it.each<[string, INodeParameters, IDataObject]>([
		['stays where it is inside of the hours, and ends with them', at('2026-07-13T10:00:00Z'), { earliestAt: '2026-07-13T10:00:00.000Z', latestAt: MONDAY.latestAt }],
		['keeps a latest time inside of the hours', at('2026-07-13T10:00:00Z', '2026-07-13T11:00:00Z'), { earliestAt: '2026-07-13T10:00:00.000Z', latestAt: '2026-07-13T11:00:00.000Z' }],
		['loses what is beyond the hours', at('2026-07-13T10:00:00Z', '2026-07-13T22:00:00Z'), { earliestAt: '2026-07-13T10:00:00.000Z', latestAt: MONDAY.latestAt }],
		['is moved into the next hours', at('2026-07-11T10:00:00Z'), MONDAY],
		['is moved as far as its latest time allows', at('2026-07-11T10:00:00Z', '2026-07-13T08:00:00Z'), { ...MONDAY, latestAt: '2026-07-13T08:00:00.000Z' }],
	])('%s', async (_name, more, plan) => {
		await run('schedule', more);
		expect(plans()).toEqual([plan]);
	});

	it('is stopped where it cannot be moved', async () => {
		const [item] = await run('schedule', at('2026-07-11T10:00:00Z', '2026-07-12T10:00:00Z'));
		expect(item?.error).toContain("before 'Calling Hours' begin (2026-07-13T07:00:00.000Z)");
		expect(dialing.posts()).toBe(0);
	});

	it.each(['skip', 'fail'])('is judged by its own time (%s)', async (outside) => {
		const [item] = await run(outside, at('2026-07-11T10:00:00Z'));
		expect(JSON.stringify(item)).toContain('12:00 on Saturday in Europe/Berlin');
		expect(dialing.posts()).toBe(0);
		await run(outside, at('2026-07-13T10:00:00Z'));
		expect(plans()).toEqual([{ earliestAt: '2026-07-13T10:00:00.000Z', latestAt: MONDAY.latestAt }]);
	});

	it('may come from Additional Body', async () => {
		await run('schedule', {
			additionalFields: { additionalBody: '{"schedulePlan":{"earliestAt":"2026-07-11T10:00:00Z"}}' },
		});
		expect(plans()).toEqual([MONDAY]);
	});
});

it('waits for a scheduled call no longer than it says', async () => {
	const soon = new Date(Date.now() + 400);
	const clock = (moment: number) => new Date(moment).toISOString().slice(11, 16);
	// A minute that begins within the second: as far as the clock on the wall is concerned, soon.
	itIs(new Date(Math.ceil(soon.getTime() / 60_000) * 60_000 - 300).toISOString());
	const opens = Math.ceil(Date.now() / 60_000) * 60_000;
	const rule = hours('schedule', {
		timeZone: 'UTC',
		windows: { window: [{ days: DAYS, from: clock(opens), to: clock(opens + 5 * 60_000) }] },
	});
	const [number = ''] = freshNumbers(1);
	const parameters = { operation: 'createAndWait' };
	const started = performance.now();
	const [item] = await outcomeOf(
		ruled(dialing, itemsOf([number]), { ...rule, maxWait: 0.01 }, parameters),
	);
	expect(plans()).toEqual([expect.objectContaining({ earliestAt: new Date(opens).toISOString() })]);
	expect(item).toMatchObject({ customerNumber: number });
	expect(performance.now() - started).toBeLessThan(30_000);
});

it('is open all the time where windows never close', async () => {
	itIs(EVENING);
	await outcomeOf(
		ruled(dialing, itemsOf(freshNumbers(1)), hours('fail', { windows: { window: [{ days: DAYS, from: '00:00', to: '24:00' }] } }), {
			additionalFields: { scheduleEarliestAt: new Date(Date.parse(EVENING) + HOUR).toISOString() },
		}),
	);
	expect(plans()).toEqual([{ earliestAt: '2026-07-10T21:30:00.000Z' }]);
});
