import { isObject } from '../../shared/base/values';

/** Text on one line, as Vapi wants it: every line break becomes a space. */
export function oneLine(text: string): string {
	const lines = text.split(/[\n\v\f\r\u0085\u2028\u2029]+/).map((line) => line.trim());
	return lines.filter((line) => line !== '').join(' ');
}

/** Any value as text on one line; objects and lists as JSON. Nothing gives empty text. */
export function textOfValue(value: unknown): string {
	if (value === undefined || value === null) return '';
	return oneLine(typeof value === 'object' ? JSON.stringify(value) : String(value));
}

/** Several values for one tool call as one text: a JSON list as soon as one of them is no text. */
export function joinedText(values: unknown[]): string {
	if (values.length === 1) return textOfValue(values[0]);
	const areObjects = values.some((value) => isObject(value) || Array.isArray(value));
	return areObjects ? textOfValue(values) : values.map(textOfValue).filter(Boolean).join('; ');
}
