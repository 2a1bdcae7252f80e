import type { GenericValue, IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { VapiRequest } from '../api/exchange';
import { isUnset, readValue } from './readValue';
import { inputError } from '../api/refuse';
import type { GeneratedOperation, RequestField } from './rows';

/**
 * What the parameter of a field holds for an item, expressions resolved. Of a resource locator it
 * is the chosen value; none of ours has a pattern that would take one out of a URL.
 */
function rawValue(ctx: IExecuteFunctions, itemIndex: number, field: RequestField): unknown {
	const raw = ctx.getNodeParameter(field.parameter, itemIndex, '');
	if (field.type !== 'resourceId' || typeof raw !== 'object' || raw === null) return raw;
	return (raw as IDataObject).value;
}

/** Sets a value at a path of keys and makes the objects on the way. */
export function setAt(target: IDataObject, path: string[], value: GenericValue | IDataObject): void {
	const [key = '', ...rest] = path;
	if (rest.length === 0) {
		target[key] = value;
		return;
	}
	const next = (target[key] ?? {}) as IDataObject;
	target[key] = next;
	setAt(next, rest, value);
}

/** A field's value, or undefined where it was left out. */
function read(
	ctx: IExecuteFunctions,
	itemIndex: number,
	field: RequestField,
): { value: GenericValue | IDataObject } | undefined {
	const raw = rawValue(ctx, itemIndex, field);
	const absent = isUnset(raw) || (raw === null && field.in !== 'body');
	if (absent) {
		if (!field.required && field.in !== 'path') return undefined;
		throw inputError(
			ctx,
			itemIndex,
			`'${field.displayName}' is empty`,
			'Fill it in, or check that the expression in it finds a value for this item.',
		);
	}
	const reading = readValue(raw, field, ctx.getTimezone());
	if ('value' in reading) return reading;
	throw inputError(ctx, itemIndex, reading.message, reading.description);
}

/** The three places of a request that parameters fill. */
export interface RequestParts {
	path: IDataObject;
	query: IDataObject;
	body: IDataObject;
}

/**
 * Reads fields for one item, checks them and puts each into its place. Fields that were left empty
 * are not there afterwards; `custom` ones are left to their own code.
 * @throws NodeOperationError that names the field, its value and the way out
 */
export function readFields(
	ctx: IExecuteFunctions,
	itemIndex: number,
	fields: RequestField[],
): RequestParts {
	const parts: RequestParts = { path: {}, query: {}, body: {} };
	for (const field of fields) {
		const reading = field.custom ? undefined : read(ctx, itemIndex, field);
		if (reading !== undefined) setAt(parts[field.in], field.path, reading.value);
	}
	return parts;
}

/** Builds the request of a generated operation for one item. */
export function buildRequest(
	ctx: IExecuteFunctions,
	itemIndex: number,
	{ method, path, fields }: GeneratedOperation,
): VapiRequest {
	const parts = readFields(ctx, itemIndex, fields);
	const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
		encodeURIComponent(String(parts.path[name])),
	);
	const hasBody = fields.some((field) => field.in === 'body');
	return {
		method,
		path: filled,
		query: parts.query,
		...(hasBody ? { body: parts.body } : {}),
		itemIndex,
	};
}
