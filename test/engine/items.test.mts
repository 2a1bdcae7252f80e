import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { ASSISTANTS, PHONE_NUMBERS } from '../../sandbox/seed.mts';
import { runWorkflow, sandboxCredentials } from './harness/index.mts';
import { bodies, byId, callParameters, posts, runVapi, useSandbox } from './support.mts';

const sandbox = useSandbox();

const good = ['+15555550120', '+15555550121', '+15555550122'];
/** One list with a number that is none in the middle. */
const items = [{ to: good[0] }, { to: 'abc' }, { to: good[1] }, { to: good[2] }];
const parameters = callParameters({ to: '={{ $json.to }}', simplify: false });

function numbers(list: IDataObject[]): unknown[] {
	return list.map(({ customer }) => (customer as IDataObject | undefined)?.number);
}

describe('several items', () => {
	it('reads every parameter per item and pairs each result with its item', async () => {
		const result = await runVapi(
			sandbox(),
			callParameters({
				to: '={{ $json.to }}',
				assistantId: byId('={{ $json.who }}'),
				simplify: '={{ $json.simple }}',
				additionalFields: {
					customer: { name: '={{ $json.name }}' },
					conversation: {
						variableValues: { values: [{ name: '={{ $json.key }}', value: '={{ $itemIndex }}' }] },
					},
				},
			}),
			{
				items: [
					{ to: good[0], who: ASSISTANTS.receptionist, name: 'Anna', key: 'a', simple: true },
					{ to: good[1], who: ASSISTANTS.leadQualifier, name: 'Ben', key: 'b', simple: false },
				],
			},
		);

		expect(bodies(sandbox())).toMatchObject([
			{
				assistantId: ASSISTANTS.receptionist,
				customer: { number: good[0], name: 'Anna' },
				assistantOverrides: { variableValues: { a: 0 } },
			},
			{
				assistantId: ASSISTANTS.leadQualifier,
				customer: { number: good[1], name: 'Ben' },
				assistantOverrides: { variableValues: { b: 1 } },
			},
		]);
		expect(result.output('Vapi').map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
		]);
		expect(result.json('Vapi')[0]).not.toHaveProperty('customer');
		expect(result.json('Vapi')[1]).toHaveProperty('customer');
	});

	it('lets a later node look back at the item behind each call', async () => {
		const result = await runWorkflow({
			credentials: sandboxCredentials(sandbox()),
			items: [{ to: good[0] }, { to: good[1] }],
			nodes: [
				{ name: 'Vapi', parameters },
				{
					name: 'Back',
					type: 'test.set',
					parameters: { values: '={{ { "to": $("Trigger").item.json.to } }}' },
				},
			],
		});

		expect(result.json('Back').map(({ to }) => to)).toEqual([good[0], good[1]]);
	});

	it('dials nobody when an item is bad and nothing says to go on', async () => {
		const result = await runVapi(sandbox(), parameters, { items });

		expect(result.status).toBe('error');
		expect(result.error?.context?.itemIndex).toBe(1);
		expect(result.error?.message).toContain("'To'");
		expect(sandbox().requests).toEqual([]);
	});

	it.each([
		['onError', { onError: 'continueRegularOutput' as const }],
		['the older Continue On Fail', { continueOnFail: true }],
	])('keeps order and pairing with a failed item in its place (%s)', async (_name, node) => {
		const result = await runVapi(sandbox(), parameters, { items, node });

		expect(result.status).toBe('success');
		expect(numbers(result.json('Vapi'))).toEqual([good[0], undefined, good[1], good[2]]);
		expect(result.output('Vapi').map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 1, 2, 3].map((item) => ({ item })),
		);
		expect(result.json('Vapi')[1]?.error).toContain("'To'");
		expect(numbers(bodies(sandbox()))).toEqual(good);
	});

	it('sends failed items to the error output and the others on', async () => {
		const node = { onError: 'continueErrorOutput' as const };
		const result = await runVapi(sandbox(), parameters, { items, node });

		expect(numbers(result.json('Vapi', 0))).toEqual(good);
		expect(result.output('Vapi', 0).map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 2, 3].map((item) => ({ item })),
		);
		expect(result.output('Vapi', 1)).toHaveLength(1);
		expect(result.output('Vapi', 1)[0]?.pairedItem).toEqual({ item: 1 });
		expect(result.json('Vapi', 1)[0]?.error).toContain("'To'");
	});

	it('goes on after an item that Vapi refuses', async () => {
		sandbox().faults.add({
			method: 'POST',
			path: '/call',
			match: { number: good[1] as string },
			kind: 'status',
			status: 400,
			body: { message: ['not today'], error: 'Bad Request', statusCode: 400 },
		});
		const result = await runVapi(sandbox(), parameters, {
			items: good.map((to) => ({ to })),
			node: { onError: 'continueErrorOutput' },
		});

		expect(numbers(result.json('Vapi', 0))).toEqual([good[0], good[2]]);
		expect(result.json('Vapi', 1)[0]?.error).toMatch(/not today/);
		expect(result.output('Vapi', 1)[0]?.pairedItem).toEqual({ item: 1 });
	});

	it('does nothing for no items', async () => {
		const result = await runVapi(sandbox(), parameters, { items: [] });

		expect(result.status).toBe('success');
		expect(sandbox().requests).toEqual([]);
	});

	it('runs only the first item with Execute Once', async () => {
		await runVapi(sandbox(), parameters, {
			items: good.map((to) => ({ to })),
			node: { executeOnce: true },
		});

		expect(numbers(bodies(sandbox()))).toEqual([good[0]]);
	});
});

