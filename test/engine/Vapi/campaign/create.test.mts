import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { ASSISTANTS, PHONE_NUMBERS, SQUADS } from '../../../../sandbox/seed.mts';
import { violationsOf } from '../../../contract/contract.mts';
import { byId, useSandbox } from '../../support.mts';
import { GO_ON, number, people, useCampaigns } from './campaigns.mts';

const sandbox = useSandbox();
const { run, rowsOf, posts, bodies } = useCampaigns(sandbox);

describe('Campaign: Create', () => {
	it('puts all items into one campaign, and gives each its contact', async () => {
		const items = [
			{ number: '+1 (555) 555-0123', name: 'Anna', lead: 'a1', order: 7 },
			{ number: '5555550124', name: 'Ben', lead: 'b2', order: 8 },
		];
		const result = await run(items, {
			countryCode: '+1',
			variables: { values: [{ name: 'order', value: '={{ $json.order }}' }] },
			maxConcurrency: 1,
			additionalFields: {
				customerName: '={{ $json.name }}',
				customerExternalId: '={{ $json.lead }}',
				customerEmail: '={{ $json.name.toLowerCase() }}@example.com',
				variablesJson: '={{ { "nested": { "lead": $json.lead } } }}',
				overrides: '{ "firstMessage": "Hello.", "variableValues": { "company": "Example" } }',
				webhookUrl: 'https://example.com/hook',
				webhookEvents: ['contact.completed'],
				predialPlan: '{ "enabled": false }',
			},
		});
		const contactOf = (name: string, lead: string, order: string, to: string) => ({
			number: to,
			name,
			email: `${name.toLowerCase()}@example.com`,
			externalId: lead,
			assistantOverrides: { variableValues: { order, nested: { lead } } },
		});
		expect(bodies()).toEqual([
			{
				name: 'Reminders',
				assistantId: ASSISTANTS.leadQualifier,
				phoneNumberId: PHONE_NUMBERS.main,
				maxConcurrency: 1,
				assistantOverrides: { firstMessage: 'Hello.', variableValues: { company: 'Example' } },
				server: { url: 'https://example.com/hook' },
				serverMessages: ['contact.completed'],
				predialPlan: { enabled: false },
				customers: [
					expect.objectContaining(contactOf('Anna', 'a1', expect.anything() as never, '+15555550123')),
					expect.objectContaining(contactOf('Ben', 'b2', expect.anything() as never, '+15555550124')),
				],
			},
		]);
		const rows = rowsOf(result);
		const [campaignId] = new Set(rows.map((row) => row.campaignId));
		expect(rows).toMatchObject([
			{ number: '+15555550123', name: 'Anna', externalId: 'a1', status: 'contact.dispatched' },
			{ number: '+15555550124', name: 'Ben', externalId: 'b2', status: 'contact.pending' },
		]);
		for (const row of rows) {
			expect(row).toMatchObject({ campaignId, campaignName: 'Reminders', campaignStatus: 'in-progress' });
			expect(row.id).toMatch(/^[0-9a-f-]{36}$/);
		}
		expect(result.output('Vapi').map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		expect(sandbox().requests.flatMap(violationsOf)).toEqual([]);
	});

	it('merges the variables of a contact with those of the campaign, in the call', async () => {
		await run(people(1), {
			variables: { values: [{ name: 'order', value: '7' }] },
			additionalFields: { overrides: '{ "variableValues": { "company": "Example" } }' },
		});
		const [call] = [...sandbox().state.calls.values()].filter(({ campaignId }) => campaignId);
		expect(call?.assistantOverrides).toMatchObject({
			variableValues: { company: 'Example', order: expect.anything() as unknown },
		});
	});

	it('calls by a squad, with overrides where a squad has them', async () => {
		await run(people(1), {
			agent: 'squad',
			squadId: byId(SQUADS.clinic),
			variables: { values: [{ name: 'order', value: '7' }] },
			additionalFields: { overrides: '{ "firstMessage": "Hello." }' },
		});
		const [body] = bodies();
		expect(body).toMatchObject({ squadId: SQUADS.clinic, squadOverrides: { firstMessage: 'Hello.' } });
		expect(body).not.toHaveProperty('assistantId');
		expect(body?.customers[0]).toHaveProperty('squadOverrides.variableValues.order');
		expect(sandbox().requests.flatMap(violationsOf)).toEqual([]);
	});

	it('always says how many calls may go on at once', async () => {
		await run(people(1));
		expect(bodies()[0]).toMatchObject({ maxConcurrency: 10 });
	});

	it('sends 1,000 leads in one request', async () => {
		const rows = rowsOf(await run(people(1000)));
		expect(rows).toHaveLength(1000);
		expect(new Set(rows.map(({ id }) => id)).size).toBe(1000);
		expect(rows.map((row) => row.number)).toEqual(people(1000).map((person) => person.number));
		expect(posts()).toHaveLength(1);
		expect(bodies()[0]?.customers).toHaveLength(1000);
	});

	it('stops before anything is sent at more than Vapi takes', async () => {
		const many = Array.from({ length: 10_001 }, (_, index) => ({ number: `+1555${5_550_000 + index}` }));
		const result = await run(many);
		expect(result.error?.message).toContain('10001 items are too many for one campaign');
		expect(result.error?.message).toContain('10000');
		expect(sandbox().requests).toEqual([]);
	}, 120_000);
});

describe('what items cannot be in the campaign', () => {
	const BAD: Array<[string, IDataObject, string]> = [
		['no number', { number: '' }, "'To' is empty"],
		['a word', { number: 'none' }, "'To'"],
		['a SIP address', { number: 'sip:anna@example.com' }, 'is a SIP address'],
		['a number twice', { number: '1 555 555 1000', countryCode: '1' }, 'is in item 0 already'],
		['another name', { number: number(5), campaign: 'Others' }, "'Campaign Name' is \"Others\" here and"],
		['another limit', { number: number(5), most: 3 }, "'Max Concurrency' is \"3\" here and"],
		['a list', { number: number(5), values: { tea: ['green'] } }, 'a campaign loses lists'],
		['a long name', { number: number(5), name: 'x'.repeat(41) }, 'takes 40'],
	];
	const FORM = {
		campaignName: '={{ $json.campaign ?? "Reminders" }}',
		maxConcurrency: '={{ $json.most ?? 10 }}',
		additionalFields: {
			customerName: '={{ $json.name ?? "Anna" }}',
			variablesJson: '={{ $json.values ?? {} }}',
		},
	};
	const around = (bad: IDataObject) => [{ number: number(0) }, bad, { number: number(2) }];

	it.each(BAD)('%s: stops the node before anything is sent', async (_, bad, words) => {
		const result = await run(around(bad), FORM);
		expect(result.error?.message).toContain(words);
		expect(result.error?.message).toContain('[item 1]');
		expect(sandbox().requests).toEqual([]);
	});

	it.each(BAD)('%s: fails in its place, and the others are called', async (_, bad, words) => {
		const rows = rowsOf(await run(around(bad), FORM, GO_ON));
		expect(rows).toHaveLength(3);
		expect(rows[1]?.error).toContain(words);
		expect(rows[1]).toMatchObject({ ...bad, details: { outcome: 'notSent' } });
		expect([rows[0]?.number, rows[2]?.number]).toEqual([number(0), number(2)]);
		expect(bodies().map(({ customers }) => customers.map((each) => each.number))).toEqual([
			[number(0), number(2)],
		]);
	});

	it('takes times that an expression reckons from now for the same', async () => {
		const result = await run(people(3), {
			additionalFields: { scheduleEarliestAt: '={{ $now.plus({ hours: 1 }) }}' },
		});
		expect(result.error?.message).toBeUndefined();
		expect(rowsOf(result)[0]).toMatchObject({ status: 'contact.pending', campaignStatus: 'scheduled' });
		expect(sandbox().dials).toEqual([]);
	});

	const FIELDS: Array<[string, INodeParameters, string]> = [
		['earliest in the past', { scheduleEarliestAt: '2020-01-01T00:00:00Z' }, 'is in the past'],
		['an expression that finds no time', { scheduleEarliestAt: '={{ $json.at }}' }, 'Schedule Earliest At'],
		['latest alone', { scheduleLatestAt: '2099-01-01T00:00:00Z' }, 'Schedule Earliest At'],
		['an address that is not https', { webhookUrl: 'http://example.com/hook' }, 'is not an https address'],
		['a pre-dial plan without an address', { predialPlan: '{ "enabled": true }' }, "'Webhook URL' is not"],
		['events without an address', { webhookEvents: ['campaign.ended'] }, "'Webhook URL' is not"],
		['lists in the overrides', { overrides: '{ "variableValues": { "tea": [] } }' }, 'loses lists'],
	];

	it.each(FIELDS)('%s: is refused before anything is sent', async (_, additionalFields, words) => {
		const result = await run(people(2), { additionalFields });
		expect(result.error?.message).toContain(words);
		expect(sandbox().requests).toEqual([]);
	});
});
