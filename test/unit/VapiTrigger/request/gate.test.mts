import { createHmac } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type { IWebhookFunctions } from 'n8n-workflow';

import { registrationSecret } from '../../../../nodes/VapiTrigger/registration/secret.ts';
import { admit } from '../../../../nodes/VapiTrigger/request/gate.ts';

/** A request to a trigger; its credential cannot be read where none is given. */
function context(
	parameters: Record<string, unknown>,
	headers: object,
	state: object,
	credentials?: object,
) {
	const logged: string[] = [];
	const ctx = {
		getNodeParameter: (name: string, fallback: unknown) => parameters[name] ?? fallback,
		getHeaderData: () => headers,
		getWorkflowStaticData: () => state,
		getRequestObject: () => ({}),
		getWebhookName: () => 'default',
		getNodeWebhookUrl: () => 'https://n8n.example.com/webhook/1/webhook',
		getCredentials: async () =>
			await (credentials ?? Promise.reject(new Error('Credential 7 does not exist'))),
		logger: { error: (text: string) => logged.push(text) },
	};
	return { ctx: ctx as unknown as IWebhookFunctions, logged };
}

describe('a trigger whose credential is gone', () => {
	test('lets nothing through, and says why in the log', async () => {
		const { ctx, logged } = context({}, {}, {});
		expect(await admit(ctx, 0)).toBe('unavailable');
		expect(logged.join()).toContain('Credential 7 does not exist');
	});

	test('still knows the secret that it has registered', async () => {
		const registered = { registerOn: 'assistant' };
		const header = { 'x-n8n-vapi-secret': 'registered' };
		const state = { secret: 'registered' };
		expect(await admit(context(registered, header, state).ctx, 0)).toBe('accepted');
		expect(await admit(context({}, header, state).ctx, 0)).toBe('unavailable');
		expect(await admit(context(registered, header, {}).ctx, 0)).toBe('unavailable');
		expect(await admit(context(registered, { 'x-n8n-vapi-secret': '' }, { secret: '' }).ctx, 0)).toBe(
			'unavailable',
		);
	});
});

describe('the secret of a registration', () => {
	const registered = { registerOn: 'assistant' };
	const url = 'https://n8n.example.com/webhook/1/webhook';
	const header = { 'x-n8n-vapi-secret': registrationSecret('key-1', url) };

	test('is known by the key alone, where n8n has lost its notes', async () => {
		expect(await admit(context(registered, header, {}, { apiKey: 'key-1' }).ctx, 0)).toBe('accepted');
		expect(await admit(context(registered, header, {}, { apiKey: 'key-2' }).ctx, 0)).toBe('forged');
		expect(await admit(context(registered, header, {}, {}).ctx, 0)).toBe('forged');
	});

	test('is known by the notes, where the credential has got another key', async () => {
		const state = { secret: header['x-n8n-vapi-secret'] };
		const { ctx } = context(registered, header, state, { apiKey: 'key-2' });
		expect(await admit(ctx, 0)).toBe('accepted');
	});

	test('is the same for test and production URL, and another for each node and key', () => {
		const of = (key: string, path: string) =>
			registrationSecret(key, `https://n8n.example.com/${path}`);
		expect(of('k', 'webhook-test/1/webhook')).toBe(of('k', 'webhook/1/webhook'));
		expect(of('k', 'webhook/2/webhook')).not.toBe(of('k', 'webhook/1/webhook'));
		expect(of('l', 'webhook/1/webhook')).not.toBe(of('k', 'webhook/1/webhook'));
	});
});

describe('a signed request that comes again', () => {
	const body = Buffer.from('{"message":{"type":"end-of-call-report"}}');
	const credentials = { webhookAuth: 'hmac', webhookSecret: 'correct horse' };

	/** The same request, signed in this second, and what n8n answers it with. */
	function delivery(second: number, webhook = 'default') {
		const signature = createHmac('sha256', 'correct horse').update(`${second}.${body}`).digest('hex');
		const { ctx } = context({}, { 'x-signature': signature, 'x-timestamp': String(second) }, {}, credentials);
		const response = Object.assign(new EventEmitter(), { statusCode: 200 });
		Object.assign(ctx, {
			getRequestObject: () => ({ rawBody: body, method: 'POST', url: '/webhook/1/webhook' }),
			getResponseObject: () => response,
			getWebhookName: () => webhook,
		});
		return {
			admit: () => admit(ctx, second * 1000),
			end: (status: number) => {
				response.statusCode = status;
				response.emit('close');
			},
		};
	}

	test.each([
		[1_000, 200, 'repeated'],
		[2_000, 500, 'accepted'],
		[3_000, 503, 'accepted'],
		[4_000, 404, 'accepted'],
	])('(in second %d) after n8n answered %d is %s', async (second, status, admission) => {
		const first = delivery(second);
		expect(await first.admit()).toBe('accepted');
		first.end(status);
		expect(await delivery(second).admit()).toBe(admission);
	});

	test('stays one where the workflow itself answers a tool with the status of a failure', async () => {
		const first = delivery(5_000, 'apiRequest');
		expect(await first.admit()).toBe('accepted');
		first.end(500);
		expect(await delivery(5_000, 'apiRequest').admit()).toBe('repeated');
	});
});
