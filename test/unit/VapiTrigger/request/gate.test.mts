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
