import type { IExecuteFunctions } from 'n8n-workflow';
import type { ItemReader } from '../../../nodes/shared/engine/itemReader.ts';
import { itemReader } from '../../../nodes/shared/engine/itemReader.ts';
import type { Operation, ParameterOf } from '../../../nodes/shared/engine/rows.ts';
import { operation as create } from '../../../nodes/shared/generated/call/create.ts';

/** Parameters of a node, by their dotted names, as n8n hands them out. */
export type Parameters = Record<string, unknown>;

/** Reads what a node holds whose parameters are these. */
export function readerFor<O extends Operation>(
	operation: O,
	parameters: Parameters,
): ItemReader<ParameterOf<O>> {
	const ctx = {
		getNode: () => ({ name: 'Vapi', type: 'vapi', typeVersion: 1, parameters: {} }),
		getTimezone: () => 'America/New_York',
		getNodeParameter: (name: string, _item: number, fallback: unknown) =>
			parameters[name] ?? fallback,
	} as unknown as IExecuteFunctions;
	return itemReader(ctx, 0, operation);
}

/** Reads the form of Create. */
export const createReader = (parameters: Parameters) => readerFor(create, parameters);

/** Names of Create's parameters on the screen. */
export const { name: nameInCreate } = createReader({});

/**
 * Parameters of Create by the last part of their names: `firstMessage` stands for
 * `additionalFields.firstMessage`.
 */
export function added(values: Parameters): Parameters {
	return Object.fromEntries(
		Object.entries(values).map(([name, value]) => {
			const parameter = `additionalFields.${name}`;
			if (!create.fields.some((row) => row.parameter === parameter)) {
				throw new Error(`Create has no field ${name} under Additional Fields`);
			}
			return [parameter, value];
		}),
	);
}
