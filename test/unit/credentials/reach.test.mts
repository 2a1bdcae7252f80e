import { isReachable } from '../../../credentials/reach.ts';

const VAPI = new URL('https://api.vapi.ai');
const CUSTOM = new URL('https://vapi.example.com/v1');
const LOCAL = new URL('http://127.0.0.1:5000');
const LOCALHOST = new URL('https://localhost:5000');
const LOCAL_IPV6 = new URL('http://[::1]:5000');

const HTTPS = ['https:'];
const SOCKETS = ['https:', 'wss:'];

/** The same for each API: whether an address is reachable, beside which protocols. */
const expectReach = (apis: URL[], address: string, protocols: string[], expected: boolean) => {
	for (const api of apis) {
		expect([api.href, isReachable(address, api, protocols)]).toEqual([api.href, expected]);
	}
};

describe('an address on another machine', () => {
	it.each<[string, string[], boolean]>([
		['https://hooks.example.com', HTTPS, true],
		['https://hooks.example.com:8443/a?b=c#d', HTTPS, true],
		['HTTPS://HOOKS.EXAMPLE.COM/A', HTTPS, true],
		['https://192.0.2.1/a', HTTPS, true],
		['https://[2001:db8::1]/a', HTTPS, true],
		['http://hooks.example.com', HTTPS, false],
		['http://192.0.2.1', HTTPS, false],
		['http://[2001:db8::1]', HTTPS, false],
		['wss://hooks.example.com', HTTPS, false],
		['wss://hooks.example.com', SOCKETS, true],
		['https://hooks.example.com', SOCKETS, true],
		['ws://hooks.example.com', SOCKETS, false],
		['http://hooks.example.com', SOCKETS, false],
		['ftp://hooks.example.com', SOCKETS, false],
		['javascript:alert(1)', SOCKETS, false],
		['file:///etc/hosts', SOCKETS, false],
		['data:text/plain,x', SOCKETS, false],
		// These only look like this machine.
		['http://localhost.example.com', HTTPS, false],
		['http://127.0.0.1.example.com', HTTPS, false],
		['http://example.com/localhost', HTTPS, false],
		['http://localhost@example.com', HTTPS, false],
		['https://localhost.example.com', HTTPS, true],
	])('%s, by %j: %s, wherever the API is', (address, protocols, expected) => {
		expectReach([VAPI, CUSTOM, LOCAL, LOCALHOST, LOCAL_IPV6], address, protocols, expected);
	});
});

describe('an address on this machine', () => {
	const ADDRESSES: Array<[string, string[]]> = [
		['https://localhost:5678/webhook', HTTPS],
		['http://localhost:5678/webhook', HTTPS],
		['http://LOCALHOST', HTTPS],
		['http://127.0.0.1', HTTPS],
		['http://127.8.9.10:5678', HTTPS],
		['http://[::1]:5678', HTTPS],
		['https://[::1]', HTTPS],
		['http://0x7f.1', HTTPS],
		['http://x@localhost', HTTPS],
		['https://localhost', SOCKETS],
		['wss://localhost:5678', SOCKETS],
		['http://127.0.0.1', SOCKETS],
	];

	it.each(ADDRESSES)('%s, by %j, is reached by an API on this machine', (address, protocols) => {
		expectReach([LOCAL, LOCALHOST, LOCAL_IPV6], address, protocols, true);
	});

	it.each(ADDRESSES)('%s, by %j, is not reached by one elsewhere', (address, protocols) => {
		expectReach([VAPI, CUSTOM], address, protocols, false);
	});

	it.each<[string, string[]]>([
		['wss://localhost', HTTPS],
		['ws://localhost', SOCKETS],
		['ftp://localhost', SOCKETS],
		['file://localhost/etc/hosts', SOCKETS],
	])('%s, by %j, is not reached by any', (address, protocols) => {
		expectReach([VAPI, CUSTOM, LOCAL, LOCALHOST, LOCAL_IPV6], address, protocols, false);
	});
});

describe('what is no address', () => {
	it.each([
		'',
		' ',
		'hooks.example.com',
		'/webhook',
		'//hooks.example.com/webhook',
		'https://',
		'https:///',
		'https://[::1',
		'https://exa mple.com',
		'undefined',
	])('is reached by none: %j', (address) => {
		expectReach([VAPI, LOCAL], address, SOCKETS, false);
	});

	// The parser cuts these off or leaves them out, and Vapi does not.
	it.each([
		' https://hooks.example.com',
		'https://hooks.example.com ',
		'https://hooks.example.com\n',
		'https://hooks.\texample.com',
		'https://hooks.example.com/a b',
		'https://hooks.example.com/a\r\nb',
		'\u00a0https://hooks.example.com',
		'https://hooks.example.com/a\u2028b',
		' http://localhost',
		'http://local\nhost',
	])('is reached by none where white space is in it: %j', (address) => {
		expectReach([VAPI, LOCAL], address, SOCKETS, false);
	});
});

it('goes by https alone where nothing else is said', () => {
	expect(isReachable('https://hooks.example.com', VAPI)).toBe(true);
	expect(isReachable('wss://hooks.example.com', VAPI)).toBe(false);
	expect(isReachable('http://localhost', LOCAL)).toBe(true);
	expect(isReachable('wss://localhost', LOCAL)).toBe(false);
});
