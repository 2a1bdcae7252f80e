import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { runWorkflow } from '../../../harness/index.mts';
import { timesDialed } from '../placing/account.mts';
import { useDialing } from '../placing/dialing.mts';
import { freshNumbers, loopOverNumbers } from '../placing/workflows.mts';
import { forgetCalls, looks, recently, setRuleTiming } from './recently.mts';
import { dialedIn, itemsOf, outcomeOf, retried, ruled, WAYS } from './ruled.mts';

const dialing = useDialing();
beforeEach(forgetCalls);
afterEach(() => {
	setRuleTiming();
	dialing.sandbox().options.listingDelay = 0;
});

const SKIPPED = { skipped: true, rule: 'skipIfCalledRecently' };
const once = (numbers: string[]) => numbers.map(() => 1);
const dialed = (numbers: string[]) => timesDialed(numbers, dialing.sandbox().dials);

describe.each(WAYS)('Skip If Called Recently (%s)', (_name, options, more) => {
	const call = (items: IDataObject[], change: object = {}, node = {}) =>
		ruled(dialing, items, { ...options, ...recently(change) }, more, node);
	const skippedFor = (numbers: string[]) => {
		const ids = numbers.map((number) => dialing.sandbox().dials.find((dial) => dial.number === number)?.callId);
		return numbers.map((number, index) => ({ number, ...SKIPPED, earlierCall: { id: ids[index] } }));
	};

	it('calls nobody again in another execution, by the list of calls', async () => {
		const numbers = freshNumbers(5);
		await outcomeOf(call(itemsOf(numbers)));
		// This process has forgotten whom it called.
		setRuleTiming({ remembered: -1 });
		const out = await outcomeOf(call(itemsOf(numbers)));
		expect(dialed(numbers)).toEqual(once(numbers));
		expect(out).toMatchObject(skippedFor(numbers));
		expect(String(out[0]?.reason)).toContain("'Skip If Called Recently' is set to 24 hours");
	});

	it('calls nobody again whom the list does not show yet', async () => {
		dialing.sandbox().options.listingDelay = 3_600_000;
		const numbers = freshNumbers(5);
		await outcomeOf(call(itemsOf(numbers)));
		const out = await outcomeOf(call(itemsOf(numbers)));
		expect(dialed(numbers)).toEqual(once(numbers));
		expect(out).toMatchObject(skippedFor(numbers));
	});

	it('calls everybody once whom two executions call at the same time', async () => {
		dialing.sandbox().options.listingDelay = 3_600_000;
		const numbers = freshNumbers(6);
		const runs = [numbers, [...numbers].reverse()].map(async (list) => await outcomeOf(call(itemsOf(list))));
		const both = (await Promise.all(runs)).flat();
		expect(dialed(numbers)).toEqual(once(numbers));
		expect(both.filter((item) => item.skipped === true)).toHaveLength(6);
	});

	it('calls somebody once who is twice in the sheet', async () => {
		const [first = '', second = ''] = freshNumbers(2);
		const spelled = `00${first.slice(1, 2)} (${first.slice(2, 5)}) ${first.slice(5)}`;
		const out = await outcomeOf(call(itemsOf([first, second, spelled, first])));
		expect(dialed([first, second])).toEqual([1, 1]);
		expect(out.filter((item) => item.skipped === true)).toHaveLength(2);
	});

	it('gives the calls of an earlier try instead of skipping them', async () => {
		const numbers = freshNumbers(4);
		dialing.fail(numbers[3], { status: 401 });
		const failed = await runWorkflow(call(itemsOf(numbers)));
		expect(failed.status).toBe('error');
		const placed = dialedIn(dialing);
		dialing.sandbox().faults.clear();
		const out = await retried(failed, call(itemsOf(numbers)));
		expect(dialed(numbers)).toEqual(once(numbers));
		// With Dial Once off nothing is known of an earlier try but what the list shows.
		const kept = options.dialOnce === false ? [] : placed;
		const others = options.dialOnce === false ? placed : [];
		expect(out).toMatchObject(
			numbers.map((number) => {
				if (others.includes(number)) return { number, ...SKIPPED };
				return kept.includes(number) || !placed.includes(number) ? { customerNumber: number } : {};
			}),
		);
	});

	it('calls nobody, and says why, where the list cannot be read', async () => {
		dialing.sandbox().faults.add({ kind: 'status', status: 403, method: 'GET', path: '^/call$' });
		const numbers = freshNumbers(3);
		const out = await outcomeOf(call(itemsOf(numbers), {}, { onError: 'continueRegularOutput' }));
		expect(dialing.posts()).toBe(0);
		expect(out).toMatchObject(
			numbers.map((number) => ({
				number,
				error: expect.stringContaining(`${number} was not called, because it is not known`),
				details: { outcome: 'notSent', description: expect.stringContaining('remove the option') },
			})),
		);
	});
});

