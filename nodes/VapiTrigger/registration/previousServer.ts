import type { IDataObject, IHookFunctions } from 'n8n-workflow';

import { apiKeyOf, webhookUrlOf } from './parameters';
import { headerOfServer, MARK_HEADER, PREVIOUS_HEADER, sameNode } from './registeredServer';
import { resourceName } from './resources';
import { unseal } from './seal';
import type { Previous, RegistrationTarget } from './triggerState';
import { previousOf, sameTarget, serverOf, stateOf } from './triggerState';

/** What a server of this node says about the one before it, if anything. */
async function recalled(
	ctx: IHookFunctions,
	target: RegistrationTarget,
	server: IDataObject | null,
): Promise<Previous | undefined> {
	const { registration } = stateOf(ctx);
	if (registration !== undefined && sameTarget(registration, target)) return registration.previous;
	return unseal(headerOfServer(server, PREVIOUS_HEADER), await apiKeyOf(ctx));
}

/** What to put back later: what is there now, or what was there before a half-made registration. */
export async function previousFor(
	ctx: IHookFunctions,
	target: RegistrationTarget,
	resource: IDataObject,
): Promise<Previous> {
	const server = serverOf(resource);
	const isLeftOver =
		sameNode(server?.url, webhookUrlOf(ctx)) && headerOfServer(server, MARK_HEADER) !== undefined;
	if (!isLeftOver) return previousOf(target.kind, resource);
	const known = await recalled(ctx, target, server);
	if (known !== undefined) return known;
	ctx.logger.warn(
		`Vapi Trigger: what ${resourceName(target, resource)} had registered before is not known any more. On deactivation its server URL is removed.`,
	);
	return target.kind === 'assistant' ? { server: null, serverMessages: null } : { server: null };
}
