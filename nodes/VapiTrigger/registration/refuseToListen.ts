import type { IHookFunctions } from 'n8n-workflow';

import { operationError } from '../../shared/api/errorFactory';

/**
 * Refuses to start listening. n8n's editor shows the message of what stops a trigger and leaves
 * out its description, so the message says both.
 * @throws NodeOperationError always
 */
export function refuseToListen(ctx: IHookFunctions, message: string, wayOut: string): never {
	throw operationError(ctx, { message: `${message}. ${wayOut}` });
}
