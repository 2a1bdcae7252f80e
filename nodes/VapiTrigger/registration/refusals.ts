import type { IDataObject, IHookFunctions } from 'n8n-workflow';

import { baseUrlOf } from '../../../credentials/keys';
import { isReachable } from '../../../credentials/reach';
import { asText } from '../../shared/base/values';
import { optionsOf } from './parameters';
import { refuseToListen } from './refuseToListen';
import { resourceName } from './resources';
import { isTriggerServer, sameNode } from './registeredServer';
import { sameTarget, serverOf, stateOf, type RegistrationTarget } from './triggerState';

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

/** Whether n8n restarts an active workflow by itself, with nobody at the screen. */
function isRestart(ctx: IHookFunctions): boolean {
	return ['init', 'leadershipChange'].includes(ctx.getActivationMode());
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
	const isMine = isTriggerServer(server) && sameNode(current, url);

	if (ctx.getActivationMode() === 'manual') {
		if (isMine) {
			refuseToListen(
				ctx,
				`The published workflow receives the events of ${name}`,
				"A test would take them away from it. Unpublish the workflow first, or switch 'Register During Test' off and send a test event to the test URL.",
			);
		}
	} else if (isMine) {
		return;
	}
	if (isTriggerServer(server) && optionsOf(ctx).takeOver !== true) {
		refuseToListen(
			ctx,
			`Another Vapi Trigger receives the events of ${name}`,
			`It is registered at ${current}. Unpublish that workflow first, or switch 'Take Over' on here, and that workflow gets no more events.`,
		);
	}
	const { registration, lost } = stateOf(ctx);
	if (isRestart(ctx) && (sameTarget(registration, target) || sameTarget(lost, target))) {
		refuseToListen(
			ctx,
			`Somebody has set another server URL on ${name}`,
			`Its events go to ${current} and no longer to this workflow. Publish the workflow again to take them back.`,
		);
	}
}
