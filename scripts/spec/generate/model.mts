import { type Field, findField } from '../fields.mts';
import type { Document } from '../openapi.mts';
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
	/** Of a collection: the parameters inside. */
	inner?: ParameterModel[];
}

/** The first of an operation's requests that has the field. */
export const operationField = (
	contract: Document,
	{ requests }: OperationWording,
	name: string,
): Field | undefined =>
	requests.map((request) => findField(contract, request, name)).find((field) => field);

/** An operation's parameters in the order of the screen; throws for a field that is not there. */
export const parameterModels = (
	contract: Document,
	{ file, labels }: Wording,
	operation: OperationWording,
	parameters: ParameterMap = operation.parameters,
	outer = '',
): ParameterModel[] =>
	Object.entries(parameters).map(([name, wording]) => {
		const parameter = outer + name;
		const { field, covers = [], contains } = wording;
		const fields = [...(field === undefined ? [] : [field]), ...covers].map((wanted) => {
			const found = operationField(contract, operation, wanted);
			if (!found) throw new Error(`${file}: ${parameter}: the contract has no field ${wanted}`);
			return found;
		});
		const inner =
			contains &&
			parameterModels(contract, { file, labels } as Wording, operation, contains, `${parameter}.`);
		return { name, parameter, wording, labels, fields, ...(inner && { inner }) };
	});
