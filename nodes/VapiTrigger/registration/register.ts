import type { IDataObject, IHookFunctions } from 'n8n-workflow';

import { isNotFound } from '../../shared/api/requestOutcome';
import { attempt, messageOf, valueOrThrow } from '../../shared/base/result';
import { isRestart } from './activation';
import { isOwnServer, originalOf, ownOriginal, sealedOriginal, withEdits } from './original';
import {
	apiKeyOf,
	eventsOf,
	isQuietTest,
	optionsOf,
	registrationTargetOf,
	webhookUrlOf,
} from './parameters';
import { refuseForeign, refuseUnreachable, refuseUnreadable } from './refusals';
import { refuseToListen } from './refuseToListen';
import { buildServer, headerOfServer, isTriggerServer, MARK_HEADER } from './registeredServer';
import { readResource, refuseOutranked, resourceName, writeResource } from './resources';
import { seal } from './seal';
import { registrationSecret } from './secret';
import { isEdited, sameEvents, serverMessagesFor, serverMessagesOf } from './serverMessages';
import type { Previous, RegistrationTarget } from './triggerState';
import { registrationOf, sameTarget, serverOf, stateOf } from './triggerState';
import { leaveNothingOn, leftOver } from './unregister';

/** Whether this activation registers anything. */
export function registersNow(ctx: IHookFunctions): boolean {
	if (registrationTargetOf(ctx) === undefined) return false;
	return !isQuietTest(ctx);
}

/** Whether the resource holds what this node registered, events included. */
function isInPlace(ctx: IHookFunctions, target: RegistrationTarget, resource: IDataObject): boolean {
	const server = serverOf(resource);
	const secret = headerOfServer(server, MARK_HEADER);
	const isOurs = server?.url === webhookUrlOf(ctx) && secret !== undefined && secret === stateOf(ctx).secret;
	if (!isOurs || target.kind !== 'assistant') return isOurs;
	const wanted = serverMessagesFor(eventsOf(ctx));
	const there = serverMessagesOf(resource);
	if (sameEvents(there, wanted)) return true;
	// Nobody is at the screen who could have meant to overwrite an edit.
	const isTheirEdit = sameEvents(registrationOf(ctx, target)?.previous.registered, wanted);
	if (!isRestart(ctx) || !isTheirEdit) return false;
	ctx.logger.warn(
		`Vapi Trigger: somebody has changed the server messages of ${resourceName(target, resource)}, which is left as it is: of the events of this workflow Vapi does not send ${missing(wanted, there)}.`,
	);
	return true;
}

function missing(wanted: string[], there: string[] | null): string {
	const names = wanted.filter((event) => !(there ?? []).includes(event));
	return names.length === 0 ? 'none' : names.join(', ');
}

/**
 * Whether nothing needs to be registered. Where Vapi cannot be asked, an earlier registration
 * counts as still there: a restart must not take the webhook away because of an outage.
 */
export async function isRegistered(ctx: IHookFunctions): Promise<boolean> {
	const registration = registrationOf(ctx);
	if (!registersNow(ctx)) return registration === undefined;
	const target = registrationTargetOf(ctx) as RegistrationTarget;
	if (!sameTarget(registration, target) || registration?.url !== webhookUrlOf(ctx)) return false;
	const reading = await readResource(ctx, target);
	if ('value' in reading) return isInPlace(ctx, target, reading.value);
	if (isNotFound(reading.error)) return false;
	ctx.logger.warn(
		`Vapi Trigger: could not check the registration on ${resourceName(target)} and takes it as given: ${messageOf(reading.error)}`,
	);
	return true;
}

/**
 * What to put back when this registration ends. A trigger that held the resource until now is not
 * among it: its URL may be dead by then, so what that one displaced counts.
 */
async function previousFor(
	ctx: IHookFunctions,
	target: RegistrationTarget,
	resource: IDataObject,
): Promise<Previous> {
	const server = serverOf(resource);
	if (!isTriggerServer(server)) return originalOf(ctx, target, resource);
	const original = isOwnServer(ctx, server)
		? await ownOriginal(ctx, target, resource)
		: ((await sealedOriginal(ctx, server)) ?? refuseUnreadable(ctx, target, resource));
	if (isEdited(resource, original)) sayReplaced(ctx, target, resource, 'server messages');
	return withEdits(target.kind, resource, original);
}

function sayReplaced(
	ctx: IHookFunctions,
	target: RegistrationTarget,
	resource: IDataObject,
	what: string,
): void {
	ctx.logger.warn(
		`Vapi Trigger: somebody had changed the ${what} of ${resourceName(target, resource)}. They are replaced until this workflow is unpublished.`,
	);
}

/** Gives back what an earlier registration holds elsewhere; where that fails, this one goes on. */
async function moveFrom(ctx: IHookFunctions, target: RegistrationTarget): Promise<void> {
	const leaving = await attempt(leaveNothingOn(ctx, target));
	if ('error' in leaving) ctx.logger.error(`Vapi Trigger: ${leftOver(target, leaving.error)}`);
}

/** Registers the webhook, after putting back what an earlier registration left elsewhere. */
export async function register(ctx: IHookFunctions): Promise<boolean> {
	const state = stateOf(ctx);
	const target = registrationTargetOf(ctx);
	const registration = registrationOf(ctx);
	if (registration !== undefined && (target === undefined || !sameTarget(registration, target))) {
		await moveFrom(ctx, registration);
	}
	if (target === undefined || !registersNow(ctx)) return true;

	const url = webhookUrlOf(ctx);
	await refuseUnreachable(ctx, url);
	const reading = await readResource(ctx, target);
	if ('error' in reading && isNotFound(reading.error)) {
		refuseToListen(
			ctx,
			`Vapi does not know ${resourceName(target)} any more`,
			'It may have been deleted. Select another one.',
		);
	}
	const resource = valueOrThrow(reading);
	refuseForeign(ctx, target, resource, url);
	await refuseOutranked(ctx, target, resource);

	const previous = await previousFor(ctx, target, resource);
	if (sameTarget(state.lost, target) && previous.server !== null) {
		sayReplaced(ctx, target, resource, 'server URL');
	}
	const events = serverMessagesFor(eventsOf(ctx));
	const original = target.kind === 'assistant' ? { ...previous, registered: events } : previous;
	const apiKey = await apiKeyOf(ctx);
	state.secret = registrationSecret(apiKey, url);
	const headers = { secret: state.secret, previous: seal(original, apiKey) };
	const server = buildServer(url, headers, optionsOf(ctx), previous.server);
	const values = target.kind === 'assistant' ? { server, serverMessages: events } : { server };
	valueOrThrow(await writeResource(ctx, target, resource, values));
	state.registration = { ...target, url, previous: original, instanceId: ctx.getInstanceId() };
	delete state.lost;
	return true;
}
