import type { GenericValue, IDataObject } from 'n8n-workflow';

import { isObject } from '../../base/values';

/** A value that stands at one of the places of a field. */
export interface FoundValue {
	/** Last key of the path. */
	key: string;
	value: unknown;
}

/** What a field of an item holds. */
export type FieldValue = GenericValue | IDataObject;

/** Whether there is anything: neither nothing nor an empty text, list or object. */
function isPresent(value: unknown): boolean {
	if (value === undefined || value === null || value === '') return false;
	return typeof value !== 'object' || Object.keys(value).length > 0;
}

/** The value at a path of keys; places of a list are keys, too. */
function reached(holder: unknown, path: readonly string[]): unknown {
	return path.reduce<unknown>((inner, key) => {
		const isHolder = isObject(inner) || Array.isArray(inner);
		return isHolder && Object.hasOwn(inner, key) ? (inner as IDataObject)[key] : undefined;
	}, holder);
}

/** All that there is at these places, in their order. */
export function foundAt(holder: IDataObject, places: readonly string[]): FoundValue[] {
	return places.flatMap((place) => {
		const path = place.split('.');
		const value = reached(holder, path);
		return isPresent(value) ? [{ key: path.at(-1) as string, value }] : [];
	});
}

/** The first value found that can be read. */
export function firstOf<T>(found: FoundValue[], read: (value: unknown) => T | undefined): T | undefined {
	for (const { value } of found) {
		const result = read(value);
		if (result !== undefined) return result;
	}
	return undefined;
}

/** The first value found under a key that can be read. */
export function underKey<T>(
	found: FoundValue[],
	key: string,
	read: (value: unknown) => T | undefined,
): T | undefined {
	return firstOf(
		found.filter((each) => each.key === key),
		read,
	);
}