describe('bad input', () => {
	const more = (theme: string, fields: INodeParameters) => ({ additionalFields: { [theme]: fields } });

	it.each<[string, INodeParameters, string]>([
		['an empty number', { to: '' }, "'To'"],
		['a national number without a country', { to: '(415) 555-0100' }, "'To'"],
		['letters', { to: 'abc' }, "'To'"],
		['40 digits', { to: `+${'1234567890'.repeat(4)}` }, "'To'"],
		['a SIP address without a host', { to: 'sip:anna@' }, "'To'"],
		['a SIP address with nothing behind it', { to: 'sip:' }, "'To'"],
		['a call name over 40 characters', more('data', { name: 'x'.repeat(41) }), "'Call Name'"],
		[
			'a customer name over 40 characters',
			more('customer', { name: 'x'.repeat(41) }),
			"'Customer Name'",
		],
		[
			'a max duration below 10',
			more('conversation', { maxDurationSeconds: 9 }),
			"'Max Duration (Seconds)'",
		],
		[
			'a max duration above 43200',
			more('conversation', { maxDurationSeconds: 43201 }),
			"'Max Duration (Seconds)'",
		],
		[
			'a call name over 40 characters in JSON',
			more('advanced', { body: JSON.stringify({ name: 'x'.repeat(41) }) }),
			"'Call Name'",
		],
		[
			'a max duration above 43200 in JSON',
			more('advanced', { assistantOverrides: '{"maxDurationSeconds": 43201}' }),
			"'Max Duration (Seconds)'",
		],
		[
			'a webhook URL without https in JSON',
			more('advanced', { assistantOverrides: '{"server": {"url": "http://example.com"}}' }),
			"'Webhook URL'",
		],
		[
			'a schedule in JSON that ends before it begins',
			more('advanced', {
				body: JSON.stringify({
					schedulePlan: {
						earliestAt: '2040-01-02T00:00:00Z',
						latestAt: '2040-01-01T00:00:00Z',
					},
				}),
			}),
			"'Latest At'",
		],
		[
			'a latest time before the earliest',
			more('schedule', { earliestAt: '2040-01-02T00:00:00Z', latestAt: '2040-01-01T00:00:00Z' }),
			"'Latest At'",
		],
		['a date that is none', more('schedule', { earliestAt: 'next tuesday-ish' }), "'Earliest At'"],
		[
			'a webhook URL without https',
			more('webhook', { serverUrl: 'http://example.com/hook' }),
			"'Webhook URL'",
		],
		['a webhook URL that is none', more('webhook', { serverUrl: 'my hook' }), "'Webhook URL'"],
		['invalid JSON', more('advanced', { body: '{"name": ' }), "'Additional Body'"],
		['JSON that is a list', more('advanced', { body: '[1]' }), "'Additional Body'"],
		[
			'JSON that is a text',
			more('advanced', { assistantOverrides: '"Hi"' }),
			"'Assistant Overrides'",
		],
		['variables that are no object', more('conversation', { variableValuesJson: '7' }), "'Template Variables (JSON)'"],
		['metadata that is no JSON', more('data', { metadataJson: '{a}' }), "'Metadata (JSON)'"],
		['no agent', { assistantId: byId('') }, 'no agent'],
		['no squad', { agent: 'squad', squadId: byId('') }, 'no agent'],
		['an empty new assistant', { agent: 'newAssistant', newAssistant: {} }, 'no agent'],
		['no from', { phoneNumberId: byId('') }, "'From'"],
		[
			'a from that Additional Body takes away',
			more('advanced', { body: '{"phoneNumberId": null}' }),
			"'From'",
		],
	])('%s stops the item before any request, by item and field', async (_name, bad, named) => {
		const alone = await runVapi(sandbox(), callParameters(bad));

		expect(alone.status).toBe('error');
		expect(alone.error?.message).toContain(named);
		expect(alone.error?.message).toMatch(/item 0/);
		expect(alone.error?.context?.itemIndex).toBe(0);
		expect(alone.error?.description).toEqual(expect.stringMatching(/\w/));
		expect(alone.error?.message).not.toMatch(/\b(error|problem|failure|mistake)\b/i);
		expect(sandbox().requests).toEqual([]);
	});

	it('stops only its own item when the list goes on, with empty cells counting as not set', async () => {
		const bad: Array<[IDataObject, string]> = [
			[{ to: '' }, "'To'"],
			[{ to: '(415) 555-0100' }, "'To'"],
			[{ to: 'sip:anna@' }, "'To'"],
			[{ callName: 'x'.repeat(41) }, "'Call Name'"],
			[{ customerName: 'x'.repeat(41) }, "'Customer Name'"],
			[{ seconds: 43201 }, "'Max Duration (Seconds)'"],
			[{ earliest: '2040-01-02T00:00:00Z', latest: '2040-01-01T00:00:00Z' }, "'Latest At'"],
			[{ earliest: 'soon' }, "'Earliest At'"],
			[{ hook: 'http://example.com/hook' }, "'Webhook URL'"],
			[{ body: '{"name": ' }, "'Additional Body'"],
			[{ body: '[]' }, "'Additional Body'"],
			[{ who: '' }, 'no agent'],
			[{ from: '' }, "'From'"],
		];
		const cells = {
			to: '+15555550123',
			who: ASSISTANTS.receptionist,
			from: PHONE_NUMBERS.main,
			callName: null,
			customerName: '',
			seconds: null,
			earliest: '',
			latest: null,
			hook: '',
			body: '',
		};
		const list = bad.flatMap(([cell], index) => [
			{ ...cells, ...cell },
			{ ...cells, to: `+1555555${String(200 + index).padStart(4, '0')}` },
		]);
		const result = await runVapi(
			sandbox(),
			callParameters({
				simplify: false,
				to: '={{ $json.to }}',
				assistantId: byId('={{ $json.who }}'),
				phoneNumberId: byId('={{ $json.from }}'),
				additionalFields: {
					customer: { name: '={{ $json.customerName }}' },
					data: { name: '={{ $json.callName }}' },
					conversation: { maxDurationSeconds: '={{ $json.seconds }}' },
					schedule: { earliestAt: '={{ $json.earliest }}', latestAt: '={{ $json.latest }}' },
					webhook: { serverUrl: '={{ $json.hook }}' },
					advanced: { body: '={{ $json.body }}' },
				},
			}),
			{ items: list, node: { onError: 'continueRegularOutput' } },
		);
		const output = result.output('Vapi');

		expect(output.map(({ pairedItem }) => pairedItem)).toEqual(list.map((_cell, item) => ({ item })));
		for (const [index, [, named]] of bad.entries()) {
			expect(output[2 * index]?.json.error).toContain(named);
			expect(output[2 * index]?.json.error).toContain(`item ${2 * index}`);
		}
		const called = list.filter((_cell, index) => index % 2 === 1).map(({ to }) => to);
		expect(numbers(output.filter((_item, index) => index % 2 === 1).map(({ json }) => json))).toEqual(
			called,
		);
		expect(bodies(sandbox())).toEqual(
			called.map((number) => ({
				assistantId: ASSISTANTS.receptionist,
				phoneNumberId: PHONE_NUMBERS.main,
				customer: { number },
			})),
		);
	});

	it.each([
		['no UUID', 'call-1'],
		['empty', '={{ $json.none }}'],
	])('a call ID that is %s stops Get before any request', async (_name, callId) => {
		const result = await runVapi(sandbox(), {
			resource: 'call',
			operation: 'get',
			callId: byId(callId),
		});

		expect(result.error?.message).toContain("'Call'");
		expect(result.error?.context?.itemIndex).toBe(0);
		expect(sandbox().requests).toEqual([]);
	});
});

