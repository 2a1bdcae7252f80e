import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

/**
 * An error of a request for several items, as the error of one of them.
 * @param message stands for the error's own where given
 */
export function errorFor(
	ctx: IExecuteFunctions,
	itemIndex: number,
	error: unknown,
	message = error instanceof Error ? error.message : String(error),
): NodeApiError | NodeOperationError {
	const { description, context, httpCode } = error as Partial<NodeApiError>;
	const own =
		error instanceof NodeApiError
			? new NodeApiError(ctx.getNode(), { message }, { message, httpCode: httpCode ?? undefined })
			: new NodeOperationError(ctx.getNode(), message, { itemIndex });
	own.message = message;
	own.messages = [];
	own.description = description;
	own.context = { ...context, itemIndex };
	return own;
}

/** Vapi's word for the place of a customer in the request. */
const PLACE = /^customers[.[](\d+)\]?\.?/;

/**
 * Whom Vapi refuses a whole request for.
 * @param message of the error
 * @returns what it says by place of the customer; undefined where the fault is not with customers
 */
export function blamedCustomers(message: string): Map<number, string> | undefined {
	const [, said] = /^Vapi refused the request \(400\): (.*)$/s.exec(message) ?? [];
	if (said === undefined) return undefined;
	const blamed = new Map<number, string>();
	for (const part of said.split('; ')) {
		const place = PLACE.exec(part);
		if (place === null) return undefined;
		const index = Number(place[1]);
		const words = part.replace(PLACE, 'customer.');
		blamed.set(index, [blamed.get(index), words].filter(Boolean).join('; '));
	}
	return blamed;
}
