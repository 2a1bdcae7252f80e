import type { IDataObject, IHookFunctions } from 'n8n-workflow';

import { asText } from '../../shared/base/values';
import { apiKeyOf, webhookUrlOf } from './parameters';
import { headerOfServer, isTriggerServer, PREVIOUS_HEADER, sameNode } from './registeredServer';
import { resourceName } from './resources';
import { unseal } from './seal';
import { isEdited, serverMessagesOf } from './serverMessages';
import type { Original, Previous, RegistrationTarget } from './triggerState';
import { registrationOf, serverOf } from './triggerState';

/**
 * Whether a server is one that this node registered, be it by its test URL or, before n8n got
 * another address, elsewhere. The same workflow in another n8n is another trigger.
 */
export function isOwnServer(ctx: IHookFunctions, server: IDataObject | null): boolean {
	const url = asText(server?.url);
	if (url === undefined || !isTriggerServer(server)) return false;
	return url === registrationOf(ctx)?.url || sameNode(url, webhookUrlOf(ctx));
}

/** What a trigger's registration says was there before it; undefined where another key sealed it. */
export async function sealedOriginal(
	ctx: IHookFunctions,
	server: IDataObject | null,
): Promise<Original | undefined> {
	return unseal(headerOfServer(server, PREVIOUS_HEADER), await apiKeyOf(ctx));
}

/** What was there before this node's own registration; no server where that is not known any more. */
export async function ownOriginal(
	ctx: IHookFunctions,
	target: RegistrationTarget,
	resource: IDataObject,
): Promise<Original> {
	const known =
		(await sealedOriginal(ctx, serverOf(resource))) ?? registrationOf(ctx, target)?.previous;
	if (known !== undefined) return known;
	ctx.logger.warn(
		`Vapi Trigger: what ${resourceName(target, resource)} had registered before is not known any more. On deactivation its server URL is removed.`,
	);
	return { server: null };
}

/** What the end of a registration leaves: what was there before, and what was edited since. */
export function withEdits(
	kind: RegistrationTarget['kind'],
	resource: IDataObject,
	original: Original,
): Previous {
	const { server, serverMessages = null } = original;
	if (kind !== 'assistant') return { server };
	const isTheirs = isEdited(resource, original);
	return { server, serverMessages: isTheirs ? serverMessagesOf(resource) : serverMessages };
}

/**
 * What to put back later, seen from a resource that no trigger holds now. Events that this node
 * asked for are no one's wish any more, where somebody has set another server in the meantime.
 */
export function originalOf(
	ctx: IHookFunctions,
	target: RegistrationTarget,
	resource: IDataObject,
): Previous {
	const before = registrationOf(ctx, target)?.previous ?? {
		serverMessages: serverMessagesOf(resource),
	};
	return withEdits(target.kind, resource, { ...before, server: serverOf(resource) });
}
