import type { IDataObject } from 'n8n-workflow';

import type { OutputChoice } from './outputChoice';
import type { FieldValue } from './found';
import type { OutputField } from './outputField';
import { readField } from './readings';

/** How what Output and Fields say becomes the item of a row of an answer. */
export interface OutputShape {
	/** The fields that there are to choose; the ID comes always. */
	names: readonly string[];
	shape(this: void, row: IDataObject, choice: OutputChoice): IDataObject;
}

type FieldNames = (read: (name: string) => FieldValue | undefined) => readonly string[];

/**
 * How a resource comes out, by the table of its fields. Simplified leaves out what has no value; of
 * Selected Fields, those without a value are null.
 * @param simplified the fields of Simplified, which may depend on what fields hold
 */
export function outputShape(fields: readonly OutputField[], simplified: FieldNames): OutputShape {
	const byName = new Map(fields.map((row) => [row.field, row]));
	const chosen = (row: IDataObject, { mode, fields: selected }: OutputChoice): IDataObject => {
		const read = (name: string): FieldValue | undefined => {
			const field = byName.get(name);
			return field && readField(field, row);
		};
		if (mode === 'fields') {
			return Object.fromEntries(selected.map((name) => [name, read(name) ?? null])) as IDataObject;
		}
		const found = simplified(read).map((name) => [name, read(name)] as const);
		return Object.fromEntries(found.filter(([, value]) => value !== undefined));
	};
	return {
		names: [...byName.keys()],
		shape: (row, choice) =>
			choice.mode === 'raw' ? { ...row } : { id: row.id, ...chosen(row, choice) },
	};
}
