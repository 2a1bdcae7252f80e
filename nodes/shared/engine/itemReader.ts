import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { isObject, merged } from '../base/values';
import { refuse } from '../base/refusal';
import { refuseMisread } from './braces';
import { clearFields } from './clearing';
import type { ParameterValue } from './readValue';
import { isUnset, readValue } from './readValue';
import type { Operation, ParameterOf, ParameterRow } from './rows';

/** A parameter that is set, and its value as Vapi wants it. */
export interface SetRow {
	row: ParameterRow;
	value: ParameterValue;
}

/**
 * What the parameter of a row holds for an item, expressions resolved. Of a resource locator it is
 * what is chosen or written there, be it an ID or a URL.
 */
function rawOf(ctx: IExecuteFunctions, itemIndex: number, row: ParameterRow): unknown {
	// The fallback is null because n8n throws where it is undefined.
	const raw = ctx.getNodeParameter(row.parameter, itemIndex, row.in === 'node' ? null : '');
	refuseMisread(ctx, itemIndex, row);
	if (typeof raw !== 'object' || raw === null) return raw;
	// What n8n gives for rows that nobody has added.
	if (row.type === 'keyValue' && Object.keys(raw).length === 0) return '';
	return row.type === 'resourceId' ? (raw as IDataObject).value : raw;
}

/** A row's value; `default` where the node is told nothing, undefined where nothing is to be sent. */
function valueOf(ctx: IExecuteFunctions, itemIndex: number, row: ParameterRow): ParameterValue | undefined {
	const raw = rawOf(ctx, itemIndex, row);
	if (row.in === 'node') {
		if (row.required === true && isUnset(raw)) empty(row);
		// An empty number is no "not set": taken for 0 or a default, it would turn a limit off.
		const isNumber = row.type === 'number' || row.type === 'integer';
		const given = raw === null || (isUnset(raw) && !isNumber) ? row.default : raw;
		return given === undefined ? undefined : readValue(given, row, ctx.getTimezone());
	}
	if (!isUnset(raw) && raw !== null) return readValue(raw, row, ctx.getTimezone());
	if (row.required !== true && row.in !== 'path') return undefined;
	return empty(row);
}

/**
 * Stops because a parameter that is needed is not set.
 * @throws Refusal always
 */
export function empty({ displayName }: Pick<ParameterRow, 'displayName'>): never {
	return refuse(
		`'${displayName}' is empty`,
		'Fill it in, or check that the expression in it finds a value for this item',
	);
}

/**
 * Whether a row belongs to the shape of the body that is chosen. n8n keeps what was filled in for another
 * one, and passes it on where the choice is an expression.
 */
function isOfBranch(ctx: IExecuteFunctions, itemIndex: number, { branch }: ParameterRow): boolean {
	if (branch === undefined) return true;
	const chosen = ctx.getNodeParameter(branch.parameter, itemIndex, '');
	return branch.values.includes(String(chosen).trim());
}

const isEmptyJson = ({ row: { type }, value }: SetRow): boolean =>
	(type === 'json' || type === 'jsonList') && Object.keys(value as object).length === 0;

/** Whether it is JSON as n8n fills it in, in a field that nobody has had to add. */
const isUntouched = (set: SetRow): boolean => !set.row.parameter.includes('.') && isEmptyJson(set);

/**
 * The rows that are set for an item, read and checked; `custom` ones and those of the node itself
 * are left to their own code. Null means "not set": a spreadsheet or CRM gives it for an empty cell, and an
 * expression that finds nothing. A null that Vapi is meant to see comes by Clear Fields, or through JSON.
 * @throws Refusal that names the parameter, its value and the way out
 */
export function setRows(
	ctx: IExecuteFunctions,
	itemIndex: number,
	rows: readonly ParameterRow[],
): SetRow[] {
	return rows.flatMap((row) => {
		const isLeft = row.custom || row.in === 'node' || !isOfBranch(ctx, itemIndex, row);
		const value = isLeft ? undefined : valueOf(ctx, itemIndex, row);
		if (value === undefined) return [];
		if (!isUntouched({ row, value })) return [{ row, value }];
		return row.required === true ? empty(row) : [];
	});
}

/** The rows that are set, as `setRows` gives them, without empty JSON, which a field holds when it is added. */
export function filledRows(
	ctx: IExecuteFunctions,
	itemIndex: number,
	rows: readonly ParameterRow[],
): SetRow[] {
	return setRows(ctx, itemIndex, rows).filter((set) => !isEmptyJson(set));
}

/** The places of a request that parameters fill. */
export interface RequestParts {
	path: IDataObject;
	query: IDataObject;
	header: IDataObject;
	body: IDataObject;
}

/**
 * Puts values where their rows say, an object over what stands there; what has no place of its own is laid
 * over the body, and wins.
 * @throws Refusal where a field is to be emptied and filled
 */
export function placed(set: SetRow[]): RequestParts {
	const parts: RequestParts = { path: {}, query: {}, header: {}, body: {} };
	for (const { row, value } of set) {
		if (row.in === 'node' || row.path.length === 0) continue;
		const nested = row.path.reduceRight<ParameterValue>((inner, key) => ({ [key]: inner }), value);
		parts[row.in] = merged(parts[row.in], nested as IDataObject);
	}
	for (const { row, value } of set) {
		if (row.path.length === 0 && isObject(value)) parts.body = merged(parts.body, value);
	}
	if (set.some(({ row }) => row.clears !== undefined)) clearFields(parts.body, set);
	return parts;
}

/** Reads the parameters of one item, for code that decides by itself what becomes of them. */
export interface ItemReader<Name extends string = string> {
	readonly ctx: IExecuteFunctions;
	readonly itemIndex: number;
	readonly rows: readonly ParameterRow[];
	/**
	 * A parameter's value within the limits of its row; undefined where it is not set or null.
	 * @throws Refusal that names the parameter, its value and the way out
	 */
	value(this: void, parameter: Name): ParameterValue | undefined;
	/** What the parameter holds, for code that understands more forms of it than a row can say. */
	raw(this: void, parameter: Name): unknown;
	/** What stands there, an expression as it is written; undefined where nobody has added the parameter. */
	written(this: void, parameter: Name): unknown;
	/** Whether an expression stands there, whatever it gives for this item. */
	isExpression(this: void, parameter: Name): boolean;
	/** The parameter's name on the screen. */
	name(this: void, parameter: Name): string;
}

/** A reader for one item, by the rows of its operation. */
export function itemReader<O extends Operation>(
	ctx: IExecuteFunctions,
	itemIndex: number,
	{ fields }: O,
): ItemReader<ParameterOf<O>> {
	const rows = new Map(fields.map((row) => [row.parameter, row]));
	const rowOf = (parameter: string): ParameterRow => rows.get(parameter) as ParameterRow;
	const written = (parameter: string): unknown =>
		ctx.getNodeParameter(parameter, itemIndex, null, { rawExpressions: true }) ?? undefined;
	return {
		ctx,
		itemIndex,
		rows: fields,
		value: (name) => valueOf(ctx, itemIndex, rowOf(name)) ?? undefined,
		raw: (parameter) => {
			refuseMisread(ctx, itemIndex, rowOf(parameter));
			return ctx.getNodeParameter(parameter, itemIndex, null) ?? undefined;
		},
		written,
		isExpression: (parameter) => {
			const text = written(parameter);
			return typeof text === 'string' && text.startsWith('=');
		},
		name: (parameter) => rowOf(parameter).displayName,
	};
}
