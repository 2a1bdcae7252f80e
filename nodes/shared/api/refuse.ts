import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

/** Longest value that a message repeats. */
const SHOWN = 60;

/** A value as messages show it: in double quotes, cut where it is long. */
export function shown(value: unknown): string {
	const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
	return `"${text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text}"`;
}

/**
 * What stops an item before any request. Nothing was sent, and `outcomeOf` says so.
 * @param message what is wrong, with the field's name on the screen
 * @param description the way out
 */
export function inputError(
	ctx: IExecuteFunctions,
	itemIndex: number,
	message: string,
	description: string,
): NodeOperationError {
	const error = new NodeOperationError(ctx.getNode(), message, { description, itemIndex });
	// The constructor replaces texts that happen to hold a network code, such as a name with "eperm".
	error.message = message;
	error.context.outcome = 'refused';
	return error;
}
