import type { IDataObject } from 'n8n-workflow';

import { merged, refuseUnsafeKeys } from '../../shared/base/merge';
import type { Refuse } from './types';

/** One row of a list of names and values, as n8n stores it. */
export interface NameValueRow {
	name?: unknown;
	value?: unknown;
}

/**
 * Makes one object of rows and JSON; where both name a key, JSON wins. Names are taken literally
 * (dots make no levels), values keep the type that an expression gave them, and text goes out as it
 * is, Vapi's own {{placeholders}} included. A row whose value is missing is left out.
 * @param field name of the rows on the screen
 * @returns undefined where nothing is set
 */
export function objectOf(
	rows: NameValueRow[] | undefined,
	json: IDataObject | undefined,
	field: string,
	refuse: Refuse,
): IDataObject | undefined {
	const fromRows: Array<[string, unknown]> = [];
	for (const { name, value } of rows ?? []) {
		if (value === undefined) continue;
		const key = typeof name === 'string' || typeof name === 'number' ? String(name).trim() : '';
		if (key === '' && value === '') continue;
		if (key === '') {
			refuse(`A row of '${field}' has a value and no name`, 'Name the row, or remove it');
		}
		fromRows.push([key, value]);
	}
	const object = Object.fromEntries(fromRows) as IDataObject;
	refuseUnsafeKeys(object, field, refuse);
	refuseUnsafeKeys(json, field, refuse);
	const all = merged(object, json ?? {});
	return Object.keys(all).length > 0 ? all : undefined;
}