it('says only once that somebody was refused by Vapi, who may then be called', async () => {
	const [number = ''] = freshNumbers(1);
	dialing.fail(number, { status: 400, times: 1, body: { message: 'No', statusCode: 400 } });
	await runWorkflow(ruled(dialing, itemsOf([number]), recently()));
	const out = await outcomeOf(ruled(dialing, itemsOf([number]), recently()));
	expect(out).toMatchObject([{ customerNumber: number }]);
});

it('skips whom a POST may have reached that got no answer', async () => {
	const [number = ''] = freshNumbers(1);
	dialing.fail(number, { status: 500, times: 1 });
	await runWorkflow(ruled(dialing, itemsOf([number]), recently()));
	const out = await outcomeOf(ruled(dialing, itemsOf([number]), recently()));
	expect(out).toMatchObject([{ number, ...SKIPPED }]);
});

it('calls whom an earlier try may have called, once that is known not to be so', async () => {
	const numbers = freshNumbers(2);
	dialing.fail(numbers[1], { status: 500, times: 1 });
	const call = ruled(dialing, itemsOf(numbers), recently());
	const failed = await runWorkflow(call);
	expect(dialed(numbers)).toEqual([1, 0]);
	const out = await retried(failed, call);
	expect(dialed(numbers)).toEqual([1, 1]);
	expect(out).toMatchObject(numbers.map((number) => ({ customerNumber: number })));
});

describe('what it costs', () => {
	const batches: INodeParameters = { batch: true, batchSize: 100 };

	it('1,000 items take a handful of looks', async () => {
		const numbers = freshNumbers(1_000);
		await outcomeOf(ruled(dialing, itemsOf(numbers), { ...batches, ...recently() }, { variables: {} }));
		expect(dialedIn(dialing)).toHaveLength(1_000);
		expect(looks(dialing)).toBeLessThanOrEqual(5);
	});

	it('so do the rounds of a loop', async () => {
		const numbers = freshNumbers(30);
		await runWorkflow(loopOverNumbers(numbers, dialing.credentials(), {}, recently()));
		expect(dialedIn(dialing)).toHaveLength(30);
		expect(looks(dialing)).toBeLessThanOrEqual(5);
	});

	it('what others have called meanwhile is looked for again and again', async () => {
		setRuleTiming({ fresh: 0, remembered: -1 });
		const numbers = freshNumbers(6);
		const [, , , , , last = ''] = numbers;
		const { requests } = dialing.sandbox();
		const other = ruled(dialing, itemsOf([last]), {});
		let called: Promise<unknown> | undefined;
		requests.push = (...received) => {
			called ??= received[0]?.method === 'POST' ? runWorkflow(other) : undefined;
			return Array.prototype.push.apply(requests, received);
		};
		const out = await outcomeOf(ruled(dialing, itemsOf(numbers), recently()));
		await called;
		expect(dialed(numbers)).toEqual(once(numbers));
		expect(out.at(-1)).toMatchObject({ number: last, ...SKIPPED });
	});
});
