import type { IDataObject } from 'n8n-workflow';

/** Whether a value from outside is an object with keys: neither null nor a list. */
export function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value if it is an object with keys, else an empty one. */
export function asObject(value: unknown): IDataObject {
	return isObject(value) ? value : {};
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
