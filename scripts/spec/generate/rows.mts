import type { INodeProperties } from 'n8n-workflow';
import type { FieldType, ParameterRow } from '../../../nodes/shared/engine/rows.ts';
import { type Document, isBodyAlone } from '../openapi.mts';
import type { OperationWording, ParameterWording, Wording } from '../wording/types.mts';
import { type ParameterModel, parameterModels } from './model.mts';
import { fromPiece, pieceOf } from './pieces.mts';
import { outputProperties } from './outputs.mts';
import { isCutShort, LIMIT, RETURN_ALL } from './properties.mts';
import { defaultOf, defined, fieldLimits, optionsOf, readsAs, widgetOf } from './widgets.mts';

/** Widgets that hold no value of the user's. */
const SILENT = ['notice', 'hidden'];

/** A parameter that tells the node something and is not part of the request. */
const nodeRow = (model: ParameterModel): ParameterRow => {
	const { wording, parameter } = model;
	const { minValue, maxValue } = (wording.typeOptions ?? {}) as Record<string, number | undefined>;
	const type = readsAs(model);
	const standard = defaultOf(model, type === 'options' ? optionsOf(model) : undefined);
	const isPlain = typeof standard !== 'object' && standard !== '' && type !== 'json';
	return defined({
		parameter,
		displayName: wording.displayName,
		in: 'node',
		path: [],
		type,
		keeps: wording.keeps,
		required: wording.required,
		minimum: wording.minimum ?? minValue,
		maximum: maxValue,
		default: isPlain ? standard : undefined,
	} satisfies ParameterRow);
};

/** The choice under which the form shows a parameter: what else it holds is not sent. */
const shownBy = ({ show = {} }: ParameterWording): ParameterRow['branch'] => {
	const [[name = '', values = []] = [], ...others] = Object.entries(show);
	const isOne = name !== '' && !name.startsWith('/') && others.length === 0;
	return isOne ? { parameter: name, values: values.map(String) } : undefined;
};

const requestRow = (model: ParameterModel, isPlain: boolean): ParameterRow => {
	const { wording, parameter, fields, branch, choices, clearing } = model;
	const [field] = fields;
	const type = readsAs(model);
	const { format = type === 'resourceId' ? 'uuid' : undefined, ...limits } = field
		? fieldLimits(field)
		: {};
	return defined({
		parameter,
		displayName: wording.displayName,
		// A cookie has no row: spec:check objects to words for one.
		in: (field?.in ?? 'body') as ParameterRow['in'],
		path: field?.name.split('.') ?? [],
		type,
		required: wording.required ?? (field?.in === 'path' || undefined),
		...limits,
		format: wording.format ?? format,
		values: choices,
		clears: clearing?.clears,
		branch: branch ?? (isPlain ? shownBy(wording) : undefined),
		custom: wording.custom ?? (wording.covers ? true : undefined),
	} satisfies ParameterRow);
};

const rowsOf = (models: ParameterModel[], isPlain: boolean): ParameterRow[] =>
	models.flatMap((model) => {
		const { wording, fields, inner } = model;
		if (inner) return rowsOf(inner, isPlain);
		if (fields.length > 0 || wording.carries || wording.clears) {
			return [fromPiece(wording.piece, requestRow(model, isPlain))];
		}
		const isSilent = SILENT.includes(widgetOf(model)) && wording.reads === undefined;
		return isSilent ? [] : [fromPiece(wording.piece, nodeRow(model))];
	});

/** The row of a parameter that an operation has without words of its own. */
const standardRow = (property: INodeProperties): ParameterRow => {
	const { name, displayName, type, typeOptions, default: standard } = property;
	const row = defined({
		parameter: name,
		displayName,
		in: 'node',
		path: [],
		type: type === 'number' ? 'integer' : (type as FieldType),
		minimum: typeOptions?.minValue,
		default: typeof standard === 'object' ? undefined : standard,
	} satisfies ParameterRow);
	return fromPiece(pieceOf(property), row);
};

/** The table that says which parameter goes where in the request. */
export const buildRows = (contract: Document, wording: Wording, name: string): ParameterRow[] => {
	const operation = wording.operations[name] as OperationWording;
	const standard = [
		...(isCutShort(operation) ? [RETURN_ALL, LIMIT] : []),
		...(operation.output ? outputProperties(operation.output) : []),
	];
	// Operations with code of their own read what is chosen by themselves.
	const isPlain = !operation.composed && operation.requests.length === 1 && !operation.requests.some(isBodyAlone);
	const models = parameterModels(contract, wording, operation);
	return [...rowsOf(models, isPlain), ...standard.map(standardRow)];
};
