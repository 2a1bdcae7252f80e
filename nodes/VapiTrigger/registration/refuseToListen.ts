import type { IHookFunctions } from 'n8n-workflow';

import { operationError } from '../../shared/api/errorFactory';
import { isTestListen } from './activation';

/** How to begin again. n8n 2.41 leaves a workflow published whose trigger failed, and does nothing when asked again. */
export const ANEW =
	'To try again, publish this workflow (n8n 1.x: activate it); where n8n shows it as published already, unpublish it first.';

/**
 * Refuses to start listening. n8n's editor shows the message of what stops a trigger and leaves
 * out its description, so the message says both.
 * @throws NodeOperationError always
 */
export function refuseToListen(ctx: IHookFunctions, message: string, wayOut: string): never {
	const sentences = [`${message}. ${wayOut}`, ...(isTestListen(ctx) ? [] : [ANEW])];
	throw operationError(ctx, { message: sentences.join(' ') });
}
