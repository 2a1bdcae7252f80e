import { operationField } from '../fields.mts';
import type { Document, Schema } from '../openapi.mts';
import { wordedFields } from '../wording/claims.mts';
import type { OperationWording } from '../wording/types.mts';

/** What one shape of an object has to do with the fields that the form has beside its provider. */
export interface ProviderFacts {
	/** Keys of the form that this provider knows. */
	takes: string[];
	/** Keys of the form without which Vapi refuses this provider. */
	needs: string[];
	/** What Vapi demands and no field of the form can give: such a provider is not offered. */
	lacks: string[];
}

/** By the value that chooses the shape. */
export type Providers = Map<string, ProviderFacts>;

const PROVIDER = 'provider';

/** Whether a field of a form can hold what the shape wants there. */
const isWritable = (schema: Schema | undefined): boolean =>
	schema !== undefined && (schema.type !== 'object' || schema.properties !== undefined);

/**
 * What each value of a field needs beside it, where the field chooses between the shapes of the object
 * that it stands in (`assistant.voice.provider`).
 * @returns undefined for every other field
 */
export const providersOf = (
	contract: Document,
	operation: OperationWording,
	name: string,
): Providers | undefined => {
	const part = name.slice(0, -PROVIDER.length - 1);
	if (!name.endsWith(`.${PROVIDER}`)) return undefined;
	const shapes = operationField(contract, operation, part)?.shapes ?? [];
	// What is worded for an assistant's overrides is there for a new assistant, too.
	const below = part.includes('.') ? part.slice(part.indexOf('.')) : part;
	const inside = wordedFields(operation).flatMap((field) => {
		const start = field.indexOf(`${below}.`);
		return start < 0 ? [] : [field.slice(start + below.length + 1).split('.')[0] ?? ''];
	});
	const keys = [...new Set(inside)].filter((key) => key !== PROVIDER);
	const entries = shapes.flatMap(({ properties = {}, required = [] }) =>
		(properties[PROVIDER]?.enum ?? []).map((value): [string, ProviderFacts] => {
			const takes = keys.filter((key) => isWritable(properties[key])).sort();
			const demanded = required.filter((key) => key !== PROVIDER).sort();
			return [
				String(value),
				{
					takes,
					needs: demanded.filter((key) => takes.includes(key)),
					lacks: demanded.filter((key) => !takes.includes(key)),
				},
			];
		}),
	);
	return entries.length > 1 ? new Map(entries) : undefined;
};
