import type { IDataObject, IHookFunctions } from 'n8n-workflow';

import { isNotFound } from '../../shared/api/requestOutcome';
import { messageOf, valueOrThrow } from '../../shared/base/result';
import { asText } from '../../shared/base/values';
import { serverMessagesFor } from '../../shared/vapi/events';
import { apiKeyOf, eventsOf, optionsOf, targetIn, registrationTargetOf, webhookUrlOf } from './parameters';
import { previousFor } from './previousServer';
import { refuseForeign, refuseUnreachable } from './refusals';
import { refuseToListen } from './refuseToListen';
import { buildServer, headerOfServer, MARK_HEADER } from './registeredServer';
import {
	readResource,
	refuseOutranked,
	resourceName,
	restoreResource,
	writeResource,
} from './resources';
import { seal } from './seal';
import { registrationSecret } from './secret';
import type { Previous, Registration, RegistrationTarget } from './triggerState';
import { sameTarget, serverOf, stateOf } from './triggerState';

/** Whether n8n listens for one test event. */
export function isTestListen(ctx: IHookFunctions): boolean {
	return ctx.getActivationMode() === 'manual';
}

/** Whether this activation registers anything. */
export function registersNow(ctx: IHookFunctions): boolean {
	if (registrationTargetOf(ctx) === undefined) return false;
	return !isTestListen(ctx) || optionsOf(ctx).registerDuringTest === true;
}

/** Whether the resource holds what this node registered, events included. */
function isInPlace(ctx: IHookFunctions, target: RegistrationTarget, resource: IDataObject): boolean {
	const server = serverOf(resource);
	const secret = headerOfServer(server, MARK_HEADER);
	const isOurs = server?.url === webhookUrlOf(ctx) && secret !== undefined && secret === stateOf(ctx).secret;
	if (target.kind !== 'assistant') return isOurs;
	const wanted = serverMessagesFor(eventsOf(ctx)).join();
	const registered = Array.isArray(resource.serverMessages) ? [...resource.serverMessages] : [];
	return isOurs && registered.sort().join() === wanted;
}

/**
 * Whether nothing needs to be registered. Where Vapi cannot be asked, an earlier registration
 * counts as still there: a restart must not take the webhook away because of an outage.
 */
export async function isRegistered(ctx: IHookFunctions): Promise<boolean> {
	const { registration } = stateOf(ctx);
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

/** Registers the webhook, after putting back what an earlier registration left elsewhere. */
export async function register(ctx: IHookFunctions): Promise<boolean> {
	const state = stateOf(ctx);
	const target = registrationTargetOf(ctx);
	const { registration } = state;
	if (registration !== undefined && (target === undefined || !sameTarget(registration, target))) {
		await unregister(ctx);
	}
	if (target === undefined || !registersNow(ctx)) return true;

	const url = webhookUrlOf(ctx);
	const options = optionsOf(ctx);
	await refuseUnreachable(ctx, url);
	const reading = await readResource(ctx, target);
	if ('error' in reading && isNotFound(reading.error)) {
		refuseToListen(
			ctx,
			`Vapi does not know ${resourceName(target)} any more`,
			'It may have been deleted. Select another one and publish the workflow again.',
		);
	}
	const resource = valueOrThrow(reading);
	refuseForeign(ctx, target, resource, url);
	await refuseOutranked(ctx, target, resource);

	const previous = await previousFor(ctx, target, resource);
	const apiKey = await apiKeyOf(ctx);
	state.secret = registrationSecret(apiKey, url);
	const headers = { secret: state.secret, previous: seal(previous, apiKey) };
	const server = buildServer(url, headers, options, serverOf(resource));
	const values: Previous =
		target.kind === 'assistant'
			? { server, serverMessages: serverMessagesFor(eventsOf(ctx)) }
			: { server };
	valueOrThrow(await writeResource(ctx, target, resource, values));
	state.registration = { ...target, url, previous };
	delete state.lost;
	return true;
}

/** What this node has registered, or would have: where n8n lost the record of it, Vapi knows. */
function likelyTarget(ctx: IHookFunctions): RegistrationTarget | undefined {
	return stateOf(ctx).registration ?? targetIn(ctx);
}

function forget(ctx: IHookFunctions): void {
	delete stateOf(ctx).registration;
}

/**
 * Puts back what was there before, only if our own registration is still in place.
 * @returns false where Vapi could not be reached; the record then stays for the next time
 */
export async function unregister(ctx: IHookFunctions): Promise<boolean> {
	const state = stateOf(ctx);
	const target = likelyTarget(ctx);
	if (target === undefined) return true;
	const url = state.registration?.url ?? webhookUrlOf(ctx);

	const reading = await readResource(ctx, target);
	if ('error' in reading) {
		if (isNotFound(reading.error)) {
			forget(ctx);
			return true;
		}
		return reportLeftOver(ctx, target, reading.error);
	}
	const resource = reading.value;
	const server = serverOf(resource);
	const marked = headerOfServer(server, MARK_HEADER) !== undefined;
	if (server?.url !== url || !marked) {
		reportLost(ctx, state.registration, resource);
		forget(ctx);
		return true;
	}
	const previous = await previousFor(ctx, target, resource);
	const writing = await restoreResource(ctx, target, resource, previous);
	if ('error' in writing) return reportLeftOver(ctx, target, writing.error);
	forget(ctx);
	return true;
}

function reportLeftOver(ctx: IHookFunctions, target: RegistrationTarget, error: unknown): false {
	ctx.logger.error(
		`Vapi Trigger: ${resourceName(target)} still sends its events to this workflow, because its server URL could not be put back: ${messageOf(error)}`,
	);
	return false;
}

function reportLost(
	ctx: IHookFunctions,
	registration: Registration | undefined,
	resource: IDataObject,
): void {
	if (registration === undefined) return;
	const { kind, id } = registration;
	const url = asText(serverOf(resource)?.url) ?? '';
	if (url !== '') stateOf(ctx).lost = { kind, id, url };
	ctx.logger.warn(
		`Vapi Trigger: ${resourceName(registration, resource)} had got another server URL, which is left as it is.`,
	);
}
