import { bodyFields, fieldAmong, operationField } from '../fields.mts';
import { emptyOf } from '../generate/clearing.mts';
import type { Document, Schema } from '../openapi.mts';
import { offeredBranches, unionOf } from '../unions.mts';
import { allParameters } from '../wording/claims.mts';
import type { OperationWording } from '../wording/types.mts';

/** Branches of the body that do not have a field. */
const lacking = (contract: Document, operation: OperationWording, name: string): string[] => {
	const union = unionOf(contract, operation);
	return (union ? offeredBranches(union, operation) : []).filter((value) => {
		const fields = bodyFields(contract, [union?.branches.get(value) as Schema]);
		return !fieldAmong(contract, fields, name);
	});
};

const checkField = (contract: Document, operation: OperationWording, name: string): string[] => {
	const field = operationField(contract, operation, name);
	if (!field) return [`empties ${name}, which is gone`];
	const lacks = lacking(contract, operation, name);
	return [
		...(lacks.length > 0 ? [`empties ${name}, which ${lacks.join(', ')} has not`] : []),
		...(field.required ? [`empties ${name}, which has to be there`] : []),
		...(emptyOf(field) === undefined
			? [
					`empties ${name}, which the contract does not let be null: if Vapi does, say so in spec/corrections.yaml (allowNull)`,
				]
			: []),
	];
};

/** Checks that fields which people may empty are such that Vapi takes null, or an empty list, for them. */
export const checkClearing = (contract: Document, operation: OperationWording): string[] =>
	allParameters(operation.parameters).flatMap(({ displayName, clears = [] }) =>
		clears
			.flatMap((name) => checkField(contract, operation, name))
			.map((text) => `'${displayName}' ${text}`),
	);
