import type { GenericValue, IDataObject } from 'n8n-workflow';

import { refuse } from './refusal';

/**
 * Whether a value is an object that merges key by key. Arrays replace as a whole, and so do objects
 * that know their own JSON form, such as dates.
 */
export function merges(value: unknown): value is IDataObject {
	return (
		Object.prototype.toString.call(value) === '[object Object]' &&
		typeof (value as { toJSON?: unknown }).toJSON !== 'function'
	);
}

/**
 * Lays `upper` over `lower`, object by object: keys of `upper` win, `undefined` leaves what is
 * there, `null` replaces it. Neither argument is changed.
 */
export function merged(lower: IDataObject, upper: IDataObject): IDataObject {
	const result: IDataObject = { ...lower };
	for (const [key, value] of Object.entries(upper)) {
		if (value === undefined) continue;
		const below = Object.hasOwn(result, key) ? result[key] : undefined;
		result[key] = merges(value) ? merged(merges(below) ? below : {}, value) : value;
	}
	return result;
}

/** Sets a value at a path of keys and makes the objects on the way. */
export function setAt(
	target: IDataObject,
	[key = '', ...rest]: readonly string[],
	value: GenericValue | IDataObject,
): void {
	if (rest.length === 0) {
		target[key] = value;
		return;
	}
	const next = (target[key] ?? {}) as IDataObject;
	target[key] = next;
	setAt(next, rest, value);
}

/** Drops keys without a value, so that unset fields are never sent. */
export function withoutUnset(object: Record<string, unknown>): IDataObject {
	return Object.fromEntries(
		Object.entries(object).filter(([, value]) => value !== undefined),
	) as IDataObject;
}

/**
 * Refuses the one key that JavaScript takes for an instruction instead of data.
 * @param field name of the field on the screen that the value comes from
 * @throws Refusal
 */
export function refuseUnsafeKeys(value: unknown, field: string): void {
	if (typeof value !== 'object' || value === null) return;
	if (Object.hasOwn(value, '__proto__')) {
		refuse(`'${field}' holds a key that cannot be sent: __proto__`, 'Rename this key');
	}
	for (const inner of Object.values(value)) refuseUnsafeKeys(inner, field);
}
