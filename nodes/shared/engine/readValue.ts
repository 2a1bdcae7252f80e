import type { GenericValue, IDataObject } from 'n8n-workflow';

import { refuse, refuseValue, shown } from '../base/refusal';
import { parsed } from '../base/values';
import { toUtcIso } from './dates';
import { objectsIn, readJson, readJsonList, readNamedValues } from './readObject';
import type { FieldType, ParameterRow } from './rows';

/** A value as a request holds it. */
export type ParameterValue = GenericValue | IDataObject;
type Reader = (raw: unknown, row: ParameterRow, timeZone: string) => ParameterValue;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** The address of a thing in Vapi's dashboard: its last part is the ID. */
const ADDRESS = /^https?:\/\/[^?#]*\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:[/?#]|$)/i;

/** Whose limit it is: that of the API, or one that the node itself has. */
const taker = (row: ParameterRow): string => (row.in === 'node' ? 'the node' : 'Vapi');

/**
 * Holds a text against the length that a row allows.
 * @throws Refusal
 */
export function checkLength(text: string, row: ParameterRow): void {
	const { displayName, minLength = 0, maxLength = Infinity } = row;
	const has = `'${displayName}' has ${text.length} characters, and ${taker(row)}`;
	if (text.length > maxLength) {
		refuse(`${has} takes ${maxLength}`, `Shorten it to ${maxLength} characters or fewer`);
	}
	if (text.length < minLength) {
		refuse(`${has} wants ${minLength}`, `Enter at least ${minLength} characters`);
	}
}

/**
 * Holds a number against the range that a row allows.
 * @throws Refusal
 */
export function checkRange(value: number, row: ParameterRow): void {
	const { displayName, minimum = -Infinity, maximum = Infinity } = row;
	if (value >= minimum && value <= maximum) return;
	const range = [
		minimum > -Infinity ? `at least ${minimum}` : '',
		maximum < Infinity ? `at most ${maximum}` : '',
	];
	const limits = range.filter(Boolean).join(' and ');
	refuse(
		`'${displayName}' is ${shown(value)}, and ${taker(row)} takes ${limits}`,
		`Enter a number of ${limits}`,
	);
}

/**
 * Holds a text against the format that a row wants.
 * @throws Refusal
 */
export function checkFormat(text: string, row: ParameterRow): void {
	if (row.format === 'uuid' && !UUID.test(text)) {
		refuseValue(
			row.displayName,
			text,
			'which is not an ID of Vapi',
			'IDs look like 123e4567-e89b-12d3-a456-426614174000. Copy it from the Vapi dashboard, or choose from the list',
		);
	}
	if (row.format === 'uri' && !URL.canParse(text)) {
		refuseValue(row.displayName, text, 'which is not a URL', 'Enter a whole address that starts with https://');
	}
}

const text: Reader = (raw, row) => {
	if (!['string', 'number', 'boolean'].includes(typeof raw)) {
		refuseValue(row.displayName, raw, 'which is not text', 'Use an expression that gives a single text');
	}
	// Copying leaves white space around a text, and Vapi takes it literally.
	const value = String(raw).trim();
	checkLength(value, row);
	checkFormat(value, row);
	return value;
};

const number: Reader = (raw, row) => {
	const value = typeof raw === 'string' && raw.trim() !== '' ? Number(raw) : raw;
	if (typeof value !== 'number' || !Number.isFinite(value)) {
		return refuseValue(row.displayName, raw, 'which is not a number', 'Enter digits, with a dot before decimals');
	}
	if (row.type === 'integer' && !Number.isInteger(value)) {
		refuseValue(row.displayName, raw, 'which is not a whole number', 'Leave out the decimals');
	}
	checkRange(value, row);
	return value;
};

const boolean: Reader = (raw, row) => {
	const word = typeof raw === 'string' ? raw.trim().toLowerCase() : raw;
	if (word === true || word === 'true') return true;
	if (word === false || word === 'false') return false;
	return refuseValue(row.displayName, raw, 'which is neither true nor false', 'Use true or false');
};

const dateTime: Reader = (raw, row, timeZone) =>
	toUtcIso(raw, timeZone) ??
	refuseValue(
		row.displayName,
		raw,
		'which is not a date',
		"Use ISO 8601, such as 2030-01-31T09:00:00. Without an offset, it means the workflow's time zone",
	);

const choice: Reader = (raw, row, timeZone) => {
	const value = text(raw, row, timeZone);
	const { values } = row;
	if (values !== undefined && !values.includes(String(value))) {
		refuseValue(row.displayName, raw, 'which is none of its options', `Use one of ${values.join(', ')}`);
	}
	return value;
};

/** An ID as it is, or out of the address of the thing. */
const resourceId: Reader = (raw, row, timeZone) => {
	const [, id] = typeof raw === 'string' ? (ADDRESS.exec(raw.trim()) ?? []) : [];
	return text(id ?? raw, row, timeZone);
};

const list: Reader = (raw, row) => {
	const parts = typeof raw === 'string' ? raw.split(/[,\n]/) : raw;
	if (!Array.isArray(parts) || parts.some((part) => typeof part === 'object')) {
		return refuseValue(row.displayName, raw, 'which is not a list of texts', 'Separate the entries by commas');
	}
	const entries = parts.map((part) => String(part).trim()).filter((part) => part !== '');
	for (const entry of entries) checkFormat(entry, row);
	return entries;
};

/** A list of objects, be it as JSON text; any other text as it is. */
const textOrList: Reader = (raw, row, timeZone) => {
	const objects = objectsIn(typeof raw === 'string' ? parsed(raw) : raw, row);
	if (objects !== undefined) return objects;
	if (typeof raw !== 'object') return text(raw, row, timeZone);
	return refuseValue(
		row.displayName,
		raw,
		'which is neither text nor a list of JSON objects',
		'Use an expression that gives a single text, or put the objects between [ and ]',
	);
};

const READERS: Record<FieldType, Reader> = {
	string: text,
	options: choice,
	resourceId,
	binary: text,
	number,
	integer: number,
	boolean,
	dateTime,
	json: readJson,
	jsonList: readJsonList,
	textOrJsonList: textOrList,
	stringList: list,
	multiOptions: list,
	keyValue: readNamedValues,
};

/** Whether a parameter was left empty: then it is not sent at all. */
export function isUnset(raw: unknown): boolean {
	if (typeof raw === 'string') return raw.trim() === '';
	return raw === undefined || (Array.isArray(raw) && raw.length === 0);
}

/**
 * Turns what a parameter holds into what Vapi wants, within the limits of its row.
 * @param raw as the expression gave it; `null` passes through, since it says something to Vapi
 * @param timeZone IANA name, for dates without an offset
 * @throws Refusal that names the parameter, its value and the way out
 */
export function readValue(raw: unknown, row: ParameterRow, timeZone: string): ParameterValue {
	return raw === null ? null : READERS[row.type](raw, row, timeZone);
}
