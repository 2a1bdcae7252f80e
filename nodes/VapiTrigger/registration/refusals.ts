import type { IDataObject, IHookFunctions } from 'n8n-workflow';

import { baseUrlOf } from '../../../credentials/keys';
import { isReachable } from '../../../credentials/reach';
import { asText } from '../../shared/base/values';
import { isRestart, isTestListen } from './activation';
import { isOwnServer } from './original';
import { optionsOf } from './parameters';
import { refuseToListen } from './refuseToListen';
import { isTriggerServer, nodePath } from './registeredServer';
import { resourceName } from './resources';
import { registrationOf, sameTarget, serverOf, stateOf, type RegistrationTarget } from './triggerState';

/** Refuses an address that Vapi cannot call. */
export async function refuseUnreachable(ctx: IHookFunctions, url: string): Promise<void> {
	if (isReachable(url, baseUrlOf(await ctx.getCredentials('vapiApi')))) return;
	const origin = URL.canParse(url) ? new URL(url).origin : 'its address';
	refuseToListen(
		ctx,
		`Vapi cannot reach this n8n at ${origin}`,
		'Vapi calls addresses that start with https:// only. Set WEBHOOK_URL to the public https address of your n8n.',
	);
}

function refuseToTest(ctx: IHookFunctions, name: string, isMine: boolean, current: string): never {
	refuseToListen(
		ctx,
		isMine
			? `The published workflow receives the events of ${name}`
			: `Another Vapi Trigger receives the events of ${name}`,
		`It is registered at ${current}, and a test does not take them away from it. Unpublish that workflow first, or switch 'Register During Test' off and send a test event to the test URL.`,
	);
}

/**
 * Refuses to take a resource's events away from somebody else.
 * @param url the URL that is about to be registered
 */
export function refuseForeign(
	ctx: IHookFunctions,
	target: RegistrationTarget,
	resource: IDataObject,
	url: string,
): void {
	const server = serverOf(resource);
	const current = asText(server?.url);
	if (current === undefined || current === url) return;
	const name = resourceName(target, resource);
	const isMine = isOwnServer(ctx, server);
	const isTrigger = isTriggerServer(server);
	if (isTestListen(ctx)) {
		if (isTrigger) refuseToTest(ctx, name, isMine, current);
		return;
	}
	if (isMine) return;
	if (isTrigger && optionsOf(ctx).takeOver !== true) {
		const isCopy = nodePath(current) === nodePath(url);
		refuseToListen(
			ctx,
			`Another Vapi Trigger receives the events of ${name}`,
			`It is registered at ${current}, this one would be at ${new URL(url).origin}${isCopy ? ': the same workflow in another n8n, or under an earlier address of this one' : ''}. Unpublish that workflow first, or switch 'Take Over' on here, and that workflow gets no more events.`,
		);
	}
	const { lost } = stateOf(ctx);
	if (isRestart(ctx) && (registrationOf(ctx, target) !== undefined || sameTarget(lost, target))) {
		refuseToListen(
			ctx,
			`Somebody has set another server URL on ${name}`,
			`Its events go to ${current} and no longer to this workflow.`,
		);
	}
}

/** Refuses to take over from a trigger of which nobody could tell what it displaced. */
export function refuseUnreadable(
	ctx: IHookFunctions,
	target: RegistrationTarget,
	resource: IDataObject,
): never {
	const name = resourceName(target, resource);
	refuseToListen(
		ctx,
		`What ${name} had before the other Vapi Trigger cannot be read`,
		`The one at ${asText(serverOf(resource)?.url)} was registered with another API key. Unpublish that workflow first. If it is gone, remove the server URL at Vapi; nothing is put back then.`,
	);
}
