import type { IDataObject, IHookFunctions } from 'n8n-workflow';

import { vapiRequest } from '../../shared/api/request';
import { isNotFound } from '../../shared/api/requestOutcome';
import type { Result } from '../../shared/base/result';
import { attempt, valueOrThrow } from '../../shared/base/result';
import { asList, asObject, asText } from '../../shared/base/values';
import { DEFAULT_EVENTS } from '../../shared/vapi/events';
import { refuseToListen } from './refuseToListen';
import { serverOf, type Previous, type RegistrationTarget } from './triggerState';

const PATHS: Record<RegistrationTarget['kind'], string> = {
	assistant: '/assistant',
	phoneNumber: '/phone-number',
	tool: '/tool',
};

const NAMES: Record<RegistrationTarget['kind'], string> = {
	assistant: 'assistant',
	phoneNumber: 'phone number',
	tool: 'tool',
};

/** A target in words, for messages: `the assistant "Reception" (ID)`. */
export function resourceName({ kind, id }: RegistrationTarget, resource: IDataObject = {}): string {
	const name = asText(resource.name) ?? asText(asObject(resource.function).name);
	return name === undefined ? `the ${NAMES[kind]} ${id}` : `the ${NAMES[kind]} "${name}" (${id})`;
}

/** Asks Vapi, and gives its answer or what went wrong. */
async function ask(request: Promise<unknown>): Promise<Result<IDataObject>> {
	const answer = await attempt(request);
	return 'value' in answer ? { value: asObject(answer.value) } : answer;
}

const pathOf = ({ kind, id }: RegistrationTarget) => `${PATHS[kind]}/${encodeURIComponent(id)}`;

/** Reads the resource as it stands at Vapi. */
export async function readResource(
	ctx: IHookFunctions,
	target: RegistrationTarget,
): Promise<Result<IDataObject>> {
	return await ask(vapiRequest(ctx, { method: 'GET', path: pathOf(target) }));
}

/** Vapi tells the kinds of phone numbers and tools apart by a field that each change repeats. */
function discriminator(kind: RegistrationTarget['kind'], resource: IDataObject): IDataObject {
	if (kind === 'phoneNumber') return { provider: resource.provider };
	return kind === 'tool' ? { type: resource.type } : {};
}

/** Writes server and events of a resource. */
export async function writeResource(
	ctx: IHookFunctions,
	target: RegistrationTarget,
	resource: IDataObject,
	values: Partial<Previous>,
): Promise<Result<IDataObject>> {
	const body = { ...discriminator(target.kind, resource), ...values } as IDataObject;
	return await ask(vapiRequest(ctx, { method: 'PATCH', path: pathOf(target), body }));
}

/**
 * Puts back what was there before. An assistant without `serverMessages` gets null, or, where Vapi
 * takes no null there, the list that it uses by default.
 */
export async function restoreResource(
	ctx: IHookFunctions,
	target: RegistrationTarget,
	resource: IDataObject,
	previous: Partial<Previous>,
): Promise<Result<IDataObject>> {
	const writing = await writeResource(ctx, target, resource, previous);
	const isRefused = 'error' in writing && (writing.error as { httpCode?: unknown }).httpCode === '400';
	if (!isRefused || previous.serverMessages !== null) return writing;
	const values = { ...previous, serverMessages: DEFAULT_EVENTS };
	return await writeResource(ctx, target, resource, values);
}

/** The saved assistants that take a number's calls: its own, or those of its squad. */
async function assistantsOf(ctx: IHookFunctions, number: IDataObject): Promise<string[]> {
	const own = asText(number.assistantId);
	if (own !== undefined) return [own];
	const squadId = asText(number.squadId);
	if (squadId === undefined) return [];
	const path = `/squad/${encodeURIComponent(squadId)}`;
	const squad = await ask(vapiRequest(ctx, { method: 'GET', path }));
	if ('error' in squad && isNotFound(squad.error)) return [];
	const ids = asList(valueOrThrow(squad).members).map((member) => asText(asObject(member).assistantId));
	return ids.filter((id) => id !== undefined);
}

/**
 * Refuses a phone number whose assistant has a server of its own: that one outranks the number's,
 * so no event of a call would ever come.
 */
export async function refuseOutranked(
	ctx: IHookFunctions,
	target: RegistrationTarget,
	resource: IDataObject,
): Promise<void> {
	if (target.kind !== 'phoneNumber') return;
	for (const id of await assistantsOf(ctx, resource)) {
		const assistant: RegistrationTarget = { kind: 'assistant', id };
		const reading = await readResource(ctx, assistant);
		if ('error' in reading && isNotFound(reading.error)) continue;
		const value = valueOrThrow(reading);
		if (serverOf(value) === null) continue;
		refuseToListen(
			ctx,
			`Events of this phone number go to the server of ${resourceName(assistant, value)}`,
			"An assistant's own server URL comes before that of the phone number. Set 'Register Automatically' to Assistant, or remove the server URL from the assistant.",
		);
	}
}
