import { createHmac, randomBytes } from 'node:crypto';

import { checkSettingsOf, verify } from '../../../../nodes/VapiTrigger/request/verify.ts';
import { timestampMs, type SignedRequest } from '../../../../nodes/VapiTrigger/request/signature.ts';
import { body, key, now, passes, request, seconds } from './checkedRequests.mts';

const sign = (payload: string | Buffer, algorithm = 'sha256', secret: string | Buffer = key) =>
	createHmac(algorithm, secret).update(payload).digest();

const payload = Buffer.concat([Buffer.from(`${seconds}.`), body]);
const signed = (signature: string, timestamp = seconds) =>
	request({ 'x-signature': signature, 'x-timestamp': timestamp });

describe('a signature', () => {
	const hex = sign(payload).toString('hex');
	const bytesKey = randomBytes(32);
	const text = sign(payload).toString('base64');
	const other = sign(payload, 'sha256', 'other').toString('hex');
	const otherText = sign(payload, 'sha256', 'other').toString('base64');
	const prefixed = { webhookSignaturePrefix: 'sha256=' };
	const svix = { webhookSignaturePrefix: 'v1,', webhookSignatureEncoding: 'base64' };

	test.each<[string, object, SignedRequest, boolean]>([
		['right', {}, signed(hex), true],
		['in capitals', {}, signed(hex.toUpperCase()), true],
		['missing', {}, request({ 'x-timestamp': seconds }), false],
		['empty', {}, signed(''), false],
		['too short', {}, signed(hex.slice(2)), false],
		['too long', {}, signed(`${hex}00`), false],
		['no hex', {}, signed('z'.repeat(64)), false],
		['of another key', {}, signed(sign(payload, 'sha256', 'other').toString('hex')), false],
		['of another algorithm', {}, signed(sign(payload, 'sha512').toString('hex')), false],
		['of another body', {}, signed(sign(`${seconds}.{}`).toString('hex')), false],
		['of the body alone', {}, signed(sign(body).toString('hex')), false],
		['with a prefix that is not asked for', {}, signed(`sha256=${hex}`), false],
		['in Base64 where hex is asked for', {}, signed(sign(payload).toString('base64')), false],
		['sent twice', {}, request({ 'x-signature': [hex, hex], 'x-timestamp': seconds }), false],
		['behind one of another key', {}, signed(`${other},${hex}`), true],
		['before one of another key', {}, signed(`${hex} ${other}`), true],
		['twice in a header', {}, signed(`${hex}, ${hex}`), true],
		['one of many', {}, signed(`${`${other},`.repeat(50)}${hex}`), true],
		['of two other keys', {}, signed(`${other}, ${other}`), false],
		['nothing but commas', {}, signed(' , ,, '), false],
		['with the prefix, behind another', prefixed, signed(`sha256=${other}, sha256=${hex}`), true],
		['without the prefix, behind another', prefixed, signed(`sha256=${other}, ${hex}`), false],
		['of the form of Svix, behind another', svix, signed(`v1,${otherText} v1,${text}`), true],
		['of the form of Svix, of another version', svix, signed(`v2,${text}`), false],
		['without a timestamp', {}, request({ 'x-signature': hex }), false],
		['under another timestamp', {}, signed(hex, String(now / 1000 + 1)), false],
		['with the prefix', { webhookSignaturePrefix: 'sha256=' }, signed(`sha256=${hex}`), true],
		['without the prefix', { webhookSignaturePrefix: 'sha256=' }, signed(hex), false],
		[
			'of SHA-512',
			{ webhookAlgorithm: 'sha512' },
			signed(sign(payload, 'sha512').toString('hex')),
			true,
		],
		['of SHA-1', { webhookAlgorithm: 'sha1' }, signed(sign(payload, 'sha1').toString('hex')), true],
		[
			'in Base64',
			{ webhookSignatureEncoding: 'base64' },
			signed(sign(payload).toString('base64')),
			true,
		],
		['in hex where Base64 is asked for', { webhookSignatureEncoding: 'base64' }, signed(hex), false],
		[
			'made with a key in Base64',
			{ webhookKeyIsBase64: true, webhookSecret: bytesKey.toString('base64') },
			signed(sign(payload, 'sha256', bytesKey).toString('hex')),
			true,
		],
		[
			'in headers of other names',
			{ webhookSignatureHeader: 'X-Sig', webhookTimestampHeader: 'X-Time' },
			request({ 'x-sig': hex, 'x-time': seconds }),
			true,
		],
		[
			'without timestamp by choice',
			{ webhookIncludeTimestamp: false },
			request({ 'x-signature': sign(body).toString('hex') }),
			true,
		],
		[
			'over a text of another form',
			{ webhookPayloadFormat: '{method}|{url}|{svix-id}|{timestamp}|{body}' },
			request({
				'x-signature': sign(
					Buffer.concat([
						Buffer.from(`POST|https://n8n.example.com/webhook/1/webhook|m1|${seconds}|`),
						body,
					]),
				).toString('hex'),
				'x-timestamp': seconds,
				'svix-id': 'm1',
			}),
			true,
		],
	])('that is %s', (_what, settings, given, expected) => {
		expect(passes({ webhookAuth: 'hmac', ...settings }, given)).toBe(expected);
	});

	const at = (timestamp: string) =>
		signed(sign(Buffer.concat([Buffer.from(`${timestamp}.`), body])).toString('hex'), timestamp);

	test.each<[string, string, boolean]>([
		['in seconds', seconds, true],
		['in milliseconds', String(now), true],
		['five minutes old', String(now / 1000 - 300), true],
		['a second too old', String(now / 1000 - 301), false],
		['a second too old, in milliseconds', String(now - 301_000), false],
		['from the future', String(now / 1000 + 301), false],
		['of no number', 'yesterday', false],
		['negative', '-1', false],
		['endless', '9'.repeat(400), false],
	])('with a timestamp %s', (_what, timestamp, expected) => {
		expect(passes({ webhookAuth: 'hmac' }, at(timestamp))).toBe(expected);
	});

	test('with the tolerance of the credential', () => {
		const settings = { webhookAuth: 'hmac', webhookTolerance: 10 };
		expect(passes(settings, at(String(now / 1000 - 10)))).toBe(true);
		expect(passes(settings, at(String(now / 1000 - 11)))).toBe(false);
	});

	test('without a key never passes', () => {
		const empty = sign(payload, 'sha256', '').toString('hex');
		expect(passes({ webhookAuth: 'hmac', webhookSecret: '' }, signed(empty))).toBe(false);
		const settings = { webhookAuth: 'hmac', webhookSecret: '=', webhookKeyIsBase64: true };
		expect(passes(settings, signed(empty))).toBe(false);
	});

	test('marks the request, in whatever spelling it is sent again', () => {
		const once = [hex, hex.toUpperCase()].map((text) => {
			const verdict = verify(
				checkSettingsOf({ webhookAuth: 'hmac', webhookSecret: key }),
				signed(text),
				now,
			);
			return verdict.passes ? verdict.once?.key : undefined;
		});
		expect(once[0]).toBeDefined();
		expect(once[1]).toBe(once[0]);
	});
});

test('a timestamp is understood in seconds and milliseconds', () => {
	expect(timestampMs('1767323045')).toBe(now);
	expect(timestampMs('1767323045000')).toBe(now);
	expect(timestampMs('1767323045.5')).toBeUndefined();
});
