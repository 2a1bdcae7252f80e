import { createHmac } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import { runHook } from '../harness/index.mts';
import { callTool, useApiRequests, type ToolRequest } from './apiRequests.mts';
import { byBearer, byHmac, bySecret, hang, now, post, secret, signed } from './webhookRequests.mts';
import type { Headers } from './webhookRequests.mts';

const { listen, itemOf } = useApiRequests();

describe('a request of an API Request tool gives one item', () => {
	test.each<[string, ToolRequest, IDataObject]>([
		['with plain JSON', { body: { orderNumber: 'A-100' } }, { orderNumber: 'A-100' }],
		['by GET with a query', { method: 'GET', query: '?orderNumber=A-100&full=true' }, { orderNumber: 'A-100', full: 'true' }],
		['by GET with nothing', { method: 'GET' }, {}],
		['by PUT', { method: 'PUT', body: { a: { b: [1, null, true] } } }, { a: { b: [1, null, true] } }],
		['by PATCH', { method: 'PATCH', body: { a: 1 } }, { a: 1 }],
		['by DELETE with a query', { method: 'DELETE', query: '?id=7' }, { id: '7' }],
		['by DELETE with a body', { method: 'DELETE', body: { id: 7 } }, { id: 7 }],
		['by POST with nothing', {}, {}],
		['with a query and a body, which counts more', { query: '?tenant=7&a=query', body: { a: 'body' } }, { tenant: '7', a: 'body' }],
		['with a field called message', { body: { message: 'Hello', type: 'note' } }, { message: 'Hello', type: 'note' }],
		['with keys that JavaScript knows', { body: '{"constructor":1,"toString":"x"}' }, { constructor: 1, toString: 'x' }],
	])('%s', async (_how, request, values) => {
		const before = Date.now();
		const item = await itemOf(request);
		const { answerBy, ...fields } = item;
		expect(fields).toEqual({
			event: 'api-request',
			method: request.method ?? 'POST',
			parameters: values,
			arguments: values,
			callId: null,
		});
		expect(Date.parse(String(answerBy)) - before).toBeGreaterThanOrEqual(20_000);
	});

	test.each<[string, ToolRequest]>([
		['in a field', { body: { call_id: 'call-1' } }],
		['in a field of another name', { body: { callId: 'call-1' } }],
		['in the query', { method: 'GET', query: '?call_id=call-1' }],
		['in a header', { method: 'GET', headers: { 'x-call-id': 'call-1' } }],
		['in a header of another name', { headers: { 'Call-ID': 'call-1' } }],
	])("knows the call where the tool's author sent it %s", async (_where, request) => {
		expect(await itemOf(request)).toMatchObject({ callId: 'call-1' });
	});

	test('has the headers and the query where they are asked for, without secrets', async () => {
		const options = { includeHeaders: true, includeQuery: true };
		const headers = { 'x-vapi-secret': secret, 'x-tenant': '7' };
		const item = await itemOf(
			{ method: 'GET', query: '?a=1', headers },
			{ trigger: { options, acceptFrom: 'vapi' }, credentials: bySecret },
		);
		expect(item).toMatchObject({ query: { a: '1' }, headers: { 'x-tenant': '7' } });
		expect(JSON.stringify(item)).not.toContain(secret);
	});

	test('whatever is filtered: a request says nothing of a call', async () => {
		expect(await itemOf({}, { trigger: { filters: { callType: ['webCall'] } } })).toBeDefined();
	});
});

describe('a request that is none', () => {
	test.each<[string, ToolRequest]>([
		['a list', { body: [1] }],
		['a number', { body: 7 }],
		['true', { body: true }],
		['plain text', { body: 'hello', headers: { 'content-type': 'text/plain' } }],
		['deep nesting', { body: `{"a":${'['.repeat(200)}${']'.repeat(200)}}` }],
		['a server message of Vapi', { body: hang }],
	])('gets 400 and starts nothing: %s', async (_what, request) => {
		const { url, executions } = await listen();
		expect((await callTool(url, request)).status).toBe(400);
		expect(executions).toHaveLength(0);
	});

	test.each([['end-of-call-report'], ['*']])('gets 404 where it was not chosen: %s', async (event) => {
		const { url, events, executions } = await listen({ trigger: { events: [event] } });
		for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const) {
			expect((await callTool(url, { method })).status).toBe(404);
		}
		expect(executions).toHaveLength(0);
		// The other URL is as it was.
		expect((await post(events, hang)).status).toBe(200);
		expect((await callTool(events, { method: 'GET' })).status).toBe(404);
	});

	test('is not taken at the URL for server messages', async () => {
		const { events, executions } = await listen({ trigger: { events: ['api-request', '*'] } });
		const message = { type: 'api-request', call: { id: 'call-1' } };
		expect((await post(events, JSON.stringify({ message }))).text).toBe('{}');
		expect((await post(events, '{"orderNumber":"A-100"}')).status).toBe(400);
		expect(executions).toHaveLength(0);
	});
});

