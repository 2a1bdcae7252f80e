/** Vapi's word for the place of a customer in the request. */
const PLACE = /^customers[.[](\d+)\]?\.?/;

/**
 * Whom Vapi refuses a whole request for.
 * @param message of the error
 * @returns what it says by place of the customer; undefined where the fault is not with customers
 */
export function blamedCustomers(message: string): Map<number, string> | undefined {
	const [, said] = /^Vapi refused the request \(400\): (.*)$/s.exec(message) ?? [];
	if (said === undefined) return undefined;
	const blamed = new Map<number, string>();
	for (const part of said.split('; ')) {
		const place = PLACE.exec(part);
		if (place === null) return undefined;
		const index = Number(place[1]);
		const words = part.replace(PLACE, 'customer.');
		blamed.set(index, [blamed.get(index), words].filter(Boolean).join('; '));
	}
	return blamed;
}
