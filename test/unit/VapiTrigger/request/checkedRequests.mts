import { checkSettingsOf, verify } from '../../../../nodes/VapiTrigger/request/verify.ts';
import type { SignedRequest } from '../../../../nodes/VapiTrigger/request/signature.ts';

/** When requests arrive. */
export const now = Date.parse('2026-01-02T03:04:05Z');

/** The same, as Vapi writes it into a header. */
export const seconds = String(now / 1000);

/** What they say. */
export const body = Buffer.from('{"message":{"type":"hang","note":"Grüße 👋"}}');

/** The secret that both sides know. */
export const key = 'correct horse battery staple';

/** A request to the trigger. */
export const request = (headers: SignedRequest['headers'] = {}): SignedRequest => ({
	headers,
	body,
	method: 'POST',
	url: 'https://n8n.example.com/webhook/1/webhook',
});

/** Whether it passes a check that the credential describes. */
export const passes = (credentials: object, given: SignedRequest, at = now) =>
	verify(checkSettingsOf({ webhookSecret: key, ...credentials }), given, at).passes;
