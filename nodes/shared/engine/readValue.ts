import type { GenericValue, IDataObject } from 'n8n-workflow';

import { toUtcIso } from './dates';
import { shown } from '../api/refuse';
import type { FieldType, RequestField } from './rows';

/** What is wrong with a value, and the way out. */
export interface Complaint {
	message: string;
	description: string;
}

type Reading = { value: GenericValue | IDataObject } | Complaint;
type Reader = (raw: unknown, field: RequestField, timeZone: string) => Reading;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const isObject = (value: unknown): value is IDataObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

function wrong(field: RequestField, raw: unknown, what: string, description: string): Complaint {
	return { message: `'${field.displayName}' is ${shown(raw)}, ${what}`, description };
}

/** What is wrong with the length of a text, if anything. */
export function checkLength(text: string, field: RequestField): Complaint | undefined {
	const { displayName, minLength = 0, maxLength = Infinity } = field;
	if (text.length > maxLength) {
		const message = `'${displayName}' has ${text.length} characters, and Vapi takes ${maxLength}`;
		return { message, description: `Shorten it to ${maxLength} characters or fewer.` };
	}
	if (text.length < minLength) {
		const message = `'${displayName}' has ${text.length} characters, and Vapi wants ${minLength}`;
		return { message, description: `Enter at least ${minLength} characters.` };
	}
	return undefined;
}

/** What is wrong with the size of a number, if anything. */
export function checkRange(value: number, field: RequestField): Complaint | undefined {
	const { minimum = -Infinity, maximum = Infinity } = field;
	if (value >= minimum && value <= maximum) return undefined;
	const range = [
		minimum > -Infinity ? `at least ${minimum}` : '',
		maximum < Infinity ? `at most ${maximum}` : '',
	];
	const limits = range.filter(Boolean).join(' and ');
	return wrong(field, value, `and Vapi takes ${limits}`, `Enter a number of ${limits}.`);
}

function checkFormat(text: string, field: RequestField): Complaint | undefined {
	if (field.format === 'uuid' && !UUID.test(text)) {
		return wrong(
			field,
			text,
			'which is not an ID of Vapi',
			'IDs look like 123e4567-e89b-12d3-a456-426614174000. Copy it from the Vapi dashboard, or choose from the list.',
		);
	}
	if (field.format === 'uri' && !URL.canParse(text)) {
		return wrong(field, text, 'which is not a URL', 'Enter a whole address that starts with https://.');
	}
	return undefined;
}

const text: Reader = (raw, field) => {
	if (!['string', 'number', 'boolean'].includes(typeof raw)) {
		return wrong(field, raw, 'which is not text', 'Use an expression that gives a single text.');
	}
	const value = field.format === undefined ? String(raw) : String(raw).trim();
	return checkLength(value, field) ?? checkFormat(value, field) ?? { value };
};

const number: Reader = (raw, field) => {
	const value = typeof raw === 'string' && raw.trim() !== '' ? Number(raw) : raw;
	if (typeof value !== 'number' || !Number.isFinite(value)) {
		return wrong(field, raw, 'which is not a number', 'Enter digits, with a dot before decimals.');
	}
	if (field.type === 'integer' && !Number.isInteger(value)) {
		return wrong(field, raw, 'which is not a whole number', 'Leave out the decimals.');
	}
	return checkRange(value, field) ?? { value };
};

const boolean: Reader = (raw, field) => {
	const word = typeof raw === 'string' ? raw.trim().toLowerCase() : raw;
	if (word === true || word === 'true') return { value: true };
	if (word === false || word === 'false') return { value: false };
	return wrong(field, raw, 'which is neither true nor false', 'Use true or false.');
};

const dateTime: Reader = (raw, field, timeZone) => {
	const value = toUtcIso(raw, timeZone);
	if (value !== undefined) return { value };
	return wrong(
		field,
		raw,
		'which is not a date',
		"Use ISO 8601, such as 2030-01-31T09:00:00. Without an offset, it means the workflow's time zone.",
	);
};

const json: Reader = (raw, field) => {
	let value = raw;
	if (typeof raw === 'string') {
		try {
			value = JSON.parse(raw);
		} catch (error) {
			return wrong(field, raw, 'which is not valid JSON', (error as Error).message);
		}
	}
	if (isObject(value)) return { value };
	return wrong(field, raw, 'which is not a JSON object', 'Put the names and values between { and }.');
};

const list: Reader = (raw, field) => {
	const parts = typeof raw === 'string' ? raw.split(/[,\n]/) : raw;
	if (!Array.isArray(parts) || parts.some((part) => typeof part === 'object')) {
		return wrong(field, raw, 'which is not a list of texts', 'Separate the entries by commas.');
	}
	const entries = parts.map((part) => String(part).trim()).filter((part) => part !== '');
	return { value: entries };
};

const keyValue: Reader = (raw, field) => {
	const rows = isObject(raw) ? raw.values : undefined;
	if (rows === undefined && isObject(raw)) return { value: raw };
	if (!Array.isArray(rows)) {
		return wrong(field, raw, 'which is not a list of names and values', 'Add each as a row.');
	}
	const pairs = (rows as IDataObject[]).map(({ name, value }) => [String(name ?? ''), value] as const);
	return { value: Object.fromEntries(pairs.filter(([name]) => name !== '')) };
};

const READERS: Record<FieldType, Reader> = {
	string: text,
	options: text,
	resourceId: text,
	number,
	integer: number,
	boolean,
	dateTime,
	json,
	stringList: list,
	multiOptions: list,
	keyValue,
};

/** Whether a field was left empty: then it is not sent at all. */
export function isUnset(raw: unknown): boolean {
	return raw === undefined || raw === '' || (Array.isArray(raw) && raw.length === 0);
}

/**
 * Turns what a parameter holds into what Vapi wants, within the limits of the field.
 * @param raw as the expression gave it; `null` passes through, since it says something to Vapi
 * @param timeZone IANA name, for dates without an offset
 */
export function readValue(raw: unknown, field: RequestField, timeZone: string): Reading {
	return raw === null ? { value: null } : READERS[field.type](raw, field, timeZone);
}
