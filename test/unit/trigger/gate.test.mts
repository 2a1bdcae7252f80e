import type { IWebhookFunctions } from 'n8n-workflow';

import { admit } from '../../../nodes/VapiTrigger/request/gate.ts';

/** A request to a trigger whose credential cannot be read. */
function context(parameters: Record<string, unknown>, headers: object, state: object) {
	const logged: string[] = [];
	const ctx = {
		getNodeParameter: (name: string, fallback: unknown) => parameters[name] ?? fallback,
		getHeaderData: () => headers,
		getWorkflowStaticData: () => state,
		getRequestObject: () => ({}),
		getNodeWebhookUrl: () => 'https://n8n.example.com/webhook/1/webhook',
		getCredentials: async () => await Promise.reject(new Error('Credential 7 does not exist')),
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
