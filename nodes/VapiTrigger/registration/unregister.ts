import type { IDataObject, IHookFunctions } from 'n8n-workflow';

import { isNotFound } from '../../shared/api/requestOutcome';
import { messageOf, valueOrThrow } from '../../shared/base/result';
import { asObject } from '../../shared/base/values';
import { apiKeyOf, isQuietTest, targetIn, webhookUrlOf } from './parameters';
import { originalOf, ownOriginal, sealedOriginal, withEdits } from './original';
import { isTriggerServer, PREVIOUS_HEADER } from './registeredServer';
import { readResource, resourceName, restoreResource } from './resources';
import { seal } from './seal';
import { isEdited, sameEvents, serverMessagesOf } from './serverMessages';
import type { Previous, RegistrationTarget } from './triggerState';
import { registrationOf, sameTarget, serverOf, stateOf } from './triggerState';

/** What a resource is to get when a registration on it ends. */
type Changes = Partial<Previous>;

/** The end of a registration that is in place: all of it goes, but not what was edited since. */
async function giveBack(
	ctx: IHookFunctions,
	target: RegistrationTarget,
	resource: IDataObject,
): Promise<Changes> {
	const original = await ownOriginal(ctx, target, resource);
	if (isEdited(resource, original)) {
		ctx.logger.warn(
			`Vapi Trigger: somebody has changed the server messages of ${resourceName(target, resource)}, which are left as they are.`,
		);
	}
	return withEdits(target.kind, resource, original);
}

/**
 * The end of a registration whose server somebody has replaced by hand: their server stays, the
 * events that we asked for do not.
 */
function giveBackEvents(
	ctx: IHookFunctions,
	target: RegistrationTarget,
	resource: IDataObject,
): Changes {
	if (target.kind !== 'assistant') return {};
	const { serverMessages } = originalOf(ctx, target, resource);
	return sameEvents(serverMessages, serverMessagesOf(resource)) ? {} : { serverMessages };
}

/**
 * The end of a registration that another trigger has displaced. Where a person had set a server in
 * between, that trigger has found our events and takes them for the person's: it is told better.
 */
async function correctSuccessor(
	ctx: IHookFunctions,
	target: RegistrationTarget,
	resource: IDataObject,
): Promise<Changes> {
	const server = serverOf(resource);
	const ours = registrationOf(ctx, target)?.previous;
	const theirs = await sealedOriginal(ctx, server);
	if (ours?.registered === undefined || theirs === undefined) return {};
	if (!sameEvents(theirs.serverMessages, ours.registered)) return {};
	const header = seal({ ...theirs, serverMessages: ours.serverMessages }, await apiKeyOf(ctx));
	const headers = { ...asObject(server?.headers), [PREVIOUS_HEADER]: header };
	return { server: { ...server, headers } };
}

function noteLoss(ctx: IHookFunctions, target: RegistrationTarget, resource: IDataObject): void {
	if (registrationOf(ctx, target) === undefined) return;
	const { kind, id } = target;
	if (serverOf(resource) !== null) stateOf(ctx).lost = { kind, id };
	ctx.logger.warn(
		`Vapi Trigger: ${resourceName(target, resource)} had got another server URL, which is left as it is.`,
	);
}

/** What is said where a registration could not be ended. */
export function leftOver(target: RegistrationTarget, error: unknown): string {
	return `${capitalized(resourceName(target))} may still send its events to this workflow, because what it had before could not be put back: ${messageOf(error)}`;
}

const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/**
 * Puts back what was there before, as far as our own registration is still in place.
 * @throws what the request ran into; the record then stays for the next time
 */
export async function leaveNothingOn(ctx: IHookFunctions, target: RegistrationTarget): Promise<void> {
	const reading = await readResource(ctx, target);
	if ('error' in reading && isNotFound(reading.error)) {
		ctx.logger.warn(
			`Vapi Trigger: nothing is put back on ${resourceName(target)}: it was deleted, or belongs to another organization than the API key.`,
		);
	} else {
		await giveBackOn(ctx, target, valueOrThrow(reading));
	}
	if (sameTarget(stateOf(ctx).registration, target)) delete stateOf(ctx).registration;
}

async function giveBackOn(
	ctx: IHookFunctions,
	target: RegistrationTarget,
	resource: IDataObject,
): Promise<void> {
	const server = serverOf(resource);
	const isTrigger = isTriggerServer(server);
	const urls = [registrationOf(ctx)?.url, webhookUrlOf(ctx)];
	const isInPlace = isTrigger && urls.some((url) => url === server?.url);
	if (!isInPlace) noteLoss(ctx, target, resource);
	const end = isInPlace ? giveBack : isTrigger ? correctSuccessor : giveBackEvents;
	const changes = await end(ctx, target, resource);
	if (Object.keys(changes).length === 0) return;
	valueOrThrow(await restoreResource(ctx, target, resource, changes));
}

/** What this node has registered itself on, or may have: where n8n lost the record, Vapi knows. */
export function likelyTarget(ctx: IHookFunctions): RegistrationTarget | undefined {
	return registrationOf(ctx) ?? (isQuietTest(ctx) ? undefined : targetIn(ctx));
}
