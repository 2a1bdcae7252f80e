import fc from 'fast-check';

import type { SignedRequest } from '../../../../nodes/VapiTrigger/request/signature.ts';
import { key, passes, request, seconds } from './checkedRequests.mts';

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
		['behind bearer', {}, { authorization: `bearer ${key}` }, true],
		['behind BEARER and two spaces', {}, { authorization: `BEARER  ${key}` }, true],
		['in another case', {}, { authorization: `Bearer ${key.toUpperCase()}` }, false],
		['behind another word', {}, { authorization: `Basic ${key}` }, false],
		['behind Bearer without a space', {}, { authorization: `Bearer${key}` }, false],
		['behind Bearer, twice', {}, { authorization: `Bearer Bearer ${key}` }, false],
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
