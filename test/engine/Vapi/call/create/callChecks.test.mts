import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { ASSISTANTS, PHONE_NUMBERS } from '../../../../../sandbox/seed.mts';
import { bodies, byId, callParameters, numbersOf, runVapi, useSandbox } from '../../../support.mts';

const sandbox = useSandbox();

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
		[
			'an expression outside expression mode',
			more('conversation', { firstMessage: 'Hello {{ $json.name }}' }),
			"'First Message' holds an expression",
		],
		...['customerNumber', 'phone_number', 'assistant_id'].map((name): [string, INodeParameters, string] => [
			`${name} in JSON`,
			more('advanced', { body: JSON.stringify({ [name]: 'x' }) }),
			`'Additional Body' has '${name}'`,
		]),
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
		expect(numbersOf(output.filter((_item, index) => index % 2 === 1).map(({ json }) => json))).toEqual(
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
});
