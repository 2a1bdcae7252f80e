import type { INodeParameters } from 'n8n-workflow';
import { ASSISTANTS, PHONE_NUMBERS, SQUADS } from '../../../../sandbox/seed.mts';
import { violationsOf } from '../../../contract/contract.mts';
import { byId, runVapi, useSandbox } from '../../support.mts';

const sandbox = useSandbox();

const sent = () => sandbox().requests.map(({ method, path, body }) => ({ method, path, body }));
const bodies = () => sandbox().requests.filter(({ method }) => method !== 'GET').map(({ body }) => body);

const run = async (operation: string, parameters: INodeParameters = {}) =>
	await runVapi(sandbox(), { resource: 'phoneNumber', operation, ...parameters });
const update = async (parameters: INodeParameters, id: string = PHONE_NUMBERS.main) =>
	await run('update', { phoneNumberId: byId(id), ...parameters });

it('lives from Create to Delete', async () => {
	const additionalFields = { numberName: 'Night', areaCode: '415' };
	const [created] = (await run('create', { provider: 'vapi', additionalFields })).json('Vapi');
	const phoneNumberId = byId(String(created?.id));
	expect((await run('get', { phoneNumberId })).json('Vapi')).toEqual([created]);
	expect((await run('getAll', { returnAll: true })).json('Vapi')).toContainEqual(created);
	const found = await run('getAll', { returnAll: true, filters: { search: 'night' } });
	expect(found.json('Vapi')).toEqual([created]);
	expect((await run('delete', { phoneNumberId })).json('Vapi')).toEqual([
		{ deleted: true, id: created?.id },
	]);
	expect((await run('get', { phoneNumberId })).error?.message).toContain('404');
	expect(sandbox().requests.flatMap(violationsOf)).toEqual([]);
});

describe('Update', () => {
	const assistantId = byId(ASSISTANTS.receptionist);
	const squadId = byId(SQUADS.clinic);

	it.each<[string, INodeParameters, object]>([
		['assistant', { assistantId }, { assistantId: ASSISTANTS.receptionist, squadId: null }],
		['squad', { squadId }, { assistantId: null, squadId: SQUADS.clinic }],
		// What the form still holds of another choice is not sent.
		['none', { assistantId, squadId }, { assistantId: null, squadId: null }],
	])('gives the number to one agent and takes the other away, %s', async (inboundAgent, more, agent) => {
		const result = await update({ inboundAgent, ...more });
		expect(result.error?.message).toBeUndefined();
		const path = `/phone-number/${PHONE_NUMBERS.main}`;
		expect(sent()).toEqual([
			{ method: 'GET', path, body: undefined },
			{ method: 'PATCH', path, body: { provider: 'twilio', ...agent } },
		]);
		expect(sandbox().requests.flatMap(violationsOf)).toEqual([]);
		const after = sandbox().state.phoneNumbers.get(PHONE_NUMBERS.main);
		expect(after?.assistantId ?? null).toBe((agent as { assistantId: unknown }).assistantId);
		expect(after?.squadId ?? null).toBe((agent as { squadId: unknown }).squadId);
	});

	it('leaves the agent as it is, and tells Vapi whose number it is', async () => {
		await update({ updateFields: { numberName: 'Front Desk' } }, PHONE_NUMBERS.vapiFree);
		expect(bodies()).toEqual([{ provider: 'vapi', name: 'Front Desk' }]);
	});

	it('changes the URL of a webhook, and nothing else that its server has', async () => {
		const server = { url: 'https://example.com/old', credentialId: 'cred-1', timeoutSeconds: 7 };
		Object.assign(sandbox().state.phoneNumbers.get(PHONE_NUMBERS.main) ?? {}, { server });
		await update({ updateFields: { webhookUrl: 'https://example.com/new' } });
		expect(bodies()).toEqual([{ provider: 'twilio', server: { ...server, url: 'https://example.com/new' } }]);
	});

	it('loses what Clear Fields names', async () => {
		const clearFields = ['server', 'hooks'];
		const result = await update({ updateFields: { clearFields, numberName: 'Front Desk' } });
		expect(result.error?.message).toBeUndefined();
		expect(bodies()).toEqual([{ provider: 'twilio', name: 'Front Desk', server: null, hooks: [] }]);
	});

	it('takes null from its JSON', async () => {
		await update({ updateFields: { phoneNumberJson: '{ "squadId": null, "server": null }' } });
		expect(bodies()).toEqual([{ provider: 'twilio', squadId: null, server: null }]);
	});

	it.each<[string, INodeParameters, string]>([
		['a webhook that is also taken away', { updateFields: { clearFields: ['server'], webhookUrl: 'https://example.com/vapi' } }, "'Webhook URL' is set, and 'Clear Fields' empties it"],
		['an agent that is not named', { inboundAgent: 'squad', squadId: byId('={{ $json.nothing }}') }, "'Squad' is empty"],
		['nothing', {}, 'Nothing of the phone number is to be changed'],
	])('is refused before anything is sent for %s', async (_, parameters, message) => {
		const result = await update(parameters);
		expect(result.error?.message).toBe(message);
		expect(sent()).toEqual([]);
	});

	it('says so where the number is gone', async () => {
		const result = await update({ inboundAgent: 'none' }, '3f2b8c1e-6d40-4a95-b7e8-50c9d1f2a364');
		expect(result.error?.message).toContain('404');
		expect(bodies()).toEqual([]);
	});
});

