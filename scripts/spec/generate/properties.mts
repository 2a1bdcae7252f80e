import type { DisplayCondition, INodeProperties } from 'n8n-workflow';
import type { Document } from '../openapi.mts';
import type { OperationWording, ParameterWording, Wording } from '../wording/types.mts';
import { type ParameterModel, parameterModels } from './model.mts';
import { outputProperties } from './outputs.mts';
import { fromPiece } from './pieces.mts';
import { defaultOf, defined, fieldLimits, optionsOf, widgetOf } from './widgets.mts';

const typeOptionsOf = (model: ParameterModel, widget: string): object | undefined => {
	const [field] = model.fields;
	const { minimum, maximum } = field && widget === 'number' ? fieldLimits(field) : {};
	const typeOptions = {
		...(minimum !== undefined && { minValue: minimum }),
		...(maximum !== undefined && { maxValue: maximum }),
		...model.wording.typeOptions,
	};
	return Object.keys(typeOptions).length > 0 ? typeOptions : undefined;
};

/** What has to be chosen, the branch of the body included that has the field. */
const showOf = ({ name, parameter, wording, branch }: ParameterModel): ParameterWording['show'] => {
	if (branch === undefined) return wording.show;
	const key = parameter === name ? branch.parameter : `/${branch.parameter}`;
	return { ...wording.show, [key]: branch.values };
};

const displayOptionsOf = (model: ParameterModel): object => {
	const { hide } = model.wording;
	const show = showOf(model);
	return show || hide ? { displayOptions: { ...(show && { show }), ...(hide && { hide }) } } : {};
};

const JSON_NAME = / \(JSON\)$/;

/** What a name is sorted by: a provider stands before the other fields of its group. */
const sortedBy = ({ displayName }: INodeProperties): string => displayName.replace(/ Provider$/, '');

/** By name, JSON behind everything else. */
const byDisplayName = (a: INodeProperties, b: INodeProperties): number =>
	Number(JSON_NAME.test(a.displayName)) - Number(JSON_NAME.test(b.displayName)) ||
	sortedBy(a).localeCompare(sortedBy(b), 'en') ||
	b.displayName.length - a.displayName.length;

const propertyOf = (model: ParameterModel): INodeProperties => {
	const { name, wording, inner } = model;
	const widget = widgetOf(model);
	const hasOptions =
		(widget === 'options' || widget === 'multiOptions') &&
		wording.typeOptions?.loadOptionsMethod === undefined;
	const values = hasOptions ? optionsOf(model) : undefined;
	const property = defined({
		displayName: wording.displayName,
		name,
		type: widget,
		noDataExpression: wording.noDataExpression,
		required: wording.required,
		typeOptions: typeOptionsOf(model, widget),
		placeholder: inner ? `Add ${wording.placeholder ?? 'Field'}` : wording.placeholder,
		modes: wording.modes,
		options: inner ? inner.map(propertyOf).sort(byDisplayName) : (wording.options ?? values),
		default: defaultOf(model, values),
		description: wording.description,
		hint: wording.hint,
		...displayOptionsOf(model),
	}) as unknown as INodeProperties;
	return fromPiece(wording.piece, property);
};

/** Whether an operation lists, and people may want less than all of it. */
export const isCutShort = ({ list }: OperationWording): boolean =>
	list !== undefined && list !== 'rows';

export const RETURN_ALL: INodeProperties = {
	displayName: 'Return All',
	name: 'returnAll',
	type: 'boolean',
	default: false,
	description: 'Whether to return all results or only up to a given limit',
};

export const LIMIT: INodeProperties = {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 50,
	description: 'Max number of results to return',
	displayOptions: { show: { returnAll: [false] } },
};

const EXISTS: DisplayCondition[] = [{ _cnd: { exists: true } }];

/** A parameter once as n8n demands it, and once for each of those that may bring the same. */
const variantsOf = (model: ParameterModel): INodeProperties[] => {
	const property = propertyOf(model);
	const { requiredUnless = [] } = model.wording;
	if (requiredUnless.length === 0) return [property];
	const { show, hide } = property.displayOptions ?? {};
	const present = (names: string[]) =>
		Object.fromEntries(names.map((name) => [`/${name}`, EXISTS]));
	const variant = (more: object, displayOptions: INodeProperties['displayOptions']) =>
		fromPiece(model.wording.piece, { ...property, ...more, displayOptions });
	return [
		variant({ required: true }, { show, hide: { ...hide, ...present(requiredUnless) } }),
		...requiredUnless.map((name, index) =>
			variant(
				{},
				// n8n shows what it cannot decide, so the condition that may be an expression comes last.
				{
					show: { ...show, ...present([name]) },
					hide: { ...hide, ...present(requiredUnless.slice(0, index)) },
				},
			),
		),
	];
};

/** The parameters of an operation as n8n takes them, in the order of the screen. */
export const buildProperties = (
	contract: Document,
	wording: Wording,
	name: string,
): INodeProperties[] => {
	const operation = wording.operations[name] as OperationWording;
	const own = parameterModels(contract, wording, operation).flatMap(variantsOf);
	const filters = own.findIndex(({ type }) => type === 'collection');
	const lead = filters < 0 ? own.length : filters;
	const tail = own.findLastIndex(({ type }) => type !== 'collection') + 1;
	const all = [
		...own.slice(0, lead),
		...(isCutShort(operation) ? [RETURN_ALL, LIMIT] : []),
		...own.slice(lead, tail),
		...(operation.output ? outputProperties(operation.output) : []),
		...own.slice(tail),
	];
	return all.map((property) => {
		const { show, hide } = property.displayOptions ?? {};
		const base = { resource: [wording.resource as string], operation: [name] };
		const isHidden = Object.keys(hide ?? {}).length > 0;
		return {
			...property,
			displayOptions: { show: { ...base, ...show }, ...(isHidden && { hide }) },
		};
	});
};
