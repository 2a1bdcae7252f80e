import { refuse, shown } from '../base/refusal';
import type { ParameterRow } from './rows';

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
