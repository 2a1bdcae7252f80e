import { runWorkflow } from '../../../harness/index.mts';
import { timesDialed } from '../placing/account.mts';
import { unknown, useDialing } from '../placing/dialing.mts';
import { freshNumbers, loopOverNumbers } from '../placing/workflows.mts';
import { dialedIn, GOES_ON, itemsOf, outcomeOf, retried, ruled, WAYS } from './ruled.mts';

const dialing = useDialing();

const NO_MORE = {
	skipped: true,
	reason: expect.stringContaining("'Maximum Calls' is 3, and this execution has placed as many"),
	rule: 'maximumCalls',
	maximumCalls: 3,
};

describe.each(WAYS)('Maximum Calls (%s)', (_name, options, more) => {
	it('calls so many people, and says of the others why not', async () => {
		const numbers = freshNumbers(6);
		const items = numbers.map((number) => ({ number, lead: `lead ${number}` }));
		const out = await outcomeOf(ruled(dialing, items, { ...options, maximumCalls: 3 }, more));
		expect(dialedIn(dialing)).toHaveLength(3);
		expect(out.filter(({ id }) => id !== undefined)).toHaveLength(3);
		const skipped = out.filter((item) => item.skipped === true);
		expect(skipped).toHaveLength(3);
		for (const item of skipped) expect(item).toMatchObject({ ...NO_MORE, lead: `lead ${String(item.number)}` });
	});

	it('counts nobody whom Vapi refused, and goes on in a retry where it was', async () => {
		const numbers = freshNumbers(5);
		dialing.fail(numbers[1], { status: 400, body: { message: 'No', statusCode: 400 } });
		const bounded = ruled(dialing, itemsOf(numbers), { ...options, maximumCalls: 3 }, more);
		const first = await runWorkflow(bounded);
		expect(first.status).toBe('error');
		dialing.sandbox().faults.clear();
		const out = await retried(first, bounded);
		// With Dial Once off, a retry dials everybody anew.
		const dials = dialedIn(dialing).length;
		expect(dials).toBe(3);
		expect(out.filter((item) => item.skipped === true).length).toBeGreaterThanOrEqual(2);
	});

	it('counts a call that may have been placed', async () => {
		const numbers = freshNumbers(4);
		for (const number of numbers) dialing.fail(number, { ...unknown, times: 9 });
		const bounded = ruled(dialing, itemsOf(numbers), { ...options, maximumCalls: 1 }, more, GOES_ON);
		const out = await outcomeOf(bounded);
		const posted = dialing.posts();
		expect(posted).toBeLessThanOrEqual(1);
		expect(out.filter((item) => item.skipped === true)).toHaveLength(3);
	});
});

it('counts over all rounds of a loop', async () => {
	const numbers = freshNumbers(5);
	const run = await runWorkflow(
		loopOverNumbers(numbers, dialing.credentials(), {}, { maximumCalls: 3 }),
	);
	expect(run.status).toBe('success');
	expect(timesDialed(numbers, dialing.sandbox().dials)).toEqual([1, 1, 1, 0, 0]);
});

it('counts each of the customers in Additional Body', async () => {
	const numbers = freshNumbers(5);
	const additionalBody = JSON.stringify({ customers: numbers.map((number) => ({ number })) });
	const out = await outcomeOf(
		ruled(dialing, [{ list: 'A' }], { maximumCalls: 3 }, { to: '', additionalFields: { additionalBody } }),
	);
	expect(dialedIn(dialing)).toEqual(numbers.slice(0, 3));
	expect(out.slice(3)).toMatchObject(
		numbers.slice(3).map((number) => ({ ...NO_MORE, list: 'A', customer: { number } })),
	);
});

it.each([0, -1, 1.5, 'many', '={{ $json.nothing }}', '={{ "" }}'])('stops at the bound %j', async (maximumCalls) => {
	const [item] = await outcomeOf(ruled(dialing, itemsOf(freshNumbers(1)), { maximumCalls }, {}, GOES_ON));
	expect(item?.error).toContain("'Maximum Calls'");
	expect(dialing.posts()).toBe(0);
});

it('is no bound where it is not set', async () => {
	await outcomeOf(ruled(dialing, itemsOf(freshNumbers(12)), {}));
	expect(dialedIn(dialing)).toHaveLength(12);
});
