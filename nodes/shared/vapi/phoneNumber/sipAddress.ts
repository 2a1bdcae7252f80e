import type { Unreadable } from './e164';

const SIP = /^(sips?):(.*)$/i;
const SIP_HOST = /^(?:\[[0-9a-f:.]+\]|[a-z\d](?:[a-z\d._-]*[a-z\d])?\.?)(?::\d{1,5})?$/i;

/**
 * Reads `sip:user@host` and `sips:user@host`, with port and parameters.
 * @returns undefined for a text that is no SIP address
 */
export function sipUriOf(text: string, unreadable: Unreadable): string | undefined {
	const [, scheme = '', rest = ''] = SIP.exec(text) ?? [];
	if (scheme === '') return undefined;
	const [address = ''] = rest.split(/[;?]/);
	const at = address.lastIndexOf('@');
	const host = address.slice(at + 1);
	// Without an @ a lone word is a user whose host is missing rather than a host.
	const hasHost = SIP_HOST.test(host) && (at > 0 || (at < 0 && /[.[]/.test(host)));
	if (!hasHost || /\s/.test(rest)) {
		unreadable(
			'is a SIP address without a host',
			'Write it as sip:user@host, such as sip:alice@pbx.example.com',
		);
	}
	return `${scheme.toLowerCase()}:${rest}`;
}
