import type { IHookFunctions } from 'n8n-workflow';

import { operationError } from '../../shared/api/errorFactory';
import { API_REQUEST } from '../../shared/vapi/events';
import { attempt } from '../../shared/base/result';
import { checkSettingsOf } from '../request/verify';
import { isTestListen } from './activation';
import { eventsOf } from './parameters';
import { isRegistered, register, registersNow } from './register';
import { refuseToListen } from './refuseToListen';
import { stateOf } from './triggerState';
import { leaveNothingOn, leftOver, likelyTarget } from './unregister';

/** Refuses to listen with a check that no request of Vapi could pass. */
async function refuseUncheckable(ctx: IHookFunctions): Promise<void> {
	if (ctx.getNodeParameter('acceptFrom', 'vapi') === 'anyone') return;
	// What is registered does not reach the tools that call the other URL.
	if (registersNow(ctx) && !eventsOf(ctx).includes(API_REQUEST)) return;
	const { webhookSecret, ...credentials } = await ctx.getCredentials('vapiApi');
	const isSet = typeof webhookSecret === 'string' && webhookSecret.trim() !== '';
	if (isSet && checkSettingsOf(credentials).kind !== 'none') return;
	refuseToListen(
		ctx,
		'This trigger has no way to tell requests of Vapi from forged ones',
		"Set 'Check Webhooks By' in the Vapi credential to what you set up in Vapi, or let the trigger register itself. To take requests from anyone who knows the URL, set 'Accept Requests' to From Anyone.",
	);
}

/** One of n8n's two steps of an activation; leaves a note where it fails. */
async function activating(ctx: IHookFunctions, step: Promise<boolean>): Promise<boolean> {
	const state = stateOf(ctx);
	state.isActivating = true;
	const result = await step;
	delete state.isActivating;
	return result;
}

/** n8n's checkExists: whether there is nothing to register. */
export async function checkExists(ctx: IHookFunctions): Promise<boolean> {
	return await activating(
		ctx,
		refuseUncheckable(ctx).then(async () => await isRegistered(ctx)),
	);
}

/** n8n's create: registers the webhook. */
export async function createRegistration(ctx: IHookFunctions): Promise<boolean> {
	return await activating(ctx, register(ctx));
}

/**
 * n8n's delete: puts back what was there before.
 * @returns false where that failed and a throw would do harm: after a test n8n would end, and after
 * an activation that failed, 2.41 would take the trigger for a published one
 * @throws NodeOperationError where that failed; n8n 2.41 tries again and then shows the message,
 * 1.123 logs it, and both unpublish the workflow all the same
 */
export async function deleteRegistration(ctx: IHookFunctions): Promise<boolean> {
	const state = stateOf(ctx);
	const isHarmful = state.isActivating === true || isTestListen(ctx);
	delete state.isActivating;
	const target = likelyTarget(ctx);
	if (target === undefined) return true;
	const leaving = await attempt(leaveNothingOn(ctx, target));
	if (!('error' in leaving)) return true;
	const message = leftOver(target, leaving.error);
	ctx.logger.error(`Vapi Trigger: ${message}`);
	if (isHarmful) return false;
	throw operationError(ctx, {
		message: `${message}. Once that is remedied, publish the workflow and unpublish it again, or set the server URL at Vapi by hand.`,
	});
}
