import type { IHookFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

/**
 * Refuses to start listening. n8n's editor shows the message of what stops a trigger and leaves
 * out its description, so the message says both.
 * @throws NodeOperationError always
 */
export function refuse(ctx: IHookFunctions, message: string, wayOut: string): never {
	throw new NodeOperationError(ctx.getNode(), `${message}. ${wayOut}`);
}