describe('valid input', () => {
	const anywhere = { ...callParameters(), to: '', phoneNumberId: byId('') };
	const number = (value: string) => ({ customer: { number: value } });

	it.each<[string, INodeParameters, IDataObject, object]>([
		['a numeric cell', { to: '={{ $json.to }}' }, { to: 15555550100 }, number('+15555550100')],
		['a numeric text without +', { to: '15555550100' }, {}, number('+15555550100')],
		['00 and spaces', { to: '0049 30 901820' }, {}, number('+4930901820')],
		['tel:', { to: 'tel:+1-555-555-0100' }, {}, number('+15555550100')],
		['invisible characters', { to: '\u202a+1\u00a0555\u2011555\u200b0100\u202c' }, {}, number('+15555550100')],
		[
			'a national number with a default country',
			{ to: '(415) 555-0100', additionalFields: { customer: { defaultCountryCode: '1' } } },
			{},
			number('+14155550100'),
		],
	])('%s passes', async (_name, more, item, body) => {
		const result = await runVapi(sandbox(), { ...callParameters(), ...more }, { items: [item] });

		expect(result.error).toBeUndefined();
		expect(bodies(sandbox())).toMatchObject([body]);
	});

	it('transport through Additional Body passes without From and To', async () => {
		const result = await runVapi(sandbox(), {
			...anywhere,
			additionalFields: { advanced: { body: '{"transport": {"provider": "vapi.websocket"}}' } },
		});

		expect(result.error).toBeUndefined();
		expect(posts(sandbox()).map(({ status }) => status)).toEqual([201]);
	});

	it('a transient number through Additional Body passes without From', async () => {
		const phoneNumber = {
			twilioPhoneNumber: '+15555550100',
			twilioAccountSid: 'AC00000000000000000000000000000000',
			twilioAuthToken: 'sandbox',
		};
		const result = await runVapi(sandbox(), {
			...anywhere,
			to: '+15555550123',
			additionalFields: { advanced: { body: JSON.stringify({ phoneNumber }) } },
		});

		expect(result.error).toBeUndefined();
		expect(bodies(sandbox())).toMatchObject([{ phoneNumber, customer: { number: '+15555550123' } }]);
	});

	it('http on loopback passes as a webhook URL while the base URL is loopback', async () => {
		const result = await runVapi(
			sandbox(),
			callParameters({ additionalFields: { webhook: { serverUrl: 'http://127.0.0.1:5678/hook' } } }),
		);

		expect(result.error).toBeUndefined();
		expect(bodies(sandbox())).toMatchObject([
			{ assistantOverrides: { server: { url: 'http://127.0.0.1:5678/hook' } } },
		]);
	});
});
