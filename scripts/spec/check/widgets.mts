import type { Field } from '../fields.mts';
import { type ParameterModel, parameterModels } from '../generate/model.mts';
import { fieldLimits, listsObjects, textValues, widgetOf } from '../generate/widgets.mts';
import { type Document, contentTypeOf, operationOf } from '../openapi.mts';
import type { ParameterWording, Wording } from '../wording/types.mts';

/** n8n types that can hold a value of the contract's type. */
const WIDGETS: Record<string, string[]> = {
	string: ['string', 'options', 'dateTime', 'resourceLocator'],
	number: ['number'],
	integer: ['number'],
	boolean: ['boolean'],
	array: ['multiOptions', 'string', 'json'],
	object: ['json', 'fixedCollection'],
};

const checkType = (field: Field, _: ParameterWording, widget: string): string[] => {
	const types = [...new Set(field.shapes.map(({ type }) => type ?? 'object'))];
	if (listsObjects(field) && !types.includes('string') && widget !== 'json') {
		return [`is of type ${widget}, which cannot hold a list of objects`];
	}
	// In a query everything is text.
	if (field.in === 'query' && widget === 'boolean' && types.includes('string')) return [];
	if (types.some((type) => WIDGETS[type]?.includes(widget))) return [];
	return [`is of type ${widget}, which cannot hold ${types.join(' or ')}`];
};

const checkValues = ({ shapes }: Field, wording: ParameterWording, widget: string): string[] => {
	const known = textValues(shapes);
	const isClosed = shapes.every((shape) => shape.enum) && known.length > 0;
	if (isClosed && widget === 'string' && wording.freeText === undefined) {
		return [
			'is text, though the contract lists its values: make it options, or say why (freeText)',
		];
	}
	if (widget !== 'options') return [];
	const shown = [...Object.keys(wording.values ?? {}), wording.default ?? []].flat();
	const unknown = shown.filter((value) => !known.includes(String(value)));
	return unknown.map(
		(value) => `has the option ${String(value)}, which the contract does not know`,
	);
};

const checkLimits = (field: Field, wording: ParameterWording, widget: string): string[] => {
	if (widget !== 'number') return [];
	const { minimum = -Infinity, maximum = Infinity } = fieldLimits(field);
	const chosen = [wording.typeOptions?.minValue, wording.typeOptions?.maxValue, wording.default];
	return chosen
		.filter((value) => typeof value === 'number' && (value < minimum || value > maximum))
		.map((value) => `has ${String(value)}, which is out of ${minimum} to ${maximum}`);
};

const checkParameters = (models: ParameterModel[], isForm: boolean): string[] =>
	models.flatMap((model) => {
		const { wording, fields, inner } = model;
		if (inner) return checkParameters(inner, isForm);
		const [field] = fields;
		if (wording.field === undefined || !field) return [];
		// What is hidden holds what its row reads.
		const chosen = widgetOf(model);
		const widget = chosen === 'hidden' ? (wording.reads ?? chosen) : chosen;
		// A form has texts only, JSON among them.
		if (isForm && widget === 'json') return [];
		return [checkType, checkValues, checkLimits]
			.flatMap((check) => check(field, wording, widget))
			.map((text) => `'${wording.displayName}' ${text}`);
	});

const takesForm = (contract: Document, request: string): boolean =>
	contentTypeOf(operationOf(contract, request)) === 'multipart/form-data';

/** Checks that widgets, options and limits that a wording chooses itself fit the contract's fields. */
export const checkWidgets = (contract: Document, wording: Wording): string[] =>
	Object.entries(wording.operations).flatMap(([name, operation]) =>
		checkParameters(
			parameterModels(contract, wording, operation),
			operation.requests.some((request) => takesForm(contract, request)),
		).map(
			(text) => `${wording.resource}:${name}: ${text}`,
		),
	);
