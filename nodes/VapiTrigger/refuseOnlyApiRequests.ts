import type { IHookFunctions } from 'n8n-workflow';

import { API_REQUEST } from '../shared/vapi/events';
import { isRestart } from './registration/activation';
import { eventsOf, targetKindOf } from './registration/parameters';
import { refuseToListen } from './registration/refuseToListen';

/**
 * Refuses to take all events away from an assistant, phone number or tool for nothing: the URL that
 * is registered is not the one that API Request tools call.
 */
export function refuseOnlyApiRequests(ctx: IHookFunctions): void {
	if (isRestart(ctx) || targetKindOf(ctx) === 'none') return;
	if (!eventsOf(ctx).every((event) => event === API_REQUEST)) return;
	refuseToListen(
		ctx,
		'The URL for API Request tools is not registered automatically',
		"Set 'Register Automatically' to None, and enter the URL in the tool at Vapi.",
	);
}
