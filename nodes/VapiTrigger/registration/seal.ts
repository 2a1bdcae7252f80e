import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

import { isObject } from '../../shared/base/values';
import type { Original } from './triggerState';

/** Header lines beyond this are at the mercy of proxies (bytes of text). */
const MAX_LENGTH = 4096;

const keyFrom = (apiKey: string) =>
	createHash('sha256').update(`n8n-nodes-vapi previous server\n${apiKey}`).digest();

/**
 * Encrypts what was registered before, to be kept beside our own registration at Vapi: n8n saves
 * static data only after an activation has gone well, and a test listen may never end.
 * @returns text for a header, or undefined where it would be too long
 */
export function seal(original: Original, apiKey: string): string | undefined {
	const iv = randomBytes(12);
	const cipher = createCipheriv('aes-256-gcm', keyFrom(apiKey), iv);
	const content = Buffer.concat([cipher.update(JSON.stringify(original), 'utf8'), cipher.final()]);
	const text = Buffer.concat([iv, cipher.getAuthTag(), content]).toString('base64url');
	return text.length > MAX_LENGTH ? undefined : text;
}

/** Reads what `seal` made; undefined where the key is another one or the text is no seal. */
export function unseal(text: unknown, apiKey: string): Original | undefined {
	if (typeof text !== 'string') return undefined;
	const bytes = Buffer.from(text, 'base64url');
	if (bytes.length <= 28) return undefined;
	try {
		const decipher = createDecipheriv('aes-256-gcm', keyFrom(apiKey), bytes.subarray(0, 12));
		decipher.setAuthTag(bytes.subarray(12, 28));
		const content = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
		const original: unknown = JSON.parse(content.toString('utf8'));
		return isObject(original) ? (original as unknown as Original) : undefined;
	} catch {
		// Sealed with another key, or cut off: then nobody knows what was there.
		return undefined;
	}
}
