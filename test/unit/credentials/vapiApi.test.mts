import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { VapiApi } from '../../../credentials/VapiApi.credentials.ts';
import { PRIVATE, US, authenticate, custom, keyOn } from './authenticated.mts';

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
