import fc from 'fast-check';
import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';

import { EU, PRIVATE, PUBLIC, US, authenticate, custom, keyOn } from './authenticated.mts';

describe('the private key', () => {
	it.each<[string, ICredentialDataDecryptedObject, object]>([
		['the US region', US, { url: 'https://api.vapi.ai/call' }],
		['the EU region', EU, { url: 'https://api.eu.vapi.ai/call' }],
		['upper case', US, { url: 'HTTPS://API.VAPI.AI/call' }],
		['the default port', US, { url: 'https://api.vapi.ai:443/call' }],
		['the legacy helper', US, { uri: 'https://api.vapi.ai/call' }],
		['a base URL beside a path', US, { baseURL: 'https://api.vapi.ai', url: '/assistant' }],
		['a custom host', custom('https://vapi.example.com'), { url: 'https://vapi.example.com/x' }],
		['a custom port', custom('https://x.example:8443'), { url: 'https://x.example:8443/x' }],
		['loopback', custom('http://127.0.0.1:5000'), { url: 'http://127.0.0.1:5000/call' }],
		['localhost', custom('http://localhost:5000/'), { url: 'http://localhost:5000/call' }],
		['IPv6 loopback', custom('http://[::1]:5000'), { url: 'http://[::1]:5000/call' }],
		['a GET of /call/web', US, { url: 'https://api.vapi.ai/call/web', method: 'GET' }],
		['a path that only looks like web calls', US, { url: 'https://api.vapi.ai/call/web/x', method: 'POST' }],
		['a path that ends like control', US, { url: 'https://api.vapi.ai/x/control', method: 'POST' }],
	])('goes to %s', async (_name, credentials, request) => {
		expect(await keyOn(credentials, request)).toBe(PRIVATE);
	});
});

describe('the public key', () => {
	it.each<[string, ICredentialDataDecryptedObject, object]>([
		['web calls', US, { url: 'https://api.vapi.ai/call/web', method: 'POST' }],
		['web calls, in lower case', US, { url: 'https://api.vapi.ai/call/web/', method: 'post' }],
		[
			'web calls below a path',
			custom('https://x.example/vapi/'),
			{ url: 'https://x.example/vapi/call/web', method: 'POST' },
		],
		['control', US, { url: 'https://phone-call-websocket.aws.vapi.ai/1/control', method: 'POST' }],
		[
			'control of a custom host',
			custom('http://127.0.0.1:5000'),
			{ url: 'http://127.0.0.1:5000/1/control', method: 'POST' },
		],
		[
			'control of a custom host, on a port of its own',
			custom('http://127.0.0.1:5000'),
			{ url: 'http://127.0.0.1:6000/1/control', method: 'POST' },
		],
	])('goes to %s', async (_name, credentials, request) => {
		expect(await keyOn(credentials, request)).toBe(PUBLIC);
	});

	it('may be missing', async () => {
		const credentials = { ...US, publicKey: '' };
		expect(await keyOn(credentials, { url: 'https://x.vapi.ai/1/control' })).toBeUndefined();
	});
});

describe('no key at all', () => {
	it.each<[string, ICredentialDataDecryptedObject, object]>([
		['a foreign host', US, { url: 'https://example.com/call' }],
		['a host that starts like it', US, { url: 'https://api.vapi.ai.evil.com/call' }],
		['a host that ends like it', US, { url: 'https://evilvapi.ai/call' }],
		['the bare domain', US, { url: 'https://vapi.ai/1/control' }],
		['a user name before the host', US, { url: 'https://api.vapi.ai@evil.com/call' }],
		['a user name before our host', US, { url: 'https://x:y@api.vapi.ai/call' }],
		['a back slash', US, { url: 'https://evil.com\\@api.vapi.ai/call' }],
		['a back slash the other way', US, { url: 'https://evil.com\\.api.vapi.ai/call' }],
		['a dot after the host', US, { url: 'https://api.vapi.ai./call' }],
		['another port', US, { url: 'https://api.vapi.ai:8443/call' }],
		['a control host on another port', US, { url: 'https://x.vapi.ai:8443/1/control' }],
		['the other region', US, { url: 'https://api.eu.vapi.ai/call' }],
		['the other region, other way', EU, { url: 'https://api.vapi.ai/call' }],
		['a URL beside the base', US, { baseURL: 'https://api.vapi.ai', url: 'https://evil.com/x' }],
		['a host beside the base', US, { baseURL: 'https://api.vapi.ai', url: '//evil.com/x' }],
		['a foreign base', US, { baseURL: 'https://evil.com', url: '/call' }],
		['another scheme', US, { url: 'ftp://api.vapi.ai/call' }],
		['no URL', US, {}],
		['a path alone', US, { url: '/call' }],
		['a lookalike of another alphabet', US, { url: 'https://api.vapі.ai/call' }],
		['a custom host\'s sibling', custom('https://a.example'), { url: 'https://b.a.example/x' }],
		['another port of this machine', custom('http://127.0.0.1:1'), { url: 'http://127.0.0.1:2/x' }],
	])('goes to %s', async (_name, credentials, request) => {
		expect(await keyOn(credentials, request)).toBeUndefined();
	});

	it('goes to any other host, whatever stands around it', async () => {
		const host = fc.webUrl({ withQueryParameters: true, withFragments: true });
		const prefix = fc.constantFrom('', 'https://api.vapi.ai@', 'https://api.vapi.ai\\@', '//', '\\\\');
		const base = fc.constantFrom(undefined, 'https://api.vapi.ai', 'https://api.vapi.ai/');
		await fc.assert(
			fc.asyncProperty(prefix, host, base, fc.boolean(), async (start, url, baseURL, noScheme) => {
				const text = start + (noScheme || start !== '' ? url.replace(/^https?:\/\//, '') : url);
				const request = { url: text, baseURL, method: 'POST' } as IHttpRequestOptions;
				const sent = await authenticate(US, request).catch(() => undefined);
				const authorization = sent?.headers?.authorization;
				if (authorization === undefined) return true;
				const { hostname, protocol } = new URL(sent?.url ?? '');
				const isVapi = hostname === 'api.vapi.ai' && protocol === 'https:';
				const isControl = hostname.endsWith('.vapi.ai') && protocol === 'https:';
				return isVapi || (isControl && authorization === PUBLIC);
			}),
			{ numRuns: 500 },
		);
	});

	it('goes to hosts that are made of parts of ours', async () => {
		const part = fc.constantFrom('api', 'vapi', 'ai', 'eu', 'evil', '.', '@', ':', '\\', '/', '%2e', '。');
		await fc.assert(
			fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 12 }), async (parts) => {
				const request = { url: `https://${parts.join('')}`, method: 'GET' } as IHttpRequestOptions;
				const sent = await authenticate(US, request);
				const authorization = sent.headers?.authorization;
				if (authorization === undefined) return true;
				const { host } = new URL(sent.url);
				return authorization === PRIVATE ? host === 'api.vapi.ai' : host.endsWith('.vapi.ai');
			}),
			{ numRuns: 2000 },
		);
	});
});
