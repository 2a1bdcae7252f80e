import type { IDataObject } from 'n8n-workflow';

import { merged, refuseUnsafeKeys } from '../../shared/base/merge';
import { refuse } from '../../shared/base/refusal';
import { asList, asObject } from '../../shared/base/values';

/**
 * Makes one object of rows and JSON; where both name a key, JSON wins. Names are taken literally
 * (dots make no levels), values keep the type that an expression gave them, and text goes out as it
 * is, Vapi's own {{placeholders}} included. A row whose value is missing is left out.
 * @param rows names and values, as n8n stores them: `{ values: [{ name, value }] }`
 * @param field name of the rows on the screen
 * @returns undefined where nothing is set
 * @throws Refusal for a row without a name
 */
export function namedValues(
	rows: unknown,
	json: IDataObject | undefined,
	field: string,
): IDataObject | undefined {
	const fromRows: Array<[string, unknown]> = [];
	for (const { name, value } of asList(asObject(rows).values).map(asObject)) {
		if (value === undefined) continue;
		const key = typeof name === 'string' || typeof name === 'number' ? String(name).trim() : '';
		if (key === '' && value === '') continue;
		if (key === '') {
			refuse(`A row of '${field}' has a value and no name`, 'Name the row, or remove it');
		}
		fromRows.push([key, value]);
	}
	const object = Object.fromEntries(fromRows) as IDataObject;
	refuseUnsafeKeys(object, field);
	const all = merged(object, json ?? {});
	return Object.keys(all).length > 0 ? all : undefined;
}