describe('Create', () => {
	it.each<[string, INodeParameters, object]>([
		['twilio', { number: '+15555550100', twilioAccountSid: 'AC1', additionalFields: { smsEnabled: false } }, { number: '+15555550100', twilioAccountSid: 'AC1', smsEnabled: false }],
		['telnyx', { number: '+15555550100', credentialId: 'left' }, { number: '+15555550100', credentialId: 'left' }],
		['vonage', { number: '+15555550100', credentialId: 'left' }, { number: '+15555550100', credentialId: 'left' }],
		['vapi', { additionalFields: { areaCode: '415', sipUri: 'sip:desk@sip.vapi.ai' } }, { numberDesiredAreaCode: '415', sipUri: 'sip:desk@sip.vapi.ai' }],
		['byo-phone-number', { credentialId: 'left', additionalFields: { trunkNumber: '+15555550100', numberE164CheckEnabled: false } }, { credentialId: 'left', number: '+15555550100', numberE164CheckEnabled: false }],
	])('tells %s its own fields', async (provider, more, body) => {
		const result = await run('create', { provider, ...more });
		expect(result.error?.message).toBeUndefined();
		expect(bodies()).toEqual([{ provider, ...body }]);
	});

	it('sends nothing that the form still holds of another provider', async () => {
		const left = { number: '+15555550100', credentialId: 'left over', twilioAccountSid: 'AC1' };
		await run('create', { provider: 'twilio', ...left, additionalFields: { areaCode: '415' } });
		expect(bodies()).toEqual([{ provider: 'twilio', number: '+15555550100', twilioAccountSid: 'AC1' }]);
	});

	it('is refused for a provider that there is not', async () => {
		const result = await run('create', { provider: 'fax' });
		expect(result.error?.message).toContain(`'Provider' is "fax", which is none of its options`);
		expect(sent()).toEqual([]);
	});
});

describe('keys of the provider', () => {
	const secrets = { twilioAuthToken: 'token-1', twilioApiKey: 'key-1', twilioApiSecret: 'secret-1' };
	beforeEach(() => {
		const number = sandbox().state.phoneNumbers.get(PHONE_NUMBERS.main);
		Object.assign(number ?? {}, secrets, { authentication: { username: 'desk', password: 'password-1' } });
	});

	it.each<[string, INodeParameters]>([
		['get', { phoneNumberId: byId(PHONE_NUMBERS.main) }],
		['getAll', { returnAll: true }],
		['update', { phoneNumberId: byId(PHONE_NUMBERS.main), inboundAgent: 'none' }],
	])('do not come out of %s', async (operation, parameters) => {
		const result = await run(operation, parameters);
		expect(JSON.stringify(result.json('Vapi'))).not.toMatch(/-1"/);
		expect(result.json('Vapi')).toContainEqual(expect.objectContaining({ authentication: { username: 'desk' } }));
	});

	it('do not come out of Create, to which they were given by expression', async () => {
		const phoneNumberJson = `={{ ${JSON.stringify(JSON.stringify(secrets))} }}`;
		const twilio = { provider: 'twilio', number: '+15555550100', twilioAccountSid: 'AC1' };
		const result = await run('create', { ...twilio, additionalFields: { phoneNumberJson } });
		expect(bodies()).toEqual([{ ...twilio, ...secrets }]);
		expect(JSON.stringify(result.json('Vapi'))).not.toMatch(/-1"/);
	});
});
