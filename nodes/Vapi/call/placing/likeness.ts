import type { IDataObject } from 'n8n-workflow';

import { asObject } from '../../../shared/base/values';

/** Every value inside, as `path=value`. */
export function valuesIn(thing: unknown, path = ''): Set<string> {
	if (typeof thing !== 'object' || thing === null) {
		return new Set(thing === undefined ? [] : [`${path}=${JSON.stringify(thing)}`]);
	}
	return new Set(
		Object.entries(thing).flatMap(([key, inner]) => [
			...valuesIn(inner, `${path}/${JSON.stringify(key)}`),
		]),
	);
}

/** How many values two descriptions do not share. */
export function differences(one: Set<string>, other: Set<string>): number {
	let shared = 0;
	for (const value of one) if (other.has(value)) shared += 1;
	return one.size + other.size - 2 * shared;
}

/**
 * A customer with its overrides cut down to what tells calls to one number apart, for keeping many:
 * variables and metadata.
 */
export function inBrief(customer: IDataObject): IDataObject {
	const { assistantOverrides, squadOverrides, ...rest } = customer;
	const [ofAssistant, ofSquad] = [assistantOverrides, squadOverrides].map((overrides) => {
		const { variableValues, metadata } = asObject(overrides);
		return { variableValues, metadata };
	});
	return { ...rest, assistantOverrides: ofAssistant, squadOverrides: ofSquad };
}
