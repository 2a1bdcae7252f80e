import type { IDataObject } from 'n8n-workflow';

import { refuse, refuseValue } from '../base/refusal';
import { isObject, setAt } from '../base/values';
import type { ParameterRow } from './rows';

/** A parameter that is set, and its value. */
type Filled = Readonly<{ row: ParameterRow; value: unknown }>;

/** Whether an object says anything else than null for the field at a path. */
function sets(object: IDataObject, [key = '', ...rest]: string[]): boolean {
	const inner = object[key];
	if (inner === undefined || inner === null) return false;
	return rest.length > 0 && isObject(inner) ? sets(inner, rest) : true;
}

/** Whether one path is the beginning of the other, or the same. */
const meet = (a: readonly string[], b: readonly string[]): boolean =>
	a.every((key, index) => b[index] === undefined || b[index] === key);

/** Refuses to empty what another field fills. */
function refuseBoth({ row, value }: Filled, name: string, field: string): void {
	const path = name.split('.');
	const { displayName } = row;
	if (row.clears || row.in !== 'body' || !meet(row.path, path)) return;
	const isWhole = isObject(value) && row.path.length < path.length;
	if (isWhole && !sets(value, path.slice(row.path.length))) return;
	const what = isWhole ? `sets ${name}` : 'is set';
	refuse(`'${displayName}' ${what}, and '${field}' empties it`, 'Leave one of the two out');
}

/**
 * Empties the fields of a body that were chosen for it.
 * @param set everything that is set for the item
 * @throws Refusal where another field fills what is to be emptied, or a field is none of those offered
 */
export function clearFields(body: IDataObject, set: Filled[]): void {
	for (const { row, value } of set) {
		const { clears, displayName } = row;
		if (clears === undefined || !Array.isArray(value)) continue;
		for (const name of value.map(String)) {
			if (!Object.hasOwn(clears, name)) {
				const offered = Object.keys(clears).join(', ');
				refuseValue(displayName, name, 'which it cannot empty', `Use any of ${offered}`);
			}
			for (const other of set) refuseBoth(other, name, displayName);
			setAt(body, name.split('.'), clears[name] === null ? null : []);
		}
	}
}
