import { createHmac } from 'node:crypto';
import { request } from 'undici';

/** What triggers and senders share in these tests. */
export const secret = 'a-secret-of-this-test';

export type Headers = Record<string, string | string[]>;

/** Sends a body to a webhook, and gives what comes back. */
export async function post(url: string, body: string | Buffer, headers: Headers = {}) {
	const answer = await request(url, {
		method: 'POST',
		body,
		headers: { 'content-type': 'application/json', ...headers },
	});
	return { status: answer.statusCode, text: await answer.body.text() };
}

/** A message of Vapi. */
export const hang = JSON.stringify({ message: { type: 'hang', call: { id: 'call-1' } } });

/** Seconds of now, as a header has them. */
export const now = () => String(Math.floor(Date.now() / 1000));

/** The signature of a body at a time. */
export const sign = (
	body: string,
	timestamp = now(),
	{ algorithm = 'sha256', key = secret, encoding = 'hex' as 'hex' | 'base64' } = {},
) => createHmac(algorithm, key).update(`${timestamp}.${body}`).digest(encoding);

/** The headers of a signed body. */
export const signed = (body: string, timestamp = now(), options = {}) => ({
	'x-signature': sign(body, timestamp, options),
	'x-timestamp': timestamp,
});

/** Credentials that check requests in each of the ways. */
export const bySecret = { webhookAuth: 'secret', webhookSecret: secret };
export const byBearer = { webhookAuth: 'bearer', webhookSecret: secret };
export const byHmac = { webhookAuth: 'hmac', webhookSecret: secret };
