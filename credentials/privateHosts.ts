/** IPv4 ranges that lead to no public host: first address and bits of the network (IANA's registry). */
const RANGES: Array<[first: string, bits: number]> = [
	['0.0.0.0', 8],
	['10.0.0.0', 8],
	['100.64.0.0', 10],
	['127.0.0.0', 8],
	// Azure's service for its own machines.
	['168.63.129.16', 32],
	['169.254.0.0', 16],
	['172.16.0.0', 12],
	['192.0.0.0', 24],
	['192.168.0.0', 16],
	['198.18.0.0', 15],
	['224.0.0.0', 3],
];

/** Ends of names that are looked up in one's own network only; a name without a dot is, too. */
const LOCAL_NAME = /(^|\.)(localhost|localdomain|local|internal|intranet|lan|home|corp|home\.arpa)$/;

function numberOf(address: string): number {
	return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

function isPrivateIpv4(address: number): boolean {
	return RANGES.some(([first, bits]) => {
		const size = 2 ** (32 - bits);
		return Math.floor(address / size) === Math.floor(numberOf(first) / size);
	});
}

/** The eight groups of an IPv6 address as URL writes it: without an IPv4 part, at most once shortened. */
function groupsOf(address: string): number[] {
	const [head = '', tail] = address.split('::');
	const parse = (part = '') => (part === '' ? [] : part.split(':').map((one) => parseInt(one, 16)));
	const [before, after] = [parse(head), parse(tail)];
	const zeros = new Array<number>(8 - before.length - after.length).fill(0);
	return [...before, ...zeros, ...after];
}

function isPrivateIpv6(address: string): boolean {
	const groups = groupsOf(address);
	const start = groups.slice(0, 6).join(':');
	const ipv4At = (place: number) => (groups[place] ?? 0) * 65_536 + (groups[place + 1] ?? 0);
	// An IPv4 address in another guise: mapped, and translated (NAT64, 6to4).
	if (['0:0:0:0:0:65535', '100:65435:0:0:0:0'].includes(start)) return isPrivateIpv4(ipv4At(6));
	if (groups[0] === 0x2002) return isPrivateIpv4(ipv4At(1));
	const isGlobal = groups[0] !== undefined && groups[0] >= 0x2000 && groups[0] < 0x4000;
	const isTunnel = groups[0] === 0x2001 && groups[1] === 0;
	return !isGlobal || isTunnel;
}

/**
 * Whether a host is this machine, or in a network that only this machine reaches: loopback, link-local,
 * private, shared and reserved addresses, those of cloud metadata, and local names. Where any other
 * name leads is not known here.
 * @param hostname as URL gives it, which writes every notation of an address in one way
 */
export function isPrivateHost(hostname: string): boolean {
	const name = hostname.toLowerCase().replace(/\.$/, '');
	if (name.startsWith('[')) return isPrivateIpv6(name.slice(1, -1));
	if (/^\d+(\.\d+){3}$/.test(name)) return isPrivateIpv4(numberOf(name));
	return !name.includes('.') || LOCAL_NAME.test(name);
}
