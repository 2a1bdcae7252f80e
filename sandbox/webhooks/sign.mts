import { createHmac } from 'node:crypto';

/** A webhook credential of the organisation; defaults as Vapi documents them. */
export type WebhookCredential =
	| { type: 'bearer'; token: string; headerName?: string; bearerPrefixEnabled?: boolean }
	| {
			type: 'hmac';
			secretKey: string;
			algorithm: 'sha256' | 'sha512' | 'sha1';
			signatureHeader?: string;
			timestampHeader?: string;
			signaturePrefix?: string;
			includeTimestamp?: boolean;
			/** Tokens {body}, {timestamp}, {method}, {url}. */
			payloadFormat?: string;
			signatureEncoding?: 'hex' | 'base64';
			secretIsBase64?: boolean;
			/** Vapi does not say which unit it sends; both are possible here. */
			timestampUnit?: 's' | 'ms';
	  };

/** The headers that a credential puts on a webhook. `body` is what goes out, byte for byte. */
export function credentialHeaders(
	credential: WebhookCredential,
	url: string,
	body: string,
	now: number,
): Record<string, string> {
	if (credential.type === 'bearer') {
		const { token, headerName = 'Authorization', bearerPrefixEnabled = true } = credential;
		return { [headerName]: bearerPrefixEnabled ? `Bearer ${token}` : token };
	}
	const stamped = credential.includeTimestamp ?? true;
	const timestamp = String(
		credential.timestampUnit === 'ms' ? now : Math.floor(now / 1000),
	);
	const format = credential.payloadFormat ?? (stamped ? '{timestamp}.{body}' : '{body}');
	const tokens: Record<string, string> = { body, timestamp, method: 'POST', url };
	const payload = format.replaceAll(/\{(\w+)\}/g, (token, name: string) => tokens[name] ?? token);
	const key = credential.secretIsBase64
		? Buffer.from(credential.secretKey, 'base64')
		: credential.secretKey;
	const signature = createHmac(credential.algorithm, key)
		.update(payload)
		.digest(credential.signatureEncoding ?? 'hex');
	return {
		[credential.signatureHeader ?? 'x-signature']:
			(credential.signaturePrefix ?? '') + signature,
		...(stamped ? { [credential.timestampHeader ?? 'x-timestamp']: timestamp } : {}),
	};
}
