import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { FieldType, RequestField } from '../../nodes/shared/engine/rows.ts';
import { type Field, findField } from './fields.mts';
import type { Document, Schema } from './openapi.mts';
import type { OperationWording, ParameterMap, ParameterWording, Wording } from './wording.mts';

/** Where a parameter stands: what it needs to become n8n's and Vapi's. */
export interface Place {
	contract: Document;
	wording: Wording;
	operation: OperationWording;
	/** Dotted name, collections included. */
	parameter: string;
}

/** Lists of this length and longer must be in alphabetical order (n8n's linter). */
const SORTED_FROM = 5;

/** The first of an operation's requests that has the field. */
export const operationField = (
	contract: Document,
	{ requests }: OperationWording,
	name: string,
): Field | undefined =>
	requests.map((request) => findField(contract, request, name)).find((field) => field);

const fieldOf = (place: Place, name: string): Field => {
	const field = operationField(place.contract, place.operation, name);
	if (!field) {
		const { file } = place.wording;
		throw new Error(`${file}: ${place.parameter}: the contract has no field ${name}`);
	}
	return field;
};

/** What a parameter stands for in the contract; nothing for our own. */
const fieldsOf = (place: Place, { field, covers = [] }: ParameterWording): Field[] =>
	[...(field === undefined ? [] : [field]), ...covers].map((name) => fieldOf(place, name));

/** Values that shapes list as texts. */
export const textValues = (shapes: Schema[]): string[] =>
	shapes.flatMap((shape) => (shape.enum ?? []).filter((value) => typeof value === 'string'));

const WIDGETS: Record<string, string> = {
	number: 'number',
	integer: 'number',
	boolean: 'boolean',
	object: 'json',
};

/** n8n's type for a field: the contract's, unless the wording chooses another. */
export const widgetOf = (place: Place, wording: ParameterWording): string => {
	if (wording.type !== undefined) return wording.type;
	if (wording.contains) return 'collection';
	const [field] = fieldsOf(place, wording);
	const shapes = field?.shapes ?? [];
	const [shape] = shapes;
	if (!shape || wording.freeText !== undefined) return 'string';
	if (shapes.every((each) => each.enum)) return 'options';
	if (shape.type === 'array') return shape.items?.enum ? 'multiOptions' : 'string';
	if (shape.format === 'date-time') return 'dateTime';
	return WIDGETS[shape.type ?? ''] ?? 'string';
};

const readsAs = (place: Place, wording: ParameterWording): FieldType => {
	if (wording.reads !== undefined) return wording.reads;
	const widget = widgetOf(place, wording);
	if (widget === 'resourceLocator') return 'resourceId';
	if (widget === 'fixedCollection') return 'keyValue';
	const isList = fieldsOf(place, wording)[0]?.shapes[0]?.type === 'array';
	if (widget === 'string' && isList && !wording.covers) return 'stringList';
	return widget as FieldType;
};

const title = (value: string): string =>
	value
		.replaceAll(/([a-z])([A-Z])/g, '$1 $2')
		.split(/[-_.\s]+/)
		.map((word) => word.charAt(0).toUpperCase() + word.slice(1))
		.join(' ');

const byName = (a: { name: string }, b: { name: string }): number =>
	a.name.localeCompare(b.name, 'en');

const optionsOf = (place: Place, wording: ParameterWording): INodePropertyOptions[] => {
	const own = Object.entries(wording.values ?? {});
	const values = own.length
		? own.map(([value]) => value)
		: fieldsOf(place, wording).flatMap(({ shapes }) =>
				textValues(shapes.flatMap((shape) => [shape, ...(shape.items ? [shape.items] : [])])),
			);
	const labels = { ...place.wording.labels, ...wording.labels, ...wording.values };
	const options = [...new Set(values)].map((value): INodePropertyOptions => {
		const description = wording.explains?.[value];
		return { name: labels[value] ?? title(value), value, ...(description && { description }) };
	});
	return options.length < SORTED_FROM ? options : options.sort(byName);
};

const DEFAULTS: Record<string, unknown> = {
	boolean: false,
	number: 0,
	collection: {},
	fixedCollection: {},
	multiOptions: [],
	json: '{}',
	resourceLocator: { mode: 'list', value: '' },
};

const defaultOf = (
	place: Place,
	wording: ParameterWording,
	widget: string,
	options: INodePropertyOptions[] | undefined,
): unknown => {
	if (wording.default !== undefined) return wording.default;
	if (wording.typeOptions?.multipleValues === true && widget === 'string') return [];
	if (widget !== 'options') return DEFAULTS[widget] ?? '';
	const [shape] = fieldsOf(place, wording)[0]?.shapes ?? [];
	return shape?.default ?? options?.[0]?.value ?? '';
};

/** What the contract limits in a field; only what holds for each of its shapes. */
export const fieldLimits = ({ shapes }: Field): Partial<RequestField> => {
	const inner = shapes.map((shape) => (shape.type === 'array' ? (shape.items ?? {}) : shape));
	const common = <K extends keyof Schema>(key: K): Schema[K] | undefined => {
		const [first, ...others] = inner;
		return others.every((shape) => shape[key] === first?.[key]) ? first?.[key] : undefined;
	};
	const format = common('format');
	return {
		minLength: common('minLength'),
		maxLength: common('maxLength'),
		minimum: common('minimum'),
		maximum: common('maximum'),
		format: format === 'uuid' || format === 'uri' || format === 'date-time' ? format : undefined,
	};
};

