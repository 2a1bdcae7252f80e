import { createHmac, randomBytes } from 'node:crypto';
import fc from 'fast-check';

import { checkSettingsOf, verify } from '../../../nodes/VapiTrigger/request/verify.ts';
import { SeenOnce } from '../../../nodes/VapiTrigger/request/replay.ts';
import { timestampMs, type SignedRequest } from '../../../nodes/VapiTrigger/request/signature.ts';

const now = Date.parse('2026-01-02T03:04:05Z');
const seconds = String(now / 1000);
const body = Buffer.from('{"message":{"type":"hang","note":"Grüße 👋"}}');
const key = 'correct horse battery staple';

const request = (headers: SignedRequest['headers'] = {}): SignedRequest => ({
	headers,
	body,
	method: 'POST',
	url: 'https://n8n.example.com/webhook/1/webhook',
});

const passes = (credentials: object, given: SignedRequest, at = now) =>
	verify(checkSettingsOf({ webhookSecret: key, ...credentials }), given, at).passes;

describe('a shared secret', () => {
	const check = { webhookAuth: 'secret', webhookHeader: 'X-Vapi-Secret' };

	test.each<[string, SignedRequest['headers'], boolean]>([
		['right', { 'x-vapi-secret': key }, true],
		['missing', {}, false],
		['empty, as Vapi sends it where none is set', { 'x-vapi-secret': '' }, false],
		['wrong', { 'x-vapi-secret': key.replace('c', 'k') }, false],
		['longer', { 'x-vapi-secret': `${key} ` }, false],
		['shorter', { 'x-vapi-secret': key.slice(1) }, false],
		['sent twice', { 'x-vapi-secret': [key, key] }, false],
		['sent twice and joined', { 'x-vapi-secret': `${key}, ${key}` }, false],
		['in another header', { 'x-secret': key }, false],
	])('that is %s', (_what, headers, expected) => {
		expect(passes(check, request(headers))).toBe(expected);
	});

	test('that nobody set never passes, not even against an empty header', () => {
		for (const value of ['', ' ', undefined]) {
			expect(passes({ ...check, webhookSecret: '' }, request({ 'x-vapi-secret': value }))).toBe(false);
		}
	});
});

describe('a bearer token', () => {
	test.each<[string, object, SignedRequest['headers'], boolean]>([
		['right', {}, { authorization: `Bearer ${key}` }, true],
		['without the word Bearer', {}, { authorization: key }, false],
		['wrong', {}, { authorization: 'Bearer nonsense' }, false],
		['empty', {}, { authorization: 'Bearer ' }, false],
		['missing', {}, {}, false],
		['in a header of its own', { webhookBearerHeader: 'X-Token' }, { 'x-token': `Bearer ${key}` }, true],
		['without prefix by choice', { webhookBearerPrefix: false }, { authorization: key }, true],
		[
			'with prefix against the choice',
			{ webhookBearerPrefix: false },
			{ authorization: `Bearer ${key}` },
			false,
		],
	])('that is %s', (_what, settings, headers, expected) => {
		expect(passes({ webhookAuth: 'bearer', ...settings }, request(headers))).toBe(expected);
	});

	test('that nobody set never passes', () => {
		const check = { webhookAuth: 'bearer', webhookSecret: '' };
		expect(passes(check, request({ authorization: 'Bearer ' }))).toBe(false);
		expect(passes(check, request({ authorization: 'Bearer' }))).toBe(false);
	});
});

const sign = (payload: string | Buffer, algorithm = 'sha256', secret: string | Buffer = key) =>
	createHmac(algorithm, secret).update(payload).digest();

const payload = Buffer.concat([Buffer.from(`${seconds}.`), body]);
const signed = (signature: string, timestamp = seconds) =>
	request({ 'x-signature': signature, 'x-timestamp': timestamp });

describe('a signature', () => {
	const hex = sign(payload).toString('hex');
	const bytesKey = randomBytes(32);

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

describe('no check', () => {
	test('lets nothing through', () => {
		expect(passes({ webhookAuth: 'none' }, request({ authorization: `Bearer ${key}` }))).toBe(false);
		expect(passes({}, request())).toBe(false);
	});
});

describe('forged headers', () => {
	test.each(['secret', 'bearer', 'hmac'])('of any kind fail and throw nothing (%s)', (webhookAuth) => {
		const header = fc.oneof(
			fc.string(),
			fc.string({ unit: 'binary' }),
			fc.array(fc.string()),
			fc.constant(undefined),
			fc.constantFrom('0'.repeat(64), seconds, 'Bearer ', '__proto__'),
		);
		const names = ['x-vapi-secret', 'authorization', 'x-signature', 'x-timestamp'];
		const headers = fc.record(Object.fromEntries(names.map((name) => [name, header])));
		fc.assert(
			fc.property(headers, (given) => {
				expect(passes({ webhookAuth }, request(given))).toBe(false);
			}),
			{ numRuns: 1000 },
		);
	});
});

test('a timestamp is understood in seconds and milliseconds', () => {
	expect(timestampMs('1767323045')).toBe(now);
	expect(timestampMs('1767323045000')).toBe(now);
	expect(timestampMs('1767323045.5')).toBeUndefined();
});

test('what was seen counts once, until it is too old to pass anyway', () => {
	const seen = new SeenOnce();
	expect(seen.isFirst('a', 10, 0)).toBe(true);
	expect(seen.isFirst('a', 10, 10)).toBe(false);
	expect(seen.isFirst('b', 20, 10)).toBe(true);
	expect(seen.isFirst('a', 21, 11)).toBe(true);
});
