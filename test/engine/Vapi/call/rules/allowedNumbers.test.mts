import { runWorkflow } from '../../../harness/index.mts';
import { useDialing } from '../placing/dialing.mts';
import { freshNumbers } from '../placing/workflows.mts';
import { dialedIn, GOES_ON, itemsOf, outcomeOf, ruled, WAYS } from './ruled.mts';

const dialing = useDialing();
const ABROAD = '+442079460123';
const only = (allowedCountryCodes: unknown) => ({ allowedCountryCodes }) as Record<string, string>;

describe.each(WAYS)('Allowed Country Codes (%s)', (_name, options, more) => {
	it('refuses another country before anything is sent for any item', async () => {
		const [first = '', last = ''] = freshNumbers(2);
		const run = await runWorkflow(
			ruled(dialing, itemsOf([first, ABROAD, last]), { ...options, ...only('+1') }, more),
		);
		expect(run.errorOf('Vapi')?.message).toMatch(/country code \+44, and 'Allowed Country Codes' has \+1 \[item 1\]/);
		expect(run.errorOf('Vapi')?.context).toMatchObject({ outcome: 'notSent' });
		expect(dialing.posts()).toBe(0);
	});

	it('calls the others, under Continue On Fail', async () => {
		const [first = '', last = ''] = freshNumbers(2);
		const items = await outcomeOf(
			ruled(dialing, itemsOf([first, ABROAD, last]), { ...options, ...only('1, +49') }, more, GOES_ON),
		);
		expect(items).toMatchObject([
			{ customerNumber: first },
			{ number: ABROAD, error: expect.stringContaining("'Allowed Country Codes' has +1, +49"), details: { outcome: 'notSent' } },
			{ customerNumber: last },
		]);
		expect(dialedIn(dialing).sort()).toEqual([first, last].sort());
	});
});

it.each([
	['00442079460123', '+44 (0) 20 7946 0123', 'tel:+44-20-7946-0123'].map((to) => [to, {}]),
	[['020 7946 0123', { countryCode: '+44' }]],
].flat() as Array<[string, object]>)('knows a country in any way of writing: %s', async (to, more) => {
	const [item] = await outcomeOf(ruled(dialing, itemsOf([to]), only('+1'), more as never, GOES_ON));
	expect(item?.error).toContain('+44');
	expect(dialing.posts()).toBe(0);
	await outcomeOf(ruled(dialing, itemsOf([to]), only('0044'), more as never));
	expect(dialedIn(dialing)).toEqual([ABROAD]);
});

it.each([
	['a SIP address', { to: 'sip:anna@example.com' }],
	['a number of one\'s own trunk', { to: '1001', additionalFields: { numberE164CheckEnabled: false } }],
	['a saved customer', { to: '', additionalFields: { customerId: '3c90c3cc-0d44-4b50-8888-8dd25736052a' } }],
])('refuses %s, whose country nobody knows', async (_name, more) => {
	const [item] = await outcomeOf(ruled(dialing, [{}], only('+1'), more, GOES_ON));
	expect(item?.error).toContain('is no number whose country is known');
	expect(dialing.posts()).toBe(0);
});

describe('customers in Additional Body', () => {
	const body = (numbers: string[]) => ({
		to: '',
		additionalFields: { additionalBody: JSON.stringify({ customers: numbers.map((number) => ({ number })) }) },
	});

	it('are judged one by one, under Continue On Fail', async () => {
		const [first = '', last = ''] = freshNumbers(2);
		const items = await outcomeOf(
			ruled(dialing, [{}], only('+1'), body([first, ABROAD, last]), GOES_ON),
		);
		expect(items).toMatchObject([
			{ customerNumber: first },
			{ customerNumber: last },
			{ error: expect.stringContaining('+44'), details: { customer: { number: ABROAD } } },
		]);
		expect(dialedIn(dialing)).toEqual([first, last]);
	});

	it('are refused together where the node stops at failures', async () => {
		const run = await runWorkflow(
			ruled(dialing, [{}], only('+1'), body([...freshNumbers(2), ABROAD])),
		);
		expect(run.errorOf('Vapi')?.message).toContain('+44');
		expect(dialing.posts()).toBe(0);
	});
});

it.each(['', '  ', ',', 'US', '+0', '+999', '=US', '={{ $json.nothing }}', '={{ [] }}'])(
	'stops at the list %j',
	async (list) => {
		const [item] = await outcomeOf(ruled(dialing, itemsOf(freshNumbers(1)), only(list), {}, GOES_ON));
		expect(item?.error).toContain("'Allowed Country Codes'");
		expect(dialing.posts()).toBe(0);
	},
);
