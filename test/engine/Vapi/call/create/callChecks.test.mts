import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { ASSISTANTS, PHONE_NUMBERS } from '../../../../../sandbox/seed.mts';
import { bodies, byId, callParameters, filledIn, numbersOf, runVapi, useSandbox } from '../../../support.mts';

const sandbox = useSandbox();

describe('bad input', () => {
	const more = filledIn;

	it.each<[string, INodeParameters, string]>([
		['a number that an expression does not find', { to: '={{ $json.phone }}' }, "'To'"],
		['a number left to JSON that brings none', { to: '', ...more({ additionalBody: '{}' }) }, "'To'"],
		['a national number without a country', { to: '(415) 555-0100' }, "'To'"],
		['letters', { to: 'abc' }, "'To'"],
		['40 digits', { to: `+${'1234567890'.repeat(4)}` }, "'To'"],
		['a SIP address without a host', { to: 'sip:anna@' }, "'To'"],
		['a SIP address with nothing behind it', { to: 'sip:' }, "'To'"],
		['a call name over 40 characters', more({ callName: 'x'.repeat(41) }), "'Call Name'"],
		[
			'a customer name over 40 characters',
			more({ customerName: 'x'.repeat(41) }),
			"'Customer Name'",
		],
		[
			'a max duration below 10',
			more({ maxDurationSeconds: 9 }),
			"'Max Duration (Seconds)'",
		],
		[
			'a max duration above 43200',
			more({ maxDurationSeconds: 43201 }),
			"'Max Duration (Seconds)'",
		],
		[
			'a call name over 40 characters in JSON',
			more({ additionalBody: JSON.stringify({ name: 'x'.repeat(41) }) }),
			"'Call Name'",
		],
		[
			'a max duration above 43200 in JSON',
			more({ assistantOverrides: '{"maxDurationSeconds": 43201}' }),
			"'Max Duration (Seconds)'",
		],
		[
			'a webhook URL without https in JSON',
			more({ assistantOverrides: '{"server": {"url": "http://example.com"}}' }),
			"'Webhook URL'",
		],
		[
			'a schedule in JSON that ends before it begins',
			more({ additionalBody: JSON.stringify({
					schedulePlan: {
						earliestAt: '2040-01-02T00:00:00Z',
						latestAt: '2040-01-01T00:00:00Z',
					},
				}) }),
			"'Schedule Latest At'",
		],
		[
			'a latest time before the earliest',
			more({ scheduleEarliestAt: '2040-01-02T00:00:00Z', scheduleLatestAt: '2040-01-01T00:00:00Z' }),
			"'Schedule Latest At'",
		],
		[
			'an expression outside expression mode',
			more({ firstMessage: 'Hello {{ $json.name }}' }),
			"'First Message' holds an expression",
		],
		...['customerNumber', 'phone_number', 'assistant_id'].map((name): [string, INodeParameters, string] => [
			`${name} in JSON`,
			more({ additionalBody: JSON.stringify({ [name]: 'x' }) }),
			`'Additional Body (JSON)' has '${name}'`,
		]),
		['a date that is none', more({ scheduleEarliestAt: 'next tuesday-ish' }), "'Schedule Earliest At'"],
		[
			'a webhook URL without https',
			more({ webhookUrl: 'http://example.com/hook' }),
			"'Webhook URL'",
		],
		['a webhook URL that is none', more({ webhookUrl: 'my hook' }), "'Webhook URL'"],
		['invalid JSON', more({ additionalBody: '{"name": ' }), "'Additional Body (JSON)'"],
		['JSON that is a list', more({ additionalBody: '[1]' }), "'Additional Body (JSON)'"],
		[
			'JSON that is a text',
			more({ assistantOverrides: '"Hi"' }),
			"'Assistant Overrides (JSON)'",
		],
		['variables that are no object', more({ variablesJson: '7' }), "'Variables (JSON)'"],
		['metadata that is no JSON', more({ metadataJson: '{a}' }), "'Metadata (JSON)'"],
		['no agent', { assistantId: byId('={{ $json.agent }}') }, "'Assistant' is empty: the call has no agent"],
		[
			'no agent in JSON either',
			{ assistantId: byId(''), ...more({ additionalBody: '{}' }) },
			"'Assistant' is empty: the call has no agent",
		],
		['no squad', { agent: 'squad', squadId: byId('={{ null }}') }, "'Squad' is empty: the call has no agent"],
		['a new squad that is empty', { agent: 'newSquad', newSquad: '{}' }, "'New Squad (JSON)' is empty"],
		['a new squad as the field begins', { agent: 'newSquad', newSquad: '{ "members": [] }' }, "'New Squad (JSON)' has no members"],
		[
			'a saved assistant and a new one',
			more({ additionalBody: '{"assistant": {"firstMessage": "Hi"}}' }),
			'more than one agent: assistantId, assistant',
		],
		['two lines', more({ additionalBody: '{"phoneNumber": {"twilioPhoneNumber": "+15555550199"}}' }), 'two lines'],
		['a person as phoneNumber', more({ additionalBody: '{"phoneNumber": "+15555550123"}' }), "has as 'phoneNumber'"],
		['a person as customer', more({ additionalBody: '{"customer": "+15555550123"}' }), "has as 'customer'"],
		['a new assistant without a model', { agent: 'newAssistant', model: '' }, "'Model'"],
		['no from', { phoneNumberId: byId('={{ "" }}') }, "'From'"],
		['an assistant that is no ID', { assistantId: byId('receptionist') }, "'Assistant'"],
		['an assistant by the URL of a list', { assistantId: byId('https://dashboard.vapi.ai/assistants') }, "'Assistant'"],
		['a squad that is no ID', { agent: 'squad', squadId: byId('clinic') }, "'Squad'"],
		['a number in From', { phoneNumberId: byId('+15555550100') }, "'From'"],
		['tools that are no IDs', more({ toolIds: ['look_up_order'] }), "'Tool Names or IDs'"],
		['an assistant in JSON that is no ID', more({ additionalBody: '{"assistantId": "receptionist"}' }), "'Assistant'"],
		['tools in JSON that are none', more({ tools: '{"type": "dtmf"}' }), "'Tools (JSON)'"],
		[
			'a from that Additional Body takes away',
			more({ additionalBody: '{"phoneNumberId": null}' }),
			"'From'",
		],
	])('%s stops the item before any request, by the name of the field', async (_name, bad, named) => {
		const alone = await runVapi(sandbox(), callParameters(bad));

		expect(alone.status).toBe('error');
		expect(alone.error?.message).toContain(named);
		expect(alone.error?.message).not.toMatch(/item 0/);
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
			[{ earliest: '2040-01-02T00:00:00Z', latest: '2040-01-01T00:00:00Z' }, "'Schedule Latest At'"],
			[{ earliest: 'soon' }, "'Schedule Earliest At'"],
			[{ earliest: '' }, "'Schedule Earliest At'"],
			[{ earliest: '2020-01-01T00:00:00Z' }, "'Schedule Earliest At'"],
			[{ hook: 'http://example.com/hook' }, "'Webhook URL'"],
			[{ body: '{"name": ' }, "'Additional Body (JSON)'"],
			[{ body: '[]' }, "'Additional Body (JSON)'"],
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
			earliest: '2099-01-01T00:00:00Z',
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
				output: 'raw',
				to: '={{ $json.to }}',
				assistantId: byId('={{ $json.who }}'),
				phoneNumberId: byId('={{ $json.from }}'),
				additionalFields: { customerName: '={{ $json.customerName }}', callName: '={{ $json.callName }}', maxDurationSeconds: '={{ $json.seconds }}', scheduleEarliestAt: '={{ $json.earliest }}', scheduleLatestAt: '={{ $json.latest }}', webhookUrl: '={{ $json.hook }}', additionalBody: '={{ $json.body }}' },
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
				schedulePlan: { earliestAt: '2099-01-01T00:00:00.000Z' },
			})),
		);
	});
});
