import type { IDataObject } from 'n8n-workflow';
import { sandboxCredentials } from '../harness/index.mts';
import { useListener } from './listener.mts';
import { byBearer, byHmac, bySecret, hang, post, secret, signed } from './webhookRequests.mts';
import type { Headers } from './webhookRequests.mts';

const listener = useListener();
const keys = { url: 'http://127.0.0.1:1', privateKey: 'the-private-key', publicKey: 'the-public-key' };

/** The item that a request to a trigger with these options gives. */
async function itemOf(
	options: IDataObject,
	{ credentials = {} as IDataObject, headers = {} as Headers, query = '', anyone = false } = {},
) {
	const { url, executions } = await listener.listen({
		credentials: { ...sandboxCredentials(keys), ...credentials } as never,
		nodes: [
			{
				name: 'Trigger',
				type: 'n8n-nodes-vapi.vapiTrigger',
				parameters: { events: ['hang'], acceptFrom: anyone ? 'anyone' : 'vapi', options } as never,
			},
			{ name: 'Next', type: 'test.noOp' },
		],
	});
	expect((await post(`${url}${query}`, hang, headers)).status).toBe(200);
	return executions[0]?.json('Next')[0] as IDataObject;
}

const both = { includeHeaders: true, includeQuery: true };
const genuine = { credentials: bySecret, headers: { 'x-vapi-secret': secret } };

test('headers and query come out where they are asked for, and else not', async () => {
	const request = { ...genuine, query: '?tenant=7', headers: { ...genuine.headers, 'x-call-id': 'call-1' } };
	expect(await itemOf({}, request)).toEqual({
		event: 'hang',
		callId: 'call-1',
		customerNumber: null,
		timestamp: null,
	});
	const headers = expect.objectContaining({ 'x-call-id': 'call-1' });
	expect(await itemOf({ includeHeaders: true }, request)).toMatchObject({ headers });
	expect(await itemOf({ includeQuery: true }, request)).toMatchObject({ query: { tenant: '7' } });
	expect(await itemOf(both, request)).toMatchObject({ event: 'hang', headers, query: { tenant: '7' } });
});

describe('no secret comes out', () => {
	const seal = { 'x-n8n-vapi-secret': 'registered', 'x-n8n-vapi-previous': 'sealed' };
	test.each<[string, IDataObject, Headers]>([
		['of its own header', bySecret, { 'x-vapi-secret': secret }],
		['in a header of another name', { ...bySecret, webhookHeader: 'X-Door' }, { 'x-door': secret }],
		['of a token', byBearer, { authorization: `Bearer ${secret}` }],
		['of a token in another header', { ...byBearer, webhookBearerHeader: 'x-door' }, { 'x-door': `bearer ${secret}` }],
		['repeated elsewhere', bySecret, { 'x-vapi-secret': secret, 'x-copy': `was ${secret}.`, 'x-list': [secret, 'b'] }],
		['in a cookie', bySecret, { 'x-vapi-secret': secret, cookie: `door=${secret}` }],
	])('%s', async (_what, credentials, headers) => {
		const query = `?token=guess-me&plain=${secret}&tenant=7`;
		const { headers: given, query: asked } = await itemOf(both, {
			credentials,
			headers: { ...headers, ...seal, 'x-key-copy': 'the-private-key', 'x-found': 'the-private-key' },
			query,
		});
		const text = JSON.stringify([given, asked]);
		for (const hidden of [secret, 'the-private-key', 'registered', 'sealed', 'guess-me']) {
			expect(text).not.toContain(hidden);
		}
		expect(asked).toEqual({ token: '(hidden)', plain: '(hidden)', tenant: '7' });
		expect(given).toMatchObject({ 'content-type': 'application/json', 'x-found': '(hidden)' });
	});

	test('nor a signature, in whatever header', async () => {
		const { 'x-signature': signature, ...time } = signed(hang);
		const { headers } = await itemOf(both, {
			credentials: { ...byHmac, webhookSignatureHeader: 'x-proof' },
			headers: { ...time, 'x-proof': signature },
		});
		expect(headers).toMatchObject({ 'x-proof': '(hidden)', 'x-timestamp': expect.any(String) });
	});

	test('nor one that is sent to a trigger that asks for none', async () => {
		const { headers } = await itemOf(both, {
			anyone: true,
			headers: { ...seal, authorization: 'Bearer abc', 'x-api-key': 'abc', 'x-vapi-secret': 'abc', cookie: 'abc' },
		});
		expect(JSON.stringify(headers)).not.toMatch(/abc|registered|sealed/);
	});
});
