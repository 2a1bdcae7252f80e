import type { IDataObject, IHookFunctions } from 'n8n-workflow';

import { vapiRequest } from '../../shared/api/request';
import { DEFAULT_EVENTS } from '../../shared/vapi/events';
import { listOf, objectOf, textOf } from '../../shared/base/values';
import { refuse } from './refuseToListen';
import { serverOf, type Previous, type Target } from './triggerState';

const PATHS: Record<Target['kind'], string> = {
	assistant: '/assistant',
	phoneNumber: '/phone-number',
	tool: '/tool',
};

const NAMES: Record<Target['kind'], string> = {
	assistant: 'assistant',
	phoneNumber: 'phone number',
	tool: 'tool',
};

/** A target in words, for messages: `the assistant "Reception" (ID)`. */
export function nameOf({ kind, id }: Target, resource: IDataObject = {}): string {
	const name = textOf(resource.name) ?? textOf(objectOf(resource.function).name);
	return name === undefined ? `the ${NAMES[kind]} ${id}` : `the ${NAMES[kind]} "${name}" (${id})`;
}

/** A request's answer, or what went wrong, with the status where one came. */
export type Attempt<T> =
	| { ok: true; value: T }
	| { ok: false; error: Error; status: string; missing: boolean };

async function attempt(request: Promise<unknown>): Promise<Attempt<IDataObject>> {
	try {
		return { ok: true, value: objectOf(await request) };
	} catch (error) {
		const status = String((error as { httpCode?: unknown }).httpCode ?? '');
		return { ok: false, error: error as Error, status, missing: status === '404' };
	}
}

const pathOf = ({ kind, id }: Target) => `${PATHS[kind]}/${encodeURIComponent(id)}`;

/** Reads the resource as it stands at Vapi. */
export async function readResource(
	ctx: IHookFunctions,
	target: Target,
): Promise<Attempt<IDataObject>> {
	return await attempt(vapiRequest(ctx, { method: 'GET', path: pathOf(target) }));
}

/** Vapi tells the kinds of phone numbers and tools apart by a field that each change repeats. */
function discriminator(kind: Target['kind'], resource: IDataObject): IDataObject {
	if (kind === 'phoneNumber') return { provider: resource.provider };
	return kind === 'tool' ? { type: resource.type } : {};
}

/** Writes server and events of a resource. */
export async function writeResource(
	ctx: IHookFunctions,
	target: Target,
	resource: IDataObject,
	values: Previous,
): Promise<Attempt<IDataObject>> {
	const body = { ...discriminator(target.kind, resource), ...values } as IDataObject;
	return await attempt(vapiRequest(ctx, { method: 'PATCH', path: pathOf(target), body }));
}

/**
 * Puts back what was there before. An assistant without `serverMessages` gets null, or, where Vapi
 * takes no null there, the list that it uses by default.
 */
export async function restoreResource(
	ctx: IHookFunctions,
	target: Target,
	resource: IDataObject,
	previous: Previous,
): Promise<Attempt<IDataObject>> {
	const writing = await writeResource(ctx, target, resource, previous);
	if (writing.ok || writing.status !== '400' || previous.serverMessages !== null) return writing;
	const values = { ...previous, serverMessages: DEFAULT_EVENTS };
	return await writeResource(ctx, target, resource, values);
}

/** The value of a request, or what it threw. */
export function valueOf<T>(result: Attempt<T>): T {
	if (result.ok) return result.value;
	throw result.error;
}

/** The saved assistants that take a number's calls: its own, or those of its squad. */
async function assistantsOf(ctx: IHookFunctions, number: IDataObject): Promise<string[]> {
	const own = textOf(number.assistantId);
	if (own !== undefined) return [own];
	const squadId = textOf(number.squadId);
	if (squadId === undefined) return [];
	const path = `/squad/${encodeURIComponent(squadId)}`;
	const squad = await attempt(vapiRequest(ctx, { method: 'GET', path }));
	if (!squad.ok && squad.missing) return [];
	const ids = listOf(valueOf(squad).members).map((member) => textOf(objectOf(member).assistantId));
	return ids.filter((id) => id !== undefined);
}

/**
 * Refuses a phone number whose assistant has a server of its own: that one outranks the number's,
 * so no event of a call would ever come.
 */
export async function refuseOutranked(
	ctx: IHookFunctions,
	target: Target,
	resource: IDataObject,
): Promise<void> {
	if (target.kind !== 'phoneNumber') return;
	for (const id of await assistantsOf(ctx, resource)) {
		const assistant: Target = { kind: 'assistant', id };
		const reading = await readResource(ctx, assistant);
		if (!reading.ok && reading.missing) continue;
		const value = valueOf(reading);
		if (serverOf(value) === null) continue;
		refuse(
			ctx,
			`Events of this phone number go to the server of ${nameOf(assistant, value)}`,
			"An assistant's own server URL comes before that of the phone number. Set 'Register Automatically' to Assistant, or remove the server URL from the assistant.",
		);
	}
}
