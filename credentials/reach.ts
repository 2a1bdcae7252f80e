import { isLoopback } from './keys';

/**
 * Whether an address and the API can be in one network: https anywhere but on this machine; on this
 * machine, http as well, as long as the API is there, too. Vapi calls no other addresses, and nothing
 * is fetched from others on its word.
 * @param api base URL of the API
 * @param protocols beside which http counts on this machine only
 */
export function isReachable(address: string, api: URL, protocols = ['https:']): boolean {
	// The parser overlooks white space, which Vapi does not.
	if (/\s/.test(address) || !URL.canParse(address)) return false;
	const { protocol, hostname } = new URL(address);
	if (!isLoopback(hostname)) return protocols.includes(protocol);
	return isLoopback(api.hostname) && [...protocols, 'http:'].includes(protocol);
}
