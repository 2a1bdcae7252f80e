import type { IDataObject, IHookFunctions } from 'n8n-workflow';

import { serverMessagesFor } from '../../shared/vapi/events';
import { textOf } from '../../shared/base/values';
import { eventsOf, optionsOf, targetIn, targetOf } from './parameters';
import { refuse } from './refuseToListen';
import { refuseForeign, refuseUnreachable } from './refusals';
import {
	nameOf,
	readResource,
	refuseOutranked,
	restoreResource,
	valueOf,
	writeResource,
} from './resources';
import { seal, unseal } from './seal';
import { registrationSecret } from './secret';
import { buildServer, headerOfServer, PREVIOUS_HEADER, sameNode, MARK_HEADER } from './registeredServer';
import {
	previousOf,
	sameTarget,
	serverOf,
	stateOf,
	type Previous,
	type Registration,
	type Target,
} from './triggerState';

/** The URL that Vapi is to call: the test URL during a test listen. */
export function urlOf(ctx: IHookFunctions): string {
	return ctx.getNodeWebhookUrl('default') ?? '';
}

/** Whether n8n listens for one test event. */
export function isTestListen(ctx: IHookFunctions): boolean {
	return ctx.getActivationMode() === 'manual';
}

/** Whether this activation registers anything. */
export function registersNow(ctx: IHookFunctions): boolean {
	if (targetOf(ctx) === undefined) return false;
	return !isTestListen(ctx) || optionsOf(ctx).registerDuringTest === true;
}

async function apiKeyOf(ctx: IHookFunctions): Promise<string> {
	return String((await ctx.getCredentials('vapiApi')).apiKey ?? '');
}

/** What a server of this node says about the one before it, if anything. */
async function recalled(
	ctx: IHookFunctions,
	target: Target,
	server: IDataObject | null,
): Promise<Previous | undefined> {
	const { registration } = stateOf(ctx);
	if (registration !== undefined && sameTarget(registration, target)) return registration.previous;
	return unseal(headerOfServer(server, PREVIOUS_HEADER), await apiKeyOf(ctx));
}

/** What to put back later: what is there now, or what was there before a half-made registration. */
async function previousFor(
	ctx: IHookFunctions,
	target: Target,
	resource: IDataObject,
): Promise<Previous> {
	const server = serverOf(resource);
	const isLeftOver =
		sameNode(server?.url, urlOf(ctx)) && headerOfServer(server, MARK_HEADER) !== undefined;
	if (!isLeftOver) return previousOf(target.kind, resource);
	const known = await recalled(ctx, target, server);
	if (known !== undefined) return known;
	ctx.logger.warn(
		`Vapi Trigger: what ${nameOf(target, resource)} had registered before is not known any more. On deactivation its server URL is removed.`,
	);
	return target.kind === 'assistant' ? { server: null, serverMessages: null } : { server: null };
}

/** Whether the resource holds what this node registered, events included. */
function isInPlace(ctx: IHookFunctions, target: Target, resource: IDataObject): boolean {
	const server = serverOf(resource);
	const secret = headerOfServer(server, MARK_HEADER);
	const isOurs = server?.url === urlOf(ctx) && secret !== undefined && secret === stateOf(ctx).secret;
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
	const target = targetOf(ctx) as Target;
	if (!sameTarget(registration, target) || registration?.url !== urlOf(ctx)) return false;
	const reading = await readResource(ctx, target);
	if (reading.ok) return isInPlace(ctx, target, reading.value);
	if (reading.missing) return false;
	ctx.logger.warn(
		`Vapi Trigger: could not check the registration on ${nameOf(target)} and takes it as given: ${reading.error.message}`,
	);
	return true;
}

/** Registers the webhook, after putting back what an earlier registration left elsewhere. */
export async function register(ctx: IHookFunctions): Promise<boolean> {
	const state = stateOf(ctx);
	const target = targetOf(ctx);
	const { registration } = state;
	if (registration !== undefined && (target === undefined || !sameTarget(registration, target))) {
		await unregister(ctx);
	}
	if (target === undefined || !registersNow(ctx)) return true;

	const url = urlOf(ctx);
	const options = optionsOf(ctx);
	await refuseUnreachable(ctx, url);
	const reading = await readResource(ctx, target);
	if (!reading.ok && reading.missing) {
		refuse(
			ctx,
			`Vapi does not know ${nameOf(target)} any more`,
			'It may have been deleted. Select another one and publish the workflow again.',
		);
	}
	const resource = valueOf(reading);
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
	valueOf(await writeResource(ctx, target, resource, values));
	state.registration = { ...target, url, previous };
	delete state.lost;
	return true;
}

/** What this node has registered, or would have: where n8n lost the record of it, Vapi knows. */
function candidate(ctx: IHookFunctions): Target | undefined {
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
	const target = candidate(ctx);
	if (target === undefined) return true;
	const url = state.registration?.url ?? urlOf(ctx);

	const reading = await readResource(ctx, target);
	if (!reading.ok) {
		if (reading.missing) {
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
	if (!writing.ok) return reportLeftOver(ctx, target, writing.error);
	forget(ctx);
	return true;
}

function reportLeftOver(ctx: IHookFunctions, target: Target, error: Error): false {
	ctx.logger.error(
		`Vapi Trigger: ${nameOf(target)} still sends its events to this workflow, because its server URL could not be put back: ${error.message}`,
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
	const url = textOf(serverOf(resource)?.url) ?? '';
	if (url !== '') stateOf(ctx).lost = { kind, id, url };
	ctx.logger.warn(
		`Vapi Trigger: ${nameOf(registration, resource)} had got another server URL, which is left as it is.`,
	);
}
