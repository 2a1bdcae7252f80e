import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { useDialing } from '../placing/dialing.mts';
import { freshNumbers } from '../placing/workflows.mts';
import { EVENING, hours, MONDAY, setTime } from './hours.mts';
import { callEnded, recently, setRuleTiming } from './recently.mts';
import { dialedIn, GOES_ON, itemsOf, outcomeOf, ruled } from './ruled.mts';

const dialing = useDialing();
// What counts here is what the list says.
beforeEach(() => setRuleTiming({ remembered: -1 }));
afterAll(() => setRuleTiming());
const US = '+15555550123';
const BERLIN = '+4930901820';

const run = async (change: object, more: INodeParameters, item: IDataObject = {}) =>
	(await outcomeOf(ruled(dialing, [item], recently(change), more, GOES_ON))) as [IDataObject];

describe('who counts as the same person', () => {
	it.each<[string, object, INodeParameters]>([
		['a number with spaces and brackets', { number: US }, { to: '+1 (555) 555-0123' }],
		['a number without a plus sign', { number: US }, { to: '1 555 555 0123' }],
		['a national number', { number: BERLIN }, { to: '030 901820', countryCode: '+49' }],
		['a number of the list in another spelling', { number: '0049 30 901820' }, { to: BERLIN }],
		['a SIP address in another case', { sipUri: 'sip:Anna@PBX.example.com' }, { to: 'sip:anna@pbx.example.com:5060' }],
		['a number and its extension', { number: US, extension: '12' }, { to: `${US} x12` }],
		['customer in Additional Body', { number: US }, { to: '', additionalFields: { additionalBody: `{"customer":{"number":"${US}"}}` } }],
	])('%s', async (_name, customer, more) => {
		const id = callEnded(dialing, customer, 2);
		const [item] = await run({}, more);
		expect(item).toMatchObject({ skipped: true, earlierCall: { id } });
		expect(dialing.posts()).toBe(0);
	});

	it.each<[string, object, INodeParameters, object]>([
		['another number', { number: '+15555550124' }, { to: US }, {}],
		['another extension', { number: US, extension: '13' }, { to: `${US} x12` }, {}],
		['the same number by external ID', { number: US, externalId: 'A' }, { to: US, additionalFields: { customerExternalId: 'B' } }, { person: 'externalId' }],
	])('but not %s', async (_name, customer, more, change) => {
		callEnded(dialing, customer, 2);
		const [item] = await run(change, more);
		expect(item).toMatchObject({ id: expect.anything() });
	});

	it.each(['externalId', 'either'])('another number of the same lead (%s)', async (person) => {
		const id = callEnded(dialing, { number: '+15555550124', externalId: 'lead-7' }, 2);
		const [item] = await run({ person }, { to: US, additionalFields: { customerExternalId: ' lead-7 ' } });
		expect(item).toMatchObject({ skipped: true, earlierCall: { id } });
	});

	it('by number where there is no external ID, and either counts', async () => {
		callEnded(dialing, { number: US }, 2);
		expect(await run({ person: 'either' }, { to: US })).toMatchObject([{ skipped: true }]);
	});

	it('stops an item without the external ID that it goes by', async () => {
		const [item] = await run({ person: 'externalId' }, { to: US });
		expect(item.error).toContain("'Customer External ID' is empty for this item");
		expect(dialing.posts()).toBe(0);
	});

	it('each of the customers in Additional Body', async () => {
		const [first = '', second = '', third = ''] = freshNumbers(3);
		const id = callEnded(dialing, { number: second }, 2);
		const customers = [first, second, third, first].map((number) => ({ number }));
		const items = await run({}, { to: '', additionalFields: { additionalBody: JSON.stringify({ customers }) } });
		expect(dialedIn(dialing)).toEqual([first, third]);
		expect(items).toMatchObject([
			{ customerNumber: first },
			{ customerNumber: third },
			{ skipped: true, customer: { number: second }, earlierCall: { id } },
			{ skipped: true, customer: { number: first } },
		]);
	});
});

