import type { INodePropertyOptions } from 'n8n-workflow';
import type { ParameterRow } from '../../../nodes/shared/engine/rows.ts';
import { type Field, operationField } from '../fields.mts';
import type { Document, Schema } from '../openapi.mts';
import { parametersByField } from '../wording/claims.mts';
import type { OperationWording, ParameterWording } from '../wording/types.mts';
import { title } from './titles.mts';

const takesNull = ({ nodes, shapes }: Field): boolean =>
	nodes.every((node) => (node as Schema).nullable) || shapes.every(({ nullable }) => nullable);

/** What empties a field: null where the contract lets it be null, else no entries where it is a list. */
export const emptyOf = (field: Field): null | [] | undefined => {
	if (takesNull(field)) return null;
	return field.shapes.every(({ type }) => type === 'array') ? [] : undefined;
};

/** The choice of fields to empty, as the screen names them, and what is sent for each. */
export interface Clearing {
	options: INodePropertyOptions[];
	clears: NonNullable<ParameterRow['clears']>;
}

/** What a parameter may empty; undefined for any other one. Throws for a field that is not there. */
export const clearingOf = (
	contract: Document,
	operation: OperationWording,
	{ clears, labels = {} }: ParameterWording,
): Clearing | undefined => {
	if (clears === undefined) return undefined;
	const names = parametersByField(operation);
	const options = clears.map((value) => ({
		name: labels[value] ?? names.get(value) ?? title(value.split('.').at(-1) ?? ''),
		value,
	}));
	const empties = clears.map((name) => {
		const field = operationField(contract, operation, name);
		if (!field) throw new Error(`The contract has no field ${name} that could be emptied`);
		return [name, emptyOf(field) ?? null] as const;
	});
	return {
		options: options.sort((a, b) => a.name.localeCompare(b.name, 'en')),
		clears: Object.fromEntries(empties),
	};
};
