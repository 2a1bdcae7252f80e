import type { IDataObject } from 'n8n-workflow';

/**
 * Renames a top-level `error` to `vapiError`. n8n takes an item with such a key for a failed one
 * (1.123 even where it is null, 2.41 where it is empty): Retry On Fail runs the whole node again, and
 * the error output swallows the item.
 */
export function withoutErrorKey(json: IDataObject): IDataObject {
	const { error, ...rest } = json;
	return error === undefined ? json : { ...rest, vapiError: error };
}