describe('which calls count', () => {
	const unanswered = ['customer-did-not-answer', 'customer-busy', 'voicemail', 'twilio-reported-customer-misdialed'];
	const answered = ['customer-ended-call', 'assistant-ended-call', 'silence-timed-out', 'a-reason-that-is-new'];
	const neverRang = { startedAt: undefined, endedReason: 'call.start.error-vapi-number-outbound-daily-limit' };
	const notOver = { status: 'in-progress', endedReason: undefined, endedAt: undefined };

	it.each<[string, string, number, object, boolean]>([
		['a call of 23.9 hours ago', 'all', 23.9, {}, true],
		['a call of 24.1 hours ago', 'all', 24.1, {}, false],
		['an old call that changed lately', 'all', 30, { updatedAt: new Date().toISOString() }, false],
		['a call of long ago that rang lately', 'all', 2, { createdAt: '2020-01-01T00:00:00.000Z' }, true],
		['an inbound call', 'all', 2, { type: 'inboundPhoneCall' }, false],
		['a call that goes on', 'answered', 2, notOver, true],
		['a call that is scheduled', 'answered', 2, { ...notOver, status: 'scheduled', startedAt: undefined }, true],
		['a call that never rang', 'all', 2, neverRang, false],
		['a call that was canceled before it rang', 'all', 2, { ...neverRang, endedReason: 'manually-canceled' }, false],
		...unanswered.flatMap((endedReason) => [
			[`${endedReason}, of all`, 'all', 2, { endedReason }, true] as never,
			[`${endedReason}, of the answered`, 'answered', 2, { endedReason }, false] as never,
		]),
		...answered.map((endedReason) => [`${endedReason}, of the answered`, 'answered', 2, { endedReason }, true] as never),
	])('%s (%s)', async (_name, calls, hoursAgo, change, counts) => {
		callEnded(dialing, { number: US }, hoursAgo, change as IDataObject);
		const [item] = await run({ calls }, { to: US });
		expect(item.skipped === true).toBe(counts);
		expect(dialing.posts()).toBe(counts ? 0 : 1);
	});

	it('a call that Calling Hours scheduled on Friday, until Monday and long after', async () => {
		setTime(dialing, EVENING);
		const [number = ''] = freshNumbers(1);
		const rules = { ...hours('schedule'), ...recently({ hours: 1 }) };
		const call = async () => await outcomeOf(ruled(dialing, itemsOf([number]), rules));
		expect(await call()).toMatchObject([{ status: 'scheduled' }]);
		for (const later of ['2026-07-10T23:00:00Z', '2026-07-12T08:00:00Z', '2026-07-13T06:59:00Z']) {
			setTime(dialing, later);
			expect(await call()).toMatchObject([
				{ number, skipped: true, rule: 'skipIfCalledRecently', earlierCall: { at: MONDAY.earliestAt } },
			]);
		}
		expect(dialedIn(dialing)).toEqual([number]);
	});
});

describe('what cannot be read', () => {
	it.each([0, -1, 'a day', '', 9_000, null])('hours: %j', async (hoursAgo) => {
		const [item] = await run({ hours: hoursAgo }, { to: US });
		expect(item.error).toContain("'Hours' of 'Skip If Called Recently'");
		expect(dialing.posts()).toBe(0);
	});

	it.each([
		[{ person: 'name' }, 'Same Person By'],
		[{ calls: 'some' }, 'Calls'],
	])('a choice that there is not: %j', async (change, field) => {
		const [item] = await run(change, { to: US });
		expect(item.error).toContain(`'${field}' of 'Skip If Called Recently'`);
		expect(dialing.posts()).toBe(0);
	});
});

it('is nothing for a session that rings nobody', async () => {
	const [item] = await run({}, { callType: 'web' });
	expect(item).toMatchObject({ id: expect.anything() });
});