describe('a request is checked as a server message is', () => {
	const body = JSON.stringify({ orderNumber: 'A-100' });
	const bySignature = (sent: string): Headers => signed(sent);
	const checks: Array<[string, IDataObject, (sent: string) => Headers]> = [
		['secret', bySecret, () => ({ 'x-vapi-secret': secret })],
		['token', byBearer, () => ({ authorization: `Bearer ${secret}` })],
		['signature', byHmac, bySignature],
	];

	test.each(checks)('%s', async (_how, credentials, headers) => {
		const { url, executions } = await listen({ trigger: { acceptFrom: 'vapi' }, credentials });
		expect((await callTool(url, { body, headers: headers(body) })).status).toBe(200);
		expect((await callTool(url, { method: 'GET', query: '?a=1', headers: headers('') })).status).toBe(200);
		expect(executions).toHaveLength(2);
	});

	test.each(checks)('and a forged one gets 401 and starts nothing: %s', async (_how, credentials, headers) => {
		const { url, executions } = await listen({ trigger: { acceptFrom: 'vapi' }, credentials });
		const forged: ToolRequest[] = [
			{ body },
			{ method: 'GET', query: `?x-vapi-secret=${secret}` },
			{ body, headers: { 'x-vapi-secret': '', authorization: 'Bearer ', 'x-signature': '' } },
			{ body, headers: { ...headers(body), 'x-vapi-secret': 'guess', authorization: 'Bearer x', 'x-signature': 'ab' } },
			{ method: 'DELETE', headers: { 'x-n8n-vapi-secret': secret } },
		];
		for (const request of forged) expect((await callTool(url, request)).status).toBe(401);
		expect(executions).toHaveLength(0);
	});

	test('a signed one counts once; another query is another request', async () => {
		const { url, executions } = await listen({ trigger: { acceptFrom: 'vapi' }, credentials: byHmac });
		const headers = signed('', now());
		const get = async (query: string) => (await callTool(url, { method: 'GET', query, headers })).status;
		expect(await get('?order=1')).toBe(200);
		expect(await get('?order=2')).toBe(200);
		// A success would be a result that the tool never had.
		expect(await get('?order=1')).toBe(409);
		expect(executions).toHaveLength(2);
	});

	test('the signed URL is the one that the tool called', async () => {
		const credentials = { ...byHmac, webhookPayloadFormat: '{method} {url} {timestamp} {body}' };
		const { url, events, executions } = await listen({ trigger: { acceptFrom: 'vapi' }, credentials });
		const headersFor = (signedUrl: string): Headers => {
			const timestamp = now();
			const hmac = createHmac('sha256', secret).update(`PUT ${signedUrl} ${timestamp} ${body}`);
			return { 'x-timestamp': timestamp, 'x-signature': hmac.digest('hex') };
		};
		expect((await callTool(url, { method: 'PUT', body, headers: headersFor(events) })).status).toBe(401);
		expect((await callTool(url, { method: 'PUT', body, headers: headersFor(url) })).status).toBe(200);
		expect(executions).toHaveLength(1);
	});
});

describe('publishing', () => {
	const check = async (parameters: object, more = {}) =>
		await runHook('checkExists', { parameters: parameters as never, ...more });

	test('is refused where nothing but API requests were to be registered', async () => {
		const parameters = { events: ['api-request'], acceptFrom: 'anyone', registerOn: 'assistant' };
		await expect(check(parameters)).rejects.toThrow(
			'The URL for API Request tools is not registered automatically',
		);
		expect((await check({ ...parameters, registerOn: 'none' })).result).toBe(true);
	});

	test('is refused where a registration is all there is to tell a request by', async () => {
		const parameters = {
			events: ['api-request', 'hang'],
			registerOn: 'assistant',
			assistantId: { __rl: true, mode: 'id', value: 'a' },
		};
		const credentials = { apiKey: 'unused', region: 'us' } as never;
		await expect(check(parameters, { credentials })).rejects.toThrow(
			'no way to tell requests of Vapi from forged ones',
		);
	});
});
