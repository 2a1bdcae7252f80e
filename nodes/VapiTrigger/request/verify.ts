import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { sameSecret } from './compare';
import { headerOf } from './headers';
import { validSignature, type SignatureSettings, type SignedRequest } from './signature';

/** How requests are checked, read from the credential. */
export type CheckSettings =
	| { kind: 'none' }
	| { kind: 'header'; header: string; value: string; isBearer: boolean }
	| { kind: 'signature'; settings: SignatureSettings };

const text = (value: unknown, fallback = ''): string => {
	const found = typeof value === 'string' ? value.trim() : '';
	return found === '' ? fallback : found;
};

/** One of the allowed values; the first where a credential holds anything else. */
function oneOf<T extends string>(allowed: readonly [T, ...T[]], value: unknown): T {
	return allowed.find((candidate) => candidate === value) ?? allowed[0];
}

/** A positive number of seconds; five minutes where a credential holds anything else. */
const seconds = (value: unknown): number => (Number(value) > 0 ? Number(value) : 300);

/**
 * Reads the webhook part of the credential. A kind without its secret is no check that could ever
 * pass: its empty value matches nothing.
 */
export function checkSettingsOf(credentials: ICredentialDataDecryptedObject): CheckSettings {
	const secret = text(credentials.webhookSecret);
	switch (credentials.webhookAuth) {
		case 'secret':
			return {
				kind: 'header',
				header: text(credentials.webhookHeader, 'X-Vapi-Secret'),
				value: secret,
				isBearer: false,
			};
		case 'bearer':
			return {
				kind: 'header',
				header: text(credentials.webhookBearerHeader, 'Authorization'),
				value: secret,
				isBearer: credentials.webhookBearerPrefix !== false,
			};
		case 'hmac':
			return {
				kind: 'signature',
				settings: {
					key: secret,
					keyIsBase64: credentials.webhookKeyIsBase64 === true,
					algorithm: oneOf(['sha256', 'sha1', 'sha512'], credentials.webhookAlgorithm),
					encoding: oneOf(['hex', 'base64'], credentials.webhookSignatureEncoding),
					signatureHeader: text(credentials.webhookSignatureHeader, 'x-signature'),
					prefix: text(credentials.webhookSignaturePrefix),
					includeTimestamp: credentials.webhookIncludeTimestamp !== false,
					timestampHeader: text(credentials.webhookTimestampHeader, 'x-timestamp'),
					tolerance: seconds(credentials.webhookTolerance),
					payloadFormat: text(credentials.webhookPayloadFormat),
					messageIdHeader: text(credentials.webhookMessageIdHeader),
				},
			};
		default:
			return { kind: 'none' };
	}
}

/** What stands behind the word Bearer, in whatever case it is written (RFC 9110, 11.1). */
const tokenOf = (header = ''): string | undefined => /^bearer +(.+)$/i.exec(header)?.[1];

/** Whether a request passes, and what makes it the only one of its kind, if anything does. */
export type Verdict = { passes: false } | { passes: true; once?: { key: string; until: number } };

/**
 * Holds a request against a check. `none` passes nothing: a trigger that wants no check does not
 * ask.
 * @param now milliseconds since 1970
 */
export function verify(check: CheckSettings, request: SignedRequest, now: number): Verdict {
	if (check.kind === 'none') return { passes: false };
	if (check.kind === 'header') {
		const given = headerOf(request.headers, check.header);
		return { passes: sameSecret(check.value, check.isBearer ? tokenOf(given) : given) };
	}
	const { settings } = check;
	const signature = validSignature(settings, request, now);
	if (signature === undefined) return { passes: false };
	if (!settings.includeTimestamp) return { passes: true };
	// A time of sending may lie ahead of now by the tolerance, and stays acceptable as long again.
	const until = now + 2 * settings.tolerance * 1000;
	return { passes: true, once: { key: `${request.url} ${signature}`, until } };
}
