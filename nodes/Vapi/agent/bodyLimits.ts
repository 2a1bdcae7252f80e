import type { IDataObject } from 'n8n-workflow';

import { type Complaint, checkLength, checkRange } from '../../shared/engine/readValue';
import type { RequestField } from '../../shared/engine/rows';
import { isObject } from '../../shared/base/merge';
import type { Refuse } from './types';

/** An assistant's settings stand in one of these, and have the same limits in all. */
const ASSISTANTS = ['assistant', 'assistantOverrides', 'squadOverrides'];

/** The objects of a request that a field may stand in, with what is left of its path there. */
function placesOf(body: IDataObject, path: string[]): Array<[unknown, string[]]> {
	const [first = '', ...rest] = path;
	if (ASSISTANTS.includes(first)) return ASSISTANTS.map((place) => [body[place], rest]);
	if (first === 'customer') {
		const customers = Array.isArray(body.customers) ? (body.customers as unknown[]) : [];
		return [body.customer, ...customers].map((customer) => [customer, rest]);
	}
	return [[body, path]];
}

function valueAt(object: unknown, path: string[]): unknown {
	return path.reduce<unknown>((at, key) => (isObject(at) ? at[key] : undefined), object);
}

function complaintOf(value: unknown, field: RequestField): Complaint | undefined {
	if (typeof value === 'string') return checkLength(value, field);
	return typeof value === 'number' ? checkRange(value, field) : undefined;
}

/**
 * Checks the finished request against the limits that Vapi's document gives, so that values from
 * JSON count like those from fields. In a list each entry has to fit.
 */
export function checkLimits(body: IDataObject, fields: RequestField[], refuse: Refuse): void {
	for (const field of fields) {
		if (field.in !== 'body') continue;
		for (const [object, path] of placesOf(body, field.path)) {
			const value = valueAt(object, path);
			for (const entry of Array.isArray(value) ? (value as unknown[]) : [value]) {
				const complaint = complaintOf(entry, field);
				if (complaint) refuse(complaint.message, complaint.description);
			}
		}
	}
}
