import type { GenericValue, IDataObject } from 'n8n-workflow';

import { refuse } from './refusal';

/** Whether a value from outside is an object with keys: neither null nor a list. */
export function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value if it is an object with keys, else an empty one. */
export function asObject(value: unknown): IDataObject {
	return isObject(value) ? value : {};
}

/** Whether a key of a request has something to say: neither nothing nor an empty text or object. */
export function holds(object: IDataObject, key: string): boolean {
	const value = object[key];
	if (value === undefined || value === null || value === '') return false;
	return typeof value !== 'object' || Object.keys(value).length > 0;
}

/** The value if it is text with something in it, else undefined. */
export function asText(value: unknown): string | undefined {
	return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The value if it is a finite number, else undefined. */
export function asNumber(value: unknown): number | undefined {
	return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** The value if it is a list, else an empty one. */
export function asList(value: unknown): unknown[] {
	return Array.isArray(value) ? value : [];
}

/** What JSON text says, or undefined where it is none. */
export function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		// Not JSON, which the caller makes something of.
		return undefined;
	}
}

/** Deeper than anything Vapi sends or takes (about 12), shallower than what recursive code can walk. */
export const MAX_DEPTH = 100;

/** Whether a value from JSON nests deeper than `limit`; walks without recursion. */
export function nestsDeeperThan(value: unknown, limit: number): boolean {
	let level: unknown[] = [value];
	for (let depth = 0; level.length > 0; depth += 1) {
		if (depth > limit) return true;
		const next: unknown[] = [];
		for (const holder of level) {
			const inner = Array.isArray(holder) ? holder : Object.values(holder as object);
			for (const child of inner) if (typeof child === 'object' && child !== null) next.push(child);
		}
		level = next;
	}
	return false;
}

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

/** Whether two values are the same JSON, whatever the order of their keys. */
export function sameJson(first: unknown, second: unknown): boolean {
	if (!isObject(first) || !isObject(second)) return JSON.stringify(first) === JSON.stringify(second);
	const keys = Object.keys(first);
	return (
		keys.length === Object.keys(second).length &&
		keys.every((key) => Object.hasOwn(second, key) && sameJson(first[key], second[key]))
	);
}
