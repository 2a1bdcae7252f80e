import type { IHookFunctions } from 'n8n-workflow';

import { checkSettingsOf } from '../request/verify';
import { isRegistered, registersNow } from './lifecycle';
import { refuseToListen } from './refuseToListen';

/** Refuses to listen with a check that no request of Vapi could pass. */
async function refuseUncheckable(ctx: IHookFunctions): Promise<void> {
	if (ctx.getNodeParameter('acceptFrom', 'vapi') === 'anyone' || registersNow(ctx)) return;
	const { webhookSecret, ...credentials } = await ctx.getCredentials('vapiApi');
	const isSet = typeof webhookSecret === 'string' && webhookSecret.trim() !== '';
	if (isSet && checkSettingsOf(credentials).kind !== 'none') return;
	refuseToListen(
		ctx,
		'This trigger has no way to tell requests of Vapi from forged ones',
		"Set 'Check Webhooks By' in the Vapi credential to what you set up in Vapi, or let the trigger register itself. To take requests from anyone who knows the URL, set 'Accept Requests' to From Anyone.",
	);
}

/** n8n's checkExists: whether there is nothing to register. */
export async function checkExists(ctx: IHookFunctions): Promise<boolean> {
	await refuseUncheckable(ctx);
	return await isRegistered(ctx);
}
