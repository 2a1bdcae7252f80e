import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { ASSISTANTS, PHONE_NUMBERS, SQUADS } from '../../../sandbox/seed.mts';
import { byId, runVapi, useSandbox } from '../support.mts';

const sandbox = useSandbox();

const run = async (operation: string, parameters: INodeParameters = {}, items?: IDataObject[]) =>
	await runVapi(sandbox(), { resource: 'squad', operation, ...parameters }, items ? { items } : {});
const sent = () => sandbox().requests.map(({ method, path, body }) => ({ method, path, body }));
const MEMBERS = [{ assistantId: ASSISTANTS.receptionist }];

describe('a squad', () => {
	it('lives from Create to Delete', async () => {
		const created = await run('create', {
			members: JSON.stringify(MEMBERS),
			additionalFields: { squadName: 'Front Desk' },
		});
		const { id, ...squad } = created.json('Vapi')[0] ?? {};
		expect(squad).toMatchObject({ name: 'Front Desk', members: MEMBERS });

		const squadId = byId(String(id));
		await run('update', { squadId, members: JSON.stringify(MEMBERS), updateFields: { squadName: 'Night' } });
		expect((await run('get', { squadId })).json('Vapi')[0]).toMatchObject({ id, name: 'Night' });
		const all = (await run('getAll', { returnAll: true })).json('Vapi');
		expect(all.map((each) => each.id).sort()).toEqual([...Object.values(SQUADS), id].sort());

		expect((await run('delete', { squadId })).json('Vapi')).toEqual([{ deleted: true, id }]);
		expect((await run('get', { squadId })).error?.message).toContain('404');
	});

	it('takes its members as a list that an expression gives', async () => {
		const result = await run('create', { members: '={{ $json.members }}' }, [{ members: MEMBERS }]);
		expect(result.error?.message).toBeUndefined();
		expect(sent()).toEqual([{ method: 'POST', path: '/squad', body: { members: MEMBERS } }]);
	});

	it.each<[string, string]>([
		['{ "assistantId": "x" }', 'is one JSON object and no list'],
		['[{ "assistantId": "x" }', 'is not valid JSON'],
		['[]', "'Members (JSON)' is empty"],
	])('is not created with the members %s', async (members, message) => {
		const result = await run('create', { members });
		expect(result.error?.message).toContain(message);
		expect(sent()).toEqual([]);
	});
});

describe('a phone number', () => {
	const update = async (parameters: INodeParameters) =>
		await runVapi(sandbox(), {
			resource: 'phoneNumber',
			operation: 'update',
			phoneNumberId: byId(PHONE_NUMBERS.main),
			provider: 'twilio',
			...parameters,
		});

	it('loses what Clear Fields names', async () => {
		const clearFields = ['assistantId', 'server', 'hooks'];
		const result = await update({ updateFields: { clearFields, numberName: 'Front Desk' } });
		expect(result.error?.message).toBeUndefined();
		const body = { provider: 'twilio', name: 'Front Desk', assistantId: null, server: null, hooks: [] };
		expect(sent()).toEqual([{ method: 'PATCH', path: `/phone-number/${PHONE_NUMBERS.main}`, body }]);
		expect(result.json('Vapi')[0]).not.toHaveProperty('assistantId');
	});

	it('takes null from its JSON', async () => {
		await update({ updateFields: { phoneNumberJson: '{ "squadId": null, "server": null }' } });
		expect(sent()[0]?.body).toEqual({ provider: 'twilio', squadId: null, server: null });
	});

	it('is not both given a webhook and freed of it', async () => {
		const updateFields = { clearFields: ['server'], webhookUrl: 'https://example.com/vapi' };
		const result = await update({ updateFields });
		expect(result.error?.message).toBe("'Webhook URL' is set, and 'Clear Fields' empties it");
		expect(sent()).toEqual([]);
	});

	it('is told the fields of its provider, whatever the form still holds of another one', async () => {
		const updateFields = { sipUri: 'sip:left-over@sip.vapi.ai', smsEnabled: false, numberName: 'Front Desk' };
		// By expression n8n shows, and keeps, everything.
		await update({ provider: '={{ "twilio" }}', updateFields });
		await update({ provider: '={{ "vapi" }}', updateFields });
		expect(sent().map(({ body }) => body)).toEqual([
			{ provider: 'twilio', smsEnabled: false, name: 'Front Desk' },
			{ provider: 'vapi', sipUri: 'sip:left-over@sip.vapi.ai', name: 'Front Desk' },
		]);
	});

	it('is created for its provider', async () => {
		await runVapi(sandbox(), {
			resource: 'phoneNumber',
			operation: 'create',
			provider: 'twilio',
			number: '+15555550100',
			credentialId: 'left over',
			twilioAccountSid: 'AC1',
			additionalFields: { areaCode: '415', smsEnabled: false },
		});
		expect(sent()[0]?.body).toEqual({
			provider: 'twilio',
			number: '+15555550100',
			twilioAccountSid: 'AC1',
			smsEnabled: false,
		});
	});

	it('is not changed for a provider that there is not', async () => {
		const result = await update({ provider: '={{ "fax" }}' });
		expect(result.error?.message).toContain(`'Provider' is "fax", which is none of its options`);
		expect(sent()).toEqual([]);
	});
});
