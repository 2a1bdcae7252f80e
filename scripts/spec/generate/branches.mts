import { type Field, bodyFields, fieldAmong } from '../fields.mts';
import type { Document, Schema } from '../openapi.mts';
import { offeredBranches, unionOf } from '../unions.mts';
import type { OperationWording, ParameterWording } from '../wording/types.mts';

/** The choice under which a parameter counts. */
export interface Branch {
	/** The parameter that chooses. */
	parameter: string;
	values: string[];
}

/** Says of parameters which branches of the operation's body have them; nothing where it is no union. */
export interface BranchReader {
	/** Undefined for a parameter that counts whatever is chosen. */
	of(wording: ParameterWording): Branch | undefined;
	/** A field of the body as these branches have it. */
	field(name: string, branch: Branch | undefined): Field | undefined;
	/** What the parameter offers, if it is the one that chooses. */
	choices(wording: ParameterWording): string[] | undefined;
}

const NONE: BranchReader = {
	of: () => undefined,
	field: () => undefined,
	choices: () => undefined,
};

/** Reads the branches of an operation's body. */
export const branchReader = (contract: Document, operation: OperationWording): BranchReader => {
	const union = unionOf(contract, operation);
	const [chooser] = Object.entries(operation.parameters).find(
		([, { field }]) => field !== undefined && field === union?.tag,
	) ?? [undefined];
	if (union === undefined || chooser === undefined) return NONE;
	const offered = offeredBranches(union, operation);
	const inBranch = (value: string, name: string) =>
		fieldAmong(contract, bodyFields(contract, [union.branches.get(value) as Schema]), name);
	const valuesOf = ({ field, covers = [], contains, show = {} }: ParameterWording): string[] => {
		const chosen = (show[chooser] ?? show[`/${chooser}`])?.map(String);
		if (chosen) return offered.filter((value) => chosen.includes(value));
		if (contains) return offered.filter((value) => Object.values(contains).some((each) => valuesOf(each).includes(value)));
		const names = [field ?? [], covers].flat();
		const having = offered.filter((value) => names.some((name) => inBranch(value, name)));
		// A path or query field, or one of our own, is in no branch.
		return having.length > 0 ? having : offered;
	};
	return {
		of: (wording) => {
			const values = valuesOf(wording);
			return values.length < offered.length ? { parameter: chooser, values } : undefined;
		},
		field: (name, branch) => {
			const shapes = (branch?.values ?? offered).map((value) => union.branches.get(value) as Schema);
			return fieldAmong(contract, bodyFields(contract, shapes), name);
		},
		choices: ({ field }) => (field === union.tag ? offered : undefined),
	};
};
