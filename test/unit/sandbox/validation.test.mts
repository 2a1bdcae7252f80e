import { ASSISTANTS, PHONE_NUMBERS } from '../../../sandbox/seed.mts';
import type { JsonObject } from '../../../sandbox/types.mts';
import { ask, callTo, useSandbox } from './client.mts';

const sandbox = useSandbox({ timeScale: 0 });
const number = '+15555550123';

const refusal = async (body: JsonObject) => {
	const { status, body: answer } = await ask(sandbox().url, 'POST', '/call', body);
	expect(status).toBe(400);
	expect(answer.error).toBe('Bad Request');
	return answer.message;
};

describe('fields that Vapi refuses', () => {
	it.each<[string, JsonObject, string]>([
		['an unknown property', { maxDurationSeconds: 60 }, 'property maxDurationSeconds should not exist'],
		[
			'an unknown property further down',
			{ assistantOverrides: { model: { provider: 'openai', model: 'gpt-4o', systemPrompt: '' } } },
			'assistantOverrides.model.property systemPrompt should not exist',
		],
		['a long name', { name: 'n'.repeat(41) }, 'name must be shorter than or equal to 40 characters'],
		[
			'a short duration',
			{ assistantOverrides: { maxDurationSeconds: 9 } },
			'assistantOverrides.maxDurationSeconds must not be less than 10',
		],
		['a number as name', { name: 4 }, 'name must be a string'],
		[
			'an unknown mode',
			{ assistantOverrides: { firstMessageMode: 'x' } },
			'assistantOverrides.firstMessageMode must be one of the following values: assistant-speaks-first, assistant-speaks-first-with-model-generated-message, assistant-waits-for-user',
		],
		[
			'a date that is none',
			{ schedulePlan: { earliestAt: 'soon' } },
			'schedulePlan.earliestAt must be a valid ISO 8601 date string',
		],
		[
			'a customer in a batch',
			{ customer: undefined, customers: [{ number }, { number, vip: true }] },
			'customers.1.property vip should not exist',
		],
	])('%s', async (_, fields, sentence) => {
		expect(await refusal(callTo(number, fields))).toContain(sentence);
	});

	it('names the number that is not E.164', async () => {
		expect(await refusal(callTo('5555550123'))).toEqual([
			'customer.number must be a valid phone number in the E.164 format. Hot tip, you may be missing the country code (Eg. US: +1).',
		]);
	});

	it('passes other numbers when the check is off', async () => {
		const customer = { number: '1234', numberE164CheckEnabled: false };
		const answer = await ask(sandbox().url, 'POST', '/call', callTo('', { customer }));
		expect(answer.status).toBe(201);
	});

	it('wants https from servers, and takes http on loopback', async () => {
		const on = (url: string) => callTo(number, { assistantOverrides: { server: { url } } });
		expect(await refusal(on('http://example.com/hook'))).toEqual([
			'assistantOverrides.server.url must be al valid URL. Hot tip, the protocol should be https:// or wss://, but found http://example.com/hook',
		]);
		for (const url of ['https://example.com/hook', 'http://127.0.0.1:5678/hook']) {
			expect((await ask(sandbox().url, 'POST', '/call', on(url))).status).toBe(201);
		}
	});

	it('checks queries and turns numbers into numbers', async () => {
		const answer = await ask(sandbox().url, 'GET', '/call?limit=1001&status=ended');
		expect(answer.body.message).toEqual([
			'property status should not exist',
			'limit must not be greater than 1000',
		]);
		expect((await ask(sandbox().url, 'GET', '/call?limit=0')).list).toEqual([]);
	});

	it('refuses a body that is no JSON', async () => {
		const json = { 'content-type': 'application/json' };
		const answer = await fetch(`${sandbox().url}/call`, {
			method: 'POST',
			headers: { ...json, authorization: `Bearer ${sandbox().privateKey}` },
			body: '{"a":',
		});
		expect(answer.status).toBe(400);
	});
});

describe('rules that are not in the document', () => {
	it('an agent is needed, and only one', async () => {
		expect(await refusal({})).toMatch(/Couldn't Start Call\. Need Either/);
		expect(await refusal(callTo(number, { squadId: 'x' }))).toMatch(/Only One Of/);
	});

	it('the agent exists', async () => {
		expect(await refusal(callTo(number, { assistantId: 'nobody' }))).toMatch(/Does Not Exist/);
	});

	it('a number to call from is needed', async () => {
		expect(await refusal({ assistantId: ASSISTANTS.receptionist, customer: { number } })).toBe(
			"Couldn't Get Phone Number. Need Either `phoneNumberId` Or `phoneNumber`.",
		);
	});

	it('someone to call is needed', async () => {
		expect(await refusal(callTo('', { customer: { name: 'Ann' } }))).toMatch(/Couldn't Get Customer/);
	});

	it('a free Vapi number does not dial out', async () => {
		const answer = await refusal(callTo(number, { phoneNumberId: PHONE_NUMBERS.vapiFree }));
		expect(answer).toMatch(/Daily Outbound Call Limit/);
		expect(sandbox().dials).toEqual([]);
	});

	it('latest is not before earliest', async () => {
		const schedulePlan = {
			earliestAt: '2030-01-02T00:00:00.000Z',
			latestAt: '2030-01-01T00:00:00.000Z',
		};
		expect(await refusal(callTo(number, { schedulePlan }))).toHaveLength(1);
	});
});
