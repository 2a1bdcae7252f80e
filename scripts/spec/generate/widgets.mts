import type { INodePropertyOptions } from 'n8n-workflow';
import type { FieldType, ParameterRow } from '../../../nodes/shared/engine/rows.ts';
import type { Field } from '../fields.mts';
import type { Schema } from '../openapi.mts';
import type { ParameterModel } from './model.mts';
import { title } from './titles.mts';

/** Lists of this length and longer must be in alphabetical order (n8n's linter). */
const SORTED_FROM = 5;

/** Values that shapes list as texts. */
export const textValues = (shapes: Schema[]): string[] =>
	shapes.flatMap((shape) => (shape.enum ?? []).filter((value) => typeof value === 'string'));

const WIDGETS: Record<string, string> = {
	number: 'number',
	integer: 'number',
	boolean: 'boolean',
	object: 'json',
};

const isObject = ({ type, properties }: Schema): boolean =>
	type === 'object' || properties !== undefined;

/** Whether a field may hold a list whose entries are objects. */
export const listsObjects = ({ entries }: Field): boolean =>
	entries.length > 0 && entries.every(isObject);

/** Whether it may hold a text as well. */
const isTextToo = ({ shapes }: Field): boolean => shapes.some(({ type }) => type === 'string');

/** n8n's type for a parameter: the contract's, unless the wording chooses another. */
export const widgetOf = ({ wording, fields }: ParameterModel): string => {
	if (wording.type !== undefined) return wording.type;
	if (wording.contains) return 'collection';
	if (wording.carries) return 'json';
	if (wording.clears) return 'multiOptions';
	const [field] = fields;
	const { shapes = [], entries = [] } = field ?? {};
	const [shape] = shapes;
	if (field && listsObjects(field)) return isTextToo(field) ? 'string' : 'json';
	if (!shape || wording.freeText !== undefined) return 'string';
	if (shapes.every((each) => each.enum)) return 'options';
	if (shape.type === 'array') return entries[0]?.enum ? 'multiOptions' : 'string';
	if (shape.format === 'date-time') return 'dateTime';
	return WIDGETS[shape.type ?? ''] ?? 'string';
};

/** How the node reads a parameter. */
export const readsAs = (model: ParameterModel): FieldType => {
	const { wording, fields } = model;
	if (wording.reads !== undefined) return wording.reads;
	const widget = widgetOf(model);
	if (widget === 'resourceLocator') return 'resourceId';
	if (widget === 'fixedCollection') return 'keyValue';
	const [field] = fields;
	if (field?.shapes[0]?.format === 'binary') return 'binary';
	const isList = field?.shapes[0]?.type === 'array';
	if (widget === 'json' && isList) return 'jsonList';
	if (widget === 'string' && field && !wording.covers) {
		if (listsObjects(field)) return 'textOrJsonList';
		if (isList) return 'stringList';
	}
	return widget as FieldType;
};

const byName = (a: { name: string }, b: { name: string }): number =>
	a.name.localeCompare(b.name, 'en');

/**
 * The options of a list, by the values of the contract or our own. What Vapi would refuse for want of
 * a value that no field of the form holds is left out.
 */
export const optionsOf = (model: ParameterModel): INodePropertyOptions[] => {
	const { wording, labels, fields, providers, clearing } = model;
	if (clearing) return clearing.options;
	const own = Object.keys(wording.values ?? {});
	const values = own.length
		? own
		: fields
				.flatMap(({ shapes, entries }) => textValues([...shapes, ...entries]))
				.filter((value) => (providers?.get(value)?.lacks ?? []).length === 0);
	const names = { ...labels, ...wording.labels, ...wording.values };
	const options = [...new Set(values)].map((value): INodePropertyOptions => {
		const description = wording.explains?.[value];
		return { name: names[value] ?? title(value), value, ...(description && { description }) };
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

/** What n8n fills a parameter in with. */
export const defaultOf = (model: ParameterModel, options?: INodePropertyOptions[]): unknown => {
	const { wording, fields } = model;
	const widget = widgetOf(model);
	if (wording.default !== undefined) return wording.default;
	if (wording.typeOptions?.multipleValues === true && widget === 'string') return [];
	if (widget === 'json' && readsAs(model) === 'jsonList') return '[]';
	if (widget !== 'options') return DEFAULTS[widget] ?? '';
	return fields[0]?.shapes[0]?.default ?? options?.[0]?.value ?? '';
};

type Limits = Partial<
	Pick<ParameterRow, 'minLength' | 'maxLength' | 'minimum' | 'maximum' | 'format'>
>;

/** What the contract limits in a field; only what holds for each of its shapes. */
export const fieldLimits = ({ shapes, entries }: Field): Limits => {
	const inner = [...shapes.filter(({ type }) => type !== 'array'), ...entries];
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

/** An object without the keys that hold nothing. */
export const defined = <T extends object>(object: T): T =>
	Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
