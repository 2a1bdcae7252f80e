import type { GenericValue, IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { readFields } from '../../shared/engine/buildRequest';
import type { GeneratedOperation } from '../../shared/engine/rows';
import type { FieldNames } from './types';

/** Reads one parameter of an item; undefined where it is not set. */
export type ReadField = (parameter: string) => GenericValue | IDataObject | undefined;

const VALUE = 'value';

/**
 * Reads and checks parameters by the rows of the generated table. Where a value goes is decided
 * elsewhere. A null counts as not set, since a spreadsheet or CRM gives it for an empty cell; one
 * that Vapi is meant to see comes through JSON.
 */
export function fieldReader(
	ctx: IExecuteFunctions,
	itemIndex: number,
	{ fields }: GeneratedOperation,
): ReadField {
	return (parameter) => {
		const field = fields.find((row) => row.parameter === parameter);
		if (field === undefined) throw new Error(`No generated field ${parameter}`);
		const row = { ...field, custom: false, required: false, in: 'body' as const, path: [VALUE] };
		return readFields(ctx, itemIndex, [row]).body[VALUE] ?? undefined;
	};
}

function displayNameIn(properties: INodeProperties[], name: string): string | undefined {
	for (const property of properties) {
		if (property.name === name) return property.displayName;
		const inner = (property.options ?? []).filter((option) => 'type' in option);
		const found = displayNameIn(inner as INodeProperties[], name);
		if (found !== undefined) return found;
	}
	return undefined;
}

/** Looks names on the screen up in the parameters of an operation. */
export function namesIn(properties: INodeProperties[]): FieldNames {
	return (name) => displayNameIn(properties, name) ?? name;
}
