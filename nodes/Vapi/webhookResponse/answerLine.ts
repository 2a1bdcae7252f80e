import { refuse } from '../../shared/base/refusal';
import { isObject } from '../../shared/base/values';

/** Text on one line, as Vapi wants it: every line break becomes a space. */
export function oneLine(text: string): string {
	const lines = text.split(/[\n\v\f\r\u0085\u2028\u2029]+/).map((line) => line.trim());
	return lines.filter((line) => line !== '').join(' ');
}

/** Bytes as they are in a process, or as JSON writes a Buffer. */
function bytesOf(value: object): Uint8Array | undefined {
	if (value instanceof Uint8Array) return value;
	const { type, data } = value as { type?: unknown; data?: unknown };
	return type === 'Buffer' && Array.isArray(data) ? Buffer.from(data as number[]) : undefined;
}

/**
 * Bytes as text.
 * @throws Refusal where they are no UTF-8
 */
function decoded(bytes: Uint8Array): string {
	const text = Buffer.from(bytes).toString('utf8');
	if (!text.includes('\uFFFD')) return text;
	return refuse(
		'The answer is binary data, which nobody can read out',
		'Use an expression that gives a text, a number or an object',
	);
}

/** What JSON has no form for, in one that it has: bytes as text, large integers as digits. */
function jsonForm(_key: string, value: unknown): unknown {
	if (typeof value === 'bigint') return value.toString();
	const bytes = isObject(value) ? bytesOf(value) : undefined;
	return bytes === undefined ? value : decoded(bytes);
}

function jsonOf(value: object): string {
	try {
		return JSON.stringify(value, jsonForm);
	} catch (error) {
		return refuse(
			`The answer cannot be written as JSON: ${(error as Error).message}`,
			'Use an expression that gives a text, or an object that does not hold itself',
		);
	}
}

/** Whether a value becomes JSON text: an object or a list, but no date and no bytes. */
export function isData(value: unknown): boolean {
	if (typeof value !== 'object' || value === null || bytesOf(value) !== undefined) return false;
	return /^[[{]/.test(jsonOf(value));
}

/**
 * Any value as a text on one line, as one would say it: dates of JavaScript and Luxon in ISO 8601,
 * objects and lists as JSON. Nothing (null, undefined, NaN, an invalid date) gives empty text.
 * @throws Refusal for binary data and for objects that hold themselves
 */
export function textOfValue(value: unknown): string {
	if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
	if (typeof value === 'string') return oneLine(value);
	if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
	if (typeof value !== 'object' || value === null) return '';
	if (value instanceof Error) return oneLine(value.message);
	const bytes = bytesOf(value);
	if (bytes !== undefined) return oneLine(decoded(bytes));
	const json = jsonOf(value);
	// Dates, durations and the like have a text as their JSON form.
	if (json.startsWith('"')) return oneLine(JSON.parse(json) as string);
	return json === 'null' ? '' : oneLine(json);
}