const typeOptionsOf = (
	place: Place,
	wording: ParameterWording,
	widget: string,
): Record<string, unknown> | undefined => {
	const [field] = fieldsOf(place, wording);
	const { minimum, maximum } = field && widget === 'number' ? fieldLimits(field) : {};
	const typeOptions = {
		...(minimum !== undefined && { minValue: minimum }),
		...(maximum !== undefined && { maxValue: maximum }),
		...wording.typeOptions,
	};
	return Object.keys(typeOptions).length > 0 ? typeOptions : undefined;
};

const displayOptionsOf = ({ show, hide }: ParameterWording): object =>
	show || hide ? { displayOptions: { ...(show && { show }), ...(hide && { hide }) } } : {};

const defined = <T extends object>(object: T): T =>
	Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;

const propertyOf = (place: Place, name: string, wording: ParameterWording): INodeProperties => {
	const widget = widgetOf(place, wording);
	const hasOptions =
		(widget === 'options' || widget === 'multiOptions') &&
		wording.typeOptions?.loadOptionsMethod === undefined;
	const values = hasOptions ? optionsOf(place, wording) : undefined;
	const options = wording.contains
		? propertiesOf(place, wording.contains).sort((a, b) =>
				a.displayName.localeCompare(b.displayName, 'en'),
			)
		: (wording.options ?? values);
	return defined({
		displayName: wording.displayName,
		name,
		type: widget,
		noDataExpression: wording.noDataExpression,
		required: wording.required,
		typeOptions: typeOptionsOf(place, wording, widget),
		placeholder: wording.contains ? `Add ${wording.placeholder ?? 'Field'}` : wording.placeholder,
		modes: wording.modes,
		options,
		default: defaultOf(place, wording, widget, values),
		description: wording.description,
		hint: wording.hint,
		...displayOptionsOf(wording),
	}) as unknown as INodeProperties;
};

const within = (place: Place, name: string): Place => ({
	...place,
	parameter: place.parameter === '' ? name : `${place.parameter}.${name}`,
});

const propertiesOf = (place: Place, parameters: ParameterMap): INodeProperties[] =>
	Object.entries(parameters).map(([name, wording]) =>
		propertyOf(within(place, name), name, wording),
	);

const rowOf = (place: Place, wording: ParameterWording): RequestField => {
	const [field] = fieldsOf(place, wording);
	const isRequired = wording.required ?? (field?.in === 'path' || undefined);
	return defined({
		parameter: place.parameter,
		displayName: wording.displayName,
		in: field?.in ?? 'body',
		path: field?.name.split('.') ?? [],
		type: readsAs(place, wording),
		required: isRequired,
		...(field && fieldLimits(field)),
		custom: wording.custom ?? (wording.covers || wording.own !== undefined ? true : undefined),
	});
};

const rowsOf = (place: Place, parameters: ParameterMap): RequestField[] =>
	Object.entries(parameters).flatMap(([name, wording]) => {
		const inner = within(place, name);
		if (wording.contains) return rowsOf(inner, wording.contains);
		const stands = wording.field ?? wording.covers?.[0] ?? wording.reads;
		return stands === undefined ? [] : [rowOf(inner, wording)];
	});

const RETURN_ALL: INodeProperties = {
	displayName: 'Return All',
	name: 'returnAll',
	type: 'boolean',
	default: false,
	description: 'Whether to return all results or only up to a given limit',
};

const LIMIT: INodeProperties = {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 50,
	description: 'Max number of results to return',
	displayOptions: { show: { returnAll: [false] } },
};

const SIMPLIFY: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

/** The parameters of an operation as n8n takes them, in the order of the screen. */
export const buildProperties = (
	contract: Document,
	wording: Wording,
	name: string,
): INodeProperties[] => {
	const operation = wording.operations[name] as OperationWording;
	const place: Place = { contract, wording, operation, parameter: '' };
	const own = propertiesOf(place, operation.parameters);
	const filters = own.findIndex(({ type }) => type === 'collection');
	const lead = filters < 0 ? own.length : filters;
	const tail = own.findLastIndex(({ type }) => type !== 'collection') + 1;
	const all = [
		...own.slice(0, lead),
		...(operation.list ? [RETURN_ALL, LIMIT] : []),
		...own.slice(lead, tail),
		...(operation.simplify ? [SIMPLIFY] : []),
		...own.slice(tail),
	];
	return all.map((property) => ({
		...property,
		displayOptions: {
			...property.displayOptions,
			show: {
				resource: [wording.resource as string],
				operation: [name],
				...property.displayOptions?.show,
			},
		},
	}));
};

/** The table that says which parameter goes where in the request. */
export const buildRows = (contract: Document, wording: Wording, name: string): RequestField[] => {
	const operation = wording.operations[name] as OperationWording;
	const place: Place = { contract, wording, operation, parameter: '' };
	return [
		...rowsOf(place, operation.parameters),
		...(operation.list
			? rowsOf(place, { limit: { displayName: 'Limit', field: 'limit', custom: true } })
			: []),
	];
};
