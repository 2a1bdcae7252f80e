import type { IDataObject } from 'n8n-workflow';

/**
 * Renames a top-level `error` that holds something to `vapiError`. n8n takes an item with such a key
 * for a failed one: Retry On Fail runs the whole node again, and the error output swallows the item.
 */
export function withoutErrorKey(json: IDataObject): IDataObject {
	const { error, ...rest } = json;
	return error ? { ...rest, vapiError: error } : json;
}
