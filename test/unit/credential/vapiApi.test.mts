import fc from 'fast-check';
import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';

import { VapiApi } from '../../../credentials/VapiApi.credentials.ts';

const PRIVATE = 'Bearer private-key';
const PUBLIC = 'Bearer public-key';
const US = { apiKey: 'private-key', publicKey: 'public-key', region: 'us', baseUrl: '' };
const EU = { ...US, region: 'eu' };
const custom = (baseUrl: string) => ({ ...US, region: 'custom', baseUrl });

type Authenticate = (
	credentials: ICredentialDataDecryptedObject,
	request: IHttpRequestOptions,
) => Promise<IHttpRequestOptions>;

const authenticate = new VapiApi().authenticate as Authenticate;

/** The key that a request gets, whatever way its header is spelled. */
async function keyOn(
	credentials: ICredentialDataDecryptedObject,
	request: object,
): Promise<unknown> {
	const { headers = {} } = await authenticate(credentials, request as IHttpRequestOptions);
	return Object.entries(headers).find(([name]) => name.toLowerCase() === 'authorization')?.[1];
}

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

describe('plain http', () => {
	it.each<[string, ICredentialDataDecryptedObject, object]>([
		['in the base URL', custom('http://vapi.example.com'), { url: 'http://vapi.example.com/x' }],
		['in a private network', custom('http://10.0.0.1'), { url: 'http://10.0.0.1/x' }],
		['where the host only begins so', custom('http://127.0.0.1.evil.com'), { url: '/x' }],
		['in the request', US, { url: 'http://api.vapi.ai/call' }],
	])('is refused %s', async (_name, credentials, request) => {
		await expect(keyOn(credentials, request)).rejects.toThrow('https://');
	});

	it.each(['', 'vapi.example.com', 'ftp://vapi.example.com', 'https://a:b@x.example', 'https://x?y'])(
		'and so is the base URL %j',
		async (baseUrl) => {
			await expect(keyOn(custom(baseUrl), { url: '/x' })).rejects.toThrow('Base URL');
		},
	);
});

describe('the request', () => {
	it('keeps its own headers, but for another key', async () => {
		const headers = { 'x-a': 'b', AUTHORIZATION: 'Basic abc' };
		const sent = await authenticate(US, { url: 'https://api.vapi.ai/call', headers });
		expect(sent.headers).toEqual({ 'x-a': 'b', authorization: PRIVATE });
		expect(headers.AUTHORIZATION).toBe('Basic abc');
	});

	it('keeps a foreign host\'s own authorization', async () => {
		const headers = { Authorization: 'Basic abc' };
		const sent = await authenticate(US, { url: 'https://example.com', headers });
		expect(sent.headers).toEqual(headers);
	});

	it.each(['https://api.vapi.ai/call/1/mono-recording', 'https://example.com'])(
		'to %s takes no key along to another host',
		async (url) => {
			const sent = await authenticate(US, { url, sendCredentialsOnCrossOriginRedirect: true });
			expect(sent.sendCredentialsOnCrossOriginRedirect).toBe(false);
		},
	);

	it('goes where it was checked to go', async () => {
		const request = { baseURL: 'https://api.vapi.ai/v1', url: '/a?b=c' };
		const sent = await authenticate(custom('https://api.vapi.ai/v1'), request);
		expect(sent).toMatchObject({ url: 'https://api.vapi.ai/v1/a?b=c', baseURL: undefined });
	});

	it('takes spaces around a pasted key away', async () => {
		const credentials = { ...US, apiKey: ' private-key\n' };
		expect(await keyOn(credentials, { url: 'https://api.vapi.ai/call' })).toBe(PRIVATE);
	});
});

describe('the fields', () => {
	const { properties } = new VapiApi();
	const field = (name: string) => properties.find((property) => property.name === name);

	it.each(['apiKey', 'webhookSecret'])('mask %s', (name) => {
		expect(field(name)?.typeOptions?.password).toBe(true);
	});

	it('show the public key', () => {
		expect(field('publicKey')?.typeOptions?.password).toBeUndefined();
	});

	it('have names of their own', () => {
		const names = properties.map(({ name }) => name);
		expect(new Set(names).size).toBe(names.length);
	});
});
