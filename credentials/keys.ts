import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

/** Which of the credential's keys a request carries; `none` for every host that is not Vapi's. */
export type KeyKind = 'private' | 'public' | 'none';

/** Where a request goes, in the two spellings that n8n's HTTP helpers know. */
export interface RequestTarget {
	url?: string;
	uri?: string;
	baseURL?: string;
	method?: string;
}

/** Hosts of Vapi's REST API by region. */
const REGION_URLS: Record<string, string> = {
	us: 'https://api.vapi.ai',
	eu: 'https://api.eu.vapi.ai',
};

const API_HOSTS = new Set(Object.values(REGION_URLS).map((url) => new URL(url).hostname));

/** Whether a host name is this machine itself, where plain http cannot be overheard. */
export function isLoopback(hostname: string): boolean {
	return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

function parse(url: string): URL | undefined {
	return URL.canParse(url) ? new URL(url) : undefined;
}

function refuseClearText({ protocol, hostname }: URL, what: string): void {
	if (protocol === 'http:' && !isLoopback(hostname)) {
		throw new Error(`${what} (${hostname}) must start with https://, since http sends keys in clear text`);
	}
}

/**
 * Base URL of the API that a credential points to.
 * @throws Error with a text for the user where a custom address is none, or is http off loopback
 */
export function baseUrlOf(credentials: ICredentialDataDecryptedObject): URL {
	const region = String(credentials.region ?? 'us');
	const text = REGION_URLS[region] ?? String(credentials.baseUrl ?? '').trim();
	const url = parse(text);
	if (url === undefined || !['https:', 'http:'].includes(url.protocol)) {
		throw new Error('The Base URL of the Vapi credential is not an address that starts with https://');
	}
	// An empty query or fragment leaves no trace in a parsed address, and swallows the path behind it.
	if (url.username || url.password || /[?#]/.test(text)) {
		throw new Error('The Base URL of the Vapi credential must not hold a user name, "?" or "#"');
	}
	refuseClearText(url, 'The Base URL of the Vapi credential');
	return url;
}

/** The base URL as text without slashes at its end, ready to take a path. */
export function baseUrlText(credentials: ICredentialDataDecryptedObject): string {
	return baseUrlOf(credentials).href.replace(/\/+$/, '');
}

/**
 * The absolute URL that the HTTP helper will request. A relative URL is appended to the base as
 * axios does it (not resolved against it as a browser would).
 */
export function requestUrlOf({ url, uri, baseURL }: RequestTarget): URL | undefined {
	const text = String(url ?? uri ?? '');
	const absolute = /^([a-z][a-z\d+.-]*:)?\/\//i.test(text);
	if (baseURL === undefined || baseURL === '' || absolute) return parse(text);
	const base = String(baseURL).replace(/\/+$/, '');
	return parse(text === '' ? base : `${base}/${text.replace(/^\/+/, '')}`);
}

/** Live call control: `https://<cluster host>/<call ID>/control`. */
function isControlPath(pathname: string): boolean {
	return pathname.endsWith('/control');
}

function isControlAddress({ protocol, hostname, port, pathname }: URL): boolean {
	const isVapi = hostname.endsWith('.vapi.ai') && !API_HOSTS.has(hostname);
	return isVapi && isControlPath(pathname) && protocol === 'https:' && port === '';
}

/**
 * Decides which key belongs on a request. Everything that is not surely Vapi's gets none.
 * @throws Error for http off loopback, in the base URL or in the request
 */
export function keyKindFor(
	credentials: ICredentialDataDecryptedObject,
	request: RequestTarget,
): KeyKind {
	const base = baseUrlOf(credentials);
	const target = requestUrlOf(request);
	if (target === undefined) return 'none';
	refuseClearText(target, 'The address of a request with the Vapi credential');
	if (target.username || target.password) return 'none';
	// Behind an address of one's own, live control may have a port of its own on the same host.
	const isOwnHost = !API_HOSTS.has(base.hostname) && target.hostname === base.hostname;
	if (isOwnHost && isControlPath(target.pathname)) return 'public';
	if (target.origin !== base.origin) return isControlAddress(target) ? 'public' : 'none';
	const webCalls = `${base.pathname.replace(/\/+$/, '')}/call/web`;
	const path = target.pathname.replace(/\/+$/, '');
	const isPost = String(request.method ?? 'GET').toUpperCase() === 'POST';
	return isPost && path === webCalls ? 'public' : 'private';
}
