import { type Field, operationField } from '../fields.mts';
import { type Clearing, clearingOf } from './clearing.mts';
import { type Branch, branchReader } from './branches.mts';
import type { Document } from '../openapi.mts';
import { type Providers, providersOf } from './providers.mts';
import type {
	OperationWording,
	ParameterMap,
	ParameterWording,
	Wording,
} from '../wording/types.mts';

/** A parameter of the UI with the fields of the contract that it stands for. */
export interface ParameterModel {
	name: string;
	/** Dotted name, collections included. */
	parameter: string;
	wording: ParameterWording;
	/** Names of option values that count for the whole node. */
	labels: Record<string, string>;
	/** Empty for a parameter of our own. */
	fields: Field[];
	/** Of a choice between the shapes of the object that it stands in: what each of them needs. */
	providers?: Providers;
	/** Of a parameter that not every branch of the body has: which parameter has to be what. */
	branch?: Branch;
	/** Of the parameter that chooses the branch of the body: what it offers. */
	choices?: string[];
	/** Of the choice of fields to empty. */
	clearing?: Clearing;
	/** Of a collection: the parameters inside. */
	inner?: ParameterModel[];
}

/** An operation's parameters in the order of the screen; throws for a field that is not there. */
export const parameterModels = (
	contract: Document,
	{ file, labels }: Wording,
	operation: OperationWording,
	parameters: ParameterMap = operation.parameters,
	outer = '',
): ParameterModel[] => {
	const branches = branchReader(contract, operation);
	return Object.entries(parameters).map(([name, wording]) => {
		const parameter = outer + name;
		const { field, covers = [], contains } = wording;
		const branch = branches.of(wording);
		const fields = [...(field === undefined ? [] : [field]), ...covers].map((wanted) => {
			const found =
				branches.field(wanted, branch) ?? operationField(contract, operation, wanted);
			if (!found) throw new Error(`${file}: ${parameter}: the contract has no field ${wanted}`);
			return found;
		});
		const inner =
			contains &&
			parameterModels(contract, { file, labels } as Wording, operation, contains, `${parameter}.`);
		const providers = providersOf(contract, operation, fields.at(-1)?.name ?? '');
		const choices = branches.choices(wording);
		const clearing = clearingOf(contract, operation, wording);
		return {
			...{ name, parameter, wording, labels, fields },
			...(providers && { providers }),
			...(branch && { branch }),
			...(choices && { choices }),
			...(clearing && { clearing }),
			...(inner && { inner }),
		};
	});
};
