import { createHmac } from 'node:crypto';

import { sameBytes } from './compare';
import { headerOf, type Headers } from './headers';

/** How Vapi signs, as set up in its custom credential of the kind HMAC. */
export interface SignatureSettings {
	key: string;
	keyIsBase64: boolean;
	algorithm: 'sha1' | 'sha256' | 'sha512';
	encoding: 'hex' | 'base64';
	signatureHeader: string;
	prefix: string;
	includeTimestamp: boolean;
	timestampHeader: string;
	/** Seconds. */
	tolerance: number;
	/** Empty: `{timestamp}.{body}`, or `{body}` without a timestamp. */
	payloadFormat: string;
	messageIdHeader: string;
}

/** The parts of a request that can be signed. */
export interface SignedRequest {
	headers: Headers;
	/** The bytes as they came over the wire. */
	body: Buffer;
	method: string;
	url: string;
}

const SHAPES = { hex: /^[\da-f]+$/i, base64: /^[\w+/-]+={0,2}$/ };

/**
 * Milliseconds since 1970 of a timestamp header. Vapi does not say whether it counts seconds or
 * milliseconds, so both are understood: 1e11 is the year 5138 in seconds and 1973 in milliseconds.
 */
export function timestampMs(text: string): number | undefined {
	if (!/^\d{1,15}$/.test(text)) return undefined;
	const value = Number(text);
	return value < 1e11 ? value * 1000 : value;
}

/**
 * The signatures of a header. While a key is replaced there are several, one made with each key, with
 * commas or spaces between them.
 */
function signaturesIn(header: string, { prefix, encoding }: SignatureSettings): Buffer[] {
	const between = prefix.includes(',') ? /\s+/ : /[\s,]+/;
	return [header, ...header.split(between)]
		.filter((text) => text.startsWith(prefix))
		.map((text) => decodeSignature(text.slice(prefix.length), encoding))
		.filter((bytes) => bytes !== undefined);
}

/** The bytes of a signature as it stands in its header, or undefined where it is not one. */
function decodeSignature(text: string, encoding: 'hex' | 'base64'): Buffer | undefined {
	if (!SHAPES[encoding].test(text)) return undefined;
	return Buffer.from(text, encoding);
}

function signedBytes(settings: SignatureSettings, request: SignedRequest, timestamp: string) {
	const fallback = settings.includeTimestamp ? '{timestamp}.{body}' : '{body}';
	const values: Record<string, Buffer | string> = {
		'{body}': request.body,
		'{timestamp}': timestamp,
		'{method}': request.method,
		'{url}': request.url,
		'{svix-id}': headerOf(request.headers, settings.messageIdHeader || 'svix-id') ?? '',
	};
	const parts = (settings.payloadFormat || fallback).split(/(\{[a-z-]+\})/);
	return Buffer.concat(parts.map((part) => Buffer.from(values[part] ?? part)));
}

/**
 * Checks the signature of a request and that it is not too old.
 * @param now milliseconds since 1970
 * @returns the signature in one spelling (it can be written in several), or undefined
 */
export function validSignature(
	settings: SignatureSettings,
	request: SignedRequest,
	now: number,
): string | undefined {
	const key = Buffer.from(settings.key, settings.keyIsBase64 ? 'base64' : 'utf8');
	if (key.length === 0) return undefined;

	const header = headerOf(request.headers, settings.signatureHeader);
	const given = header === undefined ? [] : signaturesIn(header, settings);
	if (given.length === 0) return undefined;

	const timestamp = headerOf(request.headers, settings.timestampHeader) ?? '';
	if (settings.includeTimestamp) {
		const sentAt = timestampMs(timestamp);
		if (sentAt === undefined || Math.abs(now - sentAt) > settings.tolerance * 1000) return undefined;
	}
	const payload = signedBytes(settings, request, timestamp);
	const expected = createHmac(settings.algorithm, key).update(payload).digest();
	return given.some((bytes) => sameBytes(expected, bytes)) ? expected.toString('base64') : undefined;
}
