import type { IDataObject } from 'n8n-workflow';

import { asList, merges } from '../../shared/base/values';
import { checkFormat, checkLength, checkRange } from '../../shared/engine/readValue';
import type { ParameterRow } from '../../shared/engine/rows';
import { ASSISTANT_PLACES } from './assistantForm';

/** The objects of a request that a field may stand in, with what is left of its path there. */
function placesOf(
	body: IDataObject,
	path: readonly string[],
): Array<[unknown, readonly string[]]> {
	const [first = '', ...rest] = path;
	if (ASSISTANT_PLACES.includes(first)) return ASSISTANT_PLACES.map((place) => [body[place], rest]);
	if (first === 'customer') {
		return [body.customer, ...asList(body.customers)].map((customer) => [customer, rest]);
	}
	return [[body, path]];
}

function valueAt(object: unknown, path: readonly string[]): unknown {
	return path.reduce<unknown>((at, key) => (merges(at) ? at[key] : undefined), object);
}

/**
 * Checks the finished request against the limits that Vapi's document gives, so that values from
 * JSON count like those from fields. In a list each entry has to fit.
 * @throws Refusal
 */
export function checkBodyLimits(body: IDataObject, rows: readonly ParameterRow[]): void {
	for (const row of rows) {
		if (row.in !== 'body') continue;
		for (const [object, path] of placesOf(body, row.path)) {
			const value = valueAt(object, path);
			for (const entry of Array.isArray(value) ? (value as unknown[]) : [value]) {
				if (typeof entry === 'string') {
					checkLength(entry, row);
					if (entry !== '') checkFormat(entry, row);
				}
				if (typeof entry === 'number') checkRange(entry, row);
			}
		}
	}
}
