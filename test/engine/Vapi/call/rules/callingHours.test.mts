import type { INodeParameters } from 'n8n-workflow';
import { retryExecution, runWorkflow } from '../../../harness/index.mts';
import { useDialing } from '../placing/dialing.mts';
import { freshNumbers } from '../placing/workflows.mts';
import { EVENING, hours, INSIDE, MONDAY, setTime, WEEKDAYS } from './hours.mts';
import { bodiesOf, dialedIn, GOES_ON, itemsOf, outcomeOf, ruled, WAYS } from './ruled.mts';

const dialing = useDialing();
const itIs = (moment: string) => setTime(dialing, moment);
const plans = () => bodiesOf(dialing).map(({ schedulePlan }) => schedulePlan);

const OUTSIDE = {
	skipped: true,
	rule: 'callingHours',
	reason: expect.stringContaining("the phone would ring at 22:30 on Friday in Europe/Berlin, which is outside 'Calling Hours'"),
	window: { timeZone: 'Europe/Berlin', opensAt: MONDAY.earliestAt, closesAt: MONDAY.latestAt },
};

describe.each(WAYS)('Calling Hours (%s)', (_name, options, more) => {
	const call = (rule: INodeParameters, numbers: string[], node = {}) =>
		ruled(dialing, itemsOf(numbers), { ...options, ...rule }, more, node);

	it('lets calls through inside of the hours', async () => {
		itIs(INSIDE);
		const numbers = freshNumbers(3);
		await outcomeOf(call(hours('skip'), numbers));
		expect(dialedIn(dialing).sort()).toEqual([...numbers].sort());
		expect(plans().filter(Boolean)).toEqual([]);
	});

	it('skips outside of them', async () => {
		itIs(EVENING);
		const numbers = freshNumbers(3);
		const out = await outcomeOf(call(hours('skip'), numbers));
		expect(out).toMatchObject(numbers.map((number) => ({ number, ...OUTSIDE })));
		expect(dialing.posts()).toBe(0);
	});

	it('fails outside of them, before anything is sent', async () => {
		itIs(EVENING);
		const run = await runWorkflow(call(hours('fail'), freshNumbers(3)));
		expect(run.errorOf('Vapi')?.message).toContain("which is outside 'Calling Hours'");
		expect(run.errorOf('Vapi')?.context).toMatchObject({ outcome: 'notSent' });
		expect(dialing.posts()).toBe(0);
	});

	it('rings nobody who was judged before the hours ended, and sent after', async () => {
		// Vapi has no room for them at first, and when they are sent again the hours are over.
		itIs('2026-07-10T18:59:59.000Z');
		const numbers = freshNumbers(2);
		const busy = { status: 429, body: { message: 'busy', statusCode: 429 }, times: 1 };
		for (const number of numbers) dialing.fail(number, busy);
		const { requests } = dialing.sandbox();
		requests.push = (...received) => {
			itIs('2026-07-10T19:00:01.000Z');
			return Array.prototype.push.apply(requests, received);
		};
		const out = await outcomeOf(call(hours('skip'), numbers)).finally(() => {
			delete (requests as { push?: unknown }).push;
		});
		expect(requests.length).toBeGreaterThan(0);
		expect(dialedIn(dialing)).toEqual([]);
		expect(out).toMatchObject(numbers.map((number) => ({ number, skipped: true, rule: 'callingHours' })));
	});

	it('gives the calls of an earlier try, also when the hours are over', async () => {
		itIs('2026-07-10T18:00:00.000Z');
		const numbers = freshNumbers(3);
		dialing.fail(numbers[2], { status: 401 });
		const original = call(hours('skip'), numbers);
		const first = await runWorkflow(original);
		const before = dialedIn(dialing);
		dialing.sandbox().faults.clear();
		itIs(EVENING);
		const { nodes } = call(hours('skip'), numbers, GOES_ON);
		const second = await retryExecution({ saved: first.saved, original, current: { nodes } });
		expect(dialedIn(dialing)).toEqual(before);
		const kept = options.dialOnce === false ? [] : before;
		expect(second.json('Vapi')).toMatchObject(
			numbers.map((number) => (kept.includes(number) ? { customerNumber: number } : { number, skipped: true })),
		);
	});
});

describe('zones and days by expression', () => {
	const perItem = hours('skip', {
		timeZone: '={{ $json.zone }}',
		windows: { window: [{ days: '={{ $json.days }}', from: '={{ $json.from }}', to: '21:00' }] },
	});
	const lead = (change: object = {}) => ({
		number: freshNumbers(1)[0],
		zone: 'Europe/Berlin',
		days: WEEKDAYS,
		from: '09:00',
		...change,
	});

	it.each([{}, { batch: true }])('hold for each item (%j)', async (options) => {
		itIs('2026-07-10T06:30:00.000Z');
		const leads = [
			lead(),
			lead({ zone: 'Asia/Kolkata' }),
			lead({ zone: 'America/New_York' }),
			lead({ from: '08:00' }),
			lead({ zone: 'Asia/Kolkata', days: 'saturday, sunday' }),
			lead({ zone: '' }),
			lead({ zone: null }),
			lead({ zone: 'Berlin' }),
		];
		const out = await outcomeOf(ruled(dialing, leads, { ...options, ...perItem }, { variables: {} }, GOES_ON));
		const [, kolkata, , early] = leads;
		expect(dialedIn(dialing)).toEqual([kolkata?.number, early?.number]);
		expect(out.map((item) => ('error' in item ? 'error' : item.skipped === true ? 'skipped' : 'called'))).toEqual([
			'skipped', 'called', 'skipped', 'called', 'skipped', 'error', 'error', 'error',
		]);
	});
});

it.each([{}, { rule: {} }, '={{ {} }}', '={{ null }}'])('stops at a rule without anything in it: %j', async (callingHours) => {
	const [item] = await outcomeOf(ruled(dialing, itemsOf(freshNumbers(1)), { callingHours } as never, {}, GOES_ON));
	expect(item?.error).toContain("'Calling Hours'");
	expect(dialing.posts()).toBe(0);
});
