import type { IDataObject } from 'n8n-workflow';

import { refuse, refuseValue, shown } from '../base/refusal';
import {
	asList,
	asObject,
	isObject,
	MAX_DEPTH,
	nestsDeeperThan,
	refuseUnsafeKeys,
} from '../base/values';
import type { ParameterRow } from './rows';

/** Refuses objects that code could not walk, or would take for something else. */
function checkKeys(value: IDataObject, { displayName }: ParameterRow): void {
	if (nestsDeeperThan(value, MAX_DEPTH)) {
		refuse(
			`'${displayName}' is nested more than ${MAX_DEPTH} levels deep`,
			'Vapi takes nothing as deep as that: check the expression, or flatten it',
		);
	}
	refuseUnsafeKeys(value, displayName);
}

function jsonValueOf(raw: unknown, row: ParameterRow): unknown {
	if (typeof raw !== 'string') return raw;
	try {
		return JSON.parse(raw) as unknown;
	} catch (error) {
		return refuseValue(row.displayName, raw, 'which is not valid JSON', (error as Error).message);
	}
}

/**
 * The entries of a value that is a list of objects and nothing else; undefined for any other value.
 * @throws Refusal for objects that cannot be sent
 */
export function objectsIn(value: unknown, row: ParameterRow): IDataObject[] | undefined {
	if (!Array.isArray(value) || !value.every(isObject)) return undefined;
	for (const entry of value) checkKeys(entry, row);
	return value;
}

/**
 * A list of JSON objects, as text or as an expression gives it. One object alone is none: whether a list
 * of one is meant, or an object that has the list inside, nobody can tell.
 * @throws Refusal
 */
export function readJsonList(raw: unknown, row: ParameterRow): IDataObject[] {
	const value = jsonValueOf(raw, row);
	const objects = objectsIn(value, row);
	if (objects !== undefined) return objects;
	const wayOut = 'Put the objects between [ and ]';
	if (isObject(value)) {
		return refuseValue(row.displayName, value, 'which is one JSON object and no list', wayOut);
	}
	if (!Array.isArray(value)) {
		return refuseValue(row.displayName, raw, 'which is not a list of JSON objects', wayOut);
	}
	const wrong = value.findIndex((entry) => !isObject(entry));
	return refuse(
		`Entry ${wrong + 1} of '${row.displayName}' is ${shown(value[wrong])}, which is not a JSON object`,
		'Put the names and values of each entry between { and }',
	);
}

/**
 * A JSON object, as text or as an expression gives it.
 * @throws Refusal
 */
export function readJson(raw: unknown, row: ParameterRow): IDataObject {
	const value = jsonValueOf(raw, row);
	if (!isObject(value)) {
		return refuseValue(row.displayName, raw, 'which is not a JSON object', 'Put the names and values between { and }');
	}
	checkKeys(value, row);
	return value;
}

/**
 * Rows of names and values as one object. Names are taken literally (dots make no levels), values
 * keep the type that an expression gave them, and text goes out as it is, Vapi's own {{placeholders}}
 * included. A row whose value is missing or null is left out, like any other field.
 * @throws Refusal
 */
export function readNamedValues(raw: unknown, row: ParameterRow): IDataObject {
	const rows = isObject(raw) ? (raw.values ?? raw) : raw;
	if (!isObject(rows) && !Array.isArray(rows)) {
		return refuseValue(row.displayName, raw, 'which is not a list of names and values', 'Add each as a row');
	}
	const pairs = isObject(rows)
		? Object.entries(rows).filter(([, value]) => value !== null)
		: asList(rows).flatMap((each) => pair(each, row));
	const object = Object.fromEntries(pairs) as IDataObject;
	checkKeys(object, row);
	return object;
}

function pair(each: unknown, { displayName }: ParameterRow): Array<[string, unknown]> {
	const { name, value } = asObject(each);
	if (value === undefined || value === null) return [];
	const key = typeof name === 'string' || typeof name === 'number' ? String(name).trim() : '';
	if (key !== '') return [[key, value]];
	if (value === '') return [];
	return refuse(`A row of '${displayName}' has a value and no name`, 'Name the row, or remove it');
}
