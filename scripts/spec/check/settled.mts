import { type Field, bodyFields, innerFields, operationField, topFields } from '../fields.mts';
import { parameterModels } from '../generate/model.mts';
import type { ParameterModel } from '../generate/model.mts';
import { type Document, type Schema, operationOf } from '../openapi.mts';
import { type Union, branchesOf, offeredBranches, unionOf } from '../unions.mts';
import { carriedFields, wordedFields } from '../wording/claims.mts';
import type { OperationWording, Wording } from '../wording/types.mts';

/** The name under which a field is worded: `squadOverrides.name` → `assistantOverrides.name`. */
const wordedAs = (name: string, { sameAs = {} }: OperationWording): string => {
	const [first = '', ...rest] = name.split('.');
	return [sameAs[first] ?? first, ...rest].join('.');
};

/** Fields with neither words nor a reason, down to where the UI takes JSON or stops. */
const unworded = (
	contract: Document,
	operation: OperationWording,
	fields: Field[],
	settled: string[],
): string[] =>
	fields.flatMap((field) => {
		const name = wordedAs(field.name, operation);
		if (settled.includes(name)) return [];
		const reaches = settled.some((other) => other.startsWith(`${name}.`));
		return reaches
			? unworded(contract, operation, innerFields(contract, field), settled)
			: [field.name];
	});

/** What the UI leaves out, and what it takes as JSON laid over the body. */
const reasoned = (operation: OperationWording): string[] => [
	...Object.keys(operation.omitted ?? {}),
	...(operation.alsoOmitted ?? []),
	...carriedFields(operation),
];

/** Fields that the form has where a branch is chosen. */
const wordedIn = (models: ParameterModel[], value: string): string[] =>
	models.flatMap(({ branch, fields, inner = [] }) =>
		branch && !branch.values.includes(value)
			? []
			: [...fields.map(({ name }) => name), ...wordedIn(inner, value)],
	);

/** Of each branch that is offered, and not for JSON alone: the fields that are not accounted for. */
const unsettledByBranch = (
	contract: Document,
	operation: OperationWording,
	union: Union,
): Map<string, string[]> => {
	const models = parameterModels(contract, { file: '', labels: {} } as unknown as Wording, operation);
	const carried = carriedFields(operation).flatMap((key) => branchesOf(key, union));
	const missing = new Map<string, string[]>();
	for (const value of offeredBranches(union, operation)) {
		if (carried.includes(value)) continue;
		const fields = bodyFields(contract, [union.branches.get(value) as Schema]);
		const settled = [...wordedIn(models, value), ...reasoned(operation)];
		for (const name of unworded(contract, operation, fields, settled)) {
			missing.set(name, [...(missing.get(name) ?? []), value]);
		}
	}
	return missing;
};

const checkUnion = (contract: Document, operation: OperationWording, union: Union): string[] => {
	const keys = [...Object.keys(operation.omitted ?? {}), ...carriedFields(operation)];
	const offered = offeredBranches(union, operation);
	const needed = offered.flatMap((value) =>
		(union.branches.get(value)?.required ?? [])
			.filter((name) => name in (operation.omitted ?? {}))
			.map((name) => `${union.tag}=${value} needs ${name}, which is left out: leave out the branch, too`),
	);
	return [
		...[...unsettledByBranch(contract, operation, union)].map(
			([name, values]) =>
				`${name} is new for ${union.tag}=${values.join('|')}: give it words, or a reason under omitted`,
		),
		...keys
			.flatMap((key) => branchesOf(key, union))
			.filter((value) => !union.branches.has(value))
			.map((value) => `${union.tag}=${value} is gone and need not be named any more`),
		...needed,
	];
};

/**
 * Fields of an operation's requests that nobody has settled, and reasons that stand for nothing. Of a body
 * that is a union, each branch is looked at by itself. Words for fields that are gone come first (fields.mts).
 */
export const checkSettled = (contract: Document, operation: OperationWording): string[] => {
	const union = unionOf(contract, operation);
	const isGone = (name: string) => operationField(contract, operation, name) === undefined;
	const isBranch = (name: string) => union !== undefined && branchesOf(name, union).length > 0;
	const settled = [...wordedFields(operation), ...reasoned(operation)];
	// What stands in the path or the query belongs to every branch.
	const unsettled = operation.requests.flatMap((request) => {
		const fields = topFields(contract, operationOf(contract, request));
		const whole = union ? fields.filter((field) => field.in !== 'body') : fields;
		return unworded(contract, operation, whole, settled);
	});
	const cannotRead = wordedFields(operation).some(isGone);
	return [
		...[...Object.keys(operation.omitted ?? {}), ...carriedFields(operation)]
			.filter((name) => !isBranch(name) && isGone(name))
			.map((name) => `${name} is gone and need not be omitted any more`),
		...[...new Set(unsettled)].map(
			(name) => `${name} is new: give it words, or a reason under omitted`,
		),
		...(union && !cannotRead ? checkUnion(contract, operation, union) : []),
	];
};
