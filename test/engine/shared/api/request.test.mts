import type { ICredentialDataDecryptedObject, INodeParameters } from 'n8n-workflow';
import { CALLS, PHONE_NUMBERS } from '../../../../sandbox/seed.mts';
import type { FaultRule } from '../../../../sandbox/server.mts';
import { sandboxCredentials } from '../../harness/index.mts';
import { byId, callParameters, posts, runVapi, useSandbox } from '../../support.mts';

const sandbox = useSandbox();

const get = { resource: 'call', operation: 'get', callId: byId(CALLS.answered) };
const list = { resource: 'call', operation: 'getAll' };
const nobody = 'a1000000-0000-4000-8000-0000000000ff';

describe('an answer that is none', () => {
	it.each<[string, FaultRule]>([
		['503', { kind: 'status', status: 503, times: 1 }],
		['429', { kind: 'status', status: 429, headers: { 'retry-after': '0' }, times: 1 }],
		['a cut connection', { kind: 'resetBeforeAccept', times: 1 }],
	])('is asked for again when a GET meets %s', async (_name, fault) => {
		sandbox().faults.add({ method: 'GET', ...fault });
		const result = await runVapi(sandbox(), get);

		expect(result.json('Vapi')).toMatchObject([{ id: CALLS.answered }]);
		expect(sandbox().requests).toHaveLength(2);
	});

	it.each([301, 302, 303, 307, 308])('is not followed from a POST (%i)', async (status) => {
		const headers = { location: `${sandbox().url}/call` };
		sandbox().faults.add({ method: 'POST', kind: 'status', status, headers, times: 1 });
		const result = await runVapi(sandbox(), callParameters({ options: { dialOnce: false } }));

		expect(result.status).toBe('error');
		expect(posts(sandbox())).toHaveLength(1);
		expect(sandbox().dials).toEqual([]);
	});

	it('is not tried again by Retry On Fail when a call merely has an error key', async () => {
		const body = { id: CALLS.answered, status: 'ended', error: 'of the call' };
		sandbox().faults.add({ method: 'GET', kind: 'status', status: 200, body });
		const result = await runVapi(
			sandbox(),
			{ ...get, output: 'raw' },
			{
				node: {
					retryOnFail: true,
					maxTries: 3,
					waitBetweenTries: 1,
					onError: 'continueErrorOutput',
				},
			},
		);

		expect(sandbox().requests).toHaveLength(1);
		expect(result.json('Vapi', 0)).toEqual([
			{ id: CALLS.answered, status: 'ended', vapiError: 'of the call' },
		]);
		expect(result.output('Vapi', 1)).toEqual([]);
	});

	it.each<[string, INodeParameters, FaultRule, RegExp, RegExp]>([
		[
			'a page of HTML for a call',
			get,
			{ kind: 'status', status: 200, body: '<html>Hello</html>' },
			/no JSON/,
			/Base URL/,
		],
		[
			'an object for a list',
			list,
			{ kind: 'status', status: 200, body: { message: 'Hello' } },
			/list/,
			/Base URL/,
		],
		[
			'a firewall',
			get,
			{ kind: 'status', status: 403, body: 'error code: 1010' },
			/403.*1010/,
			/firewall/,
		],
		['an ID that is gone', get, { kind: 'status', status: 404, body: '<b>No</b>' }, /404/, /region/],
		[
			'no money left',
			callParameters(),
			{ kind: 'status', status: 402, body: { message: 'Wallet', reason: 'insufficient_credits' } },
			/402.*insufficient_credits/,
			/payment/,
		],
	])('is put into words: %s', async (_name, parameters, fault, message, description) => {
		sandbox().faults.add(fault);
		const { error } = await runVapi(sandbox(), parameters);

		expect(error?.message).toMatch(message);
		expect(error?.message).not.toContain('<');
		expect(error?.message).not.toContain('item 0');
		expect(error?.description).toMatch(description);
	});
});

describe('a refusal by Vapi names the way out', () => {
	it.each<[string, INodeParameters, RegExp, RegExp]>([
		[
			'a free number',
			{ phoneNumberId: byId(PHONE_NUMBERS.vapiFree) },
			/Daily Outbound Call Limit/,
			/imported/,
		],
		[
			'a property in the wrong place',
			{ additionalFields: { additionalBody: '{"maxDurationSeconds": 60}' } },
			/property maxDurationSeconds should not exist/,
			/use the field 'Max Duration \(Seconds\)'/,
		],
		[
			'an assistant that is not there, read for its prompt',
			{
				assistantId: byId(nobody),
				additionalFields: { systemPrompt: 'Be brief' },
			},
			/404/,
			/Check the ID/,
		],
	])('%s', async (_name, parameters, message, description) => {
		const { error } = await runVapi(sandbox(), callParameters(parameters));

		expect(error?.message).toMatch(message);
		expect(error?.description).toMatch(description);
		expect(sandbox().dials).toEqual([]);
	});
});

describe('a credential that cannot work sends nothing', () => {
	it.each<[string, INodeParameters, ICredentialDataDecryptedObject, RegExp]>([
		['http off this machine', get, { baseUrl: 'http://example.com' }, /https/],
		['a base URL that is none', get, { baseUrl: 'my vapi' }, /Base URL/],
		['no public key for a web call', callParameters({ callType: 'web' }), { publicKey: '' }, /Public Key/],
	])('%s', async (_name, parameters, change, message) => {
		const result = await runVapi(sandbox(), parameters, {
			credentials: { ...sandboxCredentials(sandbox()), ...change },
		});

		expect(result.error?.message).toMatch(message);
		expect(result.error?.message).not.toMatch(/may have been placed/);
		expect(result.error?.description).toEqual(expect.stringMatching(/\w/));
		expect(sandbox().requests).toEqual([]);
	});
});
