/**
 * Why a value cannot be used. Functions that only judge a value throw it; who knows the node and the
 * item makes n8n's error of it (`asNodeError`).
 */
export class Refusal extends Error {
	/** What to do about it, in words for the person at the screen. */
	readonly wayOut: string;

	constructor(message: string, wayOut: string) {
		super(message);
		this.wayOut = wayOut;
	}
}

/**
 * Stops because of what somebody entered; nothing has been sent.
 * @param message what is wrong, with the field's name on the screen
 * @param wayOut what to do about it
 * @throws Refusal always
 */
export function refuse(message: string, wayOut: string): never {
	throw new Refusal(message, wayOut);
}

/** Longest value that a message repeats. */
const SHOWN = 60;

/** A value as messages show it: in double quotes, cut where it is long. */
export function shown(value: unknown): string {
	const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
	return `"${text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text}"`;
}

/**
 * Stops because of what a field holds.
 * @param field its name on the screen
 * @param what goes on from the value: `which is not a number`
 * @throws Refusal always
 */
export function refuseValue(field: string, value: unknown, what: string, wayOut: string): never {
	return refuse(`'${field}' is ${shown(value)}, ${what}`, wayOut);
}
