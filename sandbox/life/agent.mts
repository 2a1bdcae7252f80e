import { isObject, listOr, objectOr, type JsonObject } from '../types.mts';
import type { Store } from '../store.mts';

/** `{{name}}` and the like, filled from the template variables; what is unknown becomes empty. */
const fillIn = (template: string, values: JsonObject): string =>
	template.replaceAll(/\{\{\s*([\w.]+)\s*\}\}/g, (_, name: string) =>
		String(values[name] ?? ''),
	);

/** The assistant that talks in a call: the saved or transient one with the call's overrides on top. */
export function assistantOf(call: JsonObject, store: Store): JsonObject {
	const saved = (id: unknown) => objectOr(store.assistants.get(String(id)));
	const squad = isObject(call.squad) ? call.squad : store.squads.get(String(call.squadId));
	const member = objectOr(listOr(squad?.members)[0]);
	const base = squad
		? { ...saved(member.assistantId), ...objectOr(member.assistant) }
		: { ...saved(call.assistantId), ...objectOr(call.assistant) };
	const overrides = squad ? call.squadOverrides : call.assistantOverrides;
	return { ...base, ...objectOr(overrides) };
}

/** Template variables of a call, the customer's name among them. */
export function variablesOf(call: JsonObject, assistant: JsonObject): JsonObject {
	const customer = objectOr(call.customer);
	return { name: customer.name, ...objectOr(assistant.variableValues) };
}

/** What the assistant says first. */
export function firstMessageOf(call: JsonObject, assistant: JsonObject): string {
	const { firstMessage } = assistant;
	const template = typeof firstMessage === 'string' ? firstMessage : 'Hello.';
	return fillIn(template, variablesOf(call, assistant));
}

/** The function tools that an assistant has, saved and transient. */
export function functionToolsOf(assistant: JsonObject, store: Store): JsonObject[] {
	const model = objectOr(assistant.model);
	const saved = listOr(model.toolIds).map((id) => objectOr(store.tools.get(String(id))));
	const all = [...saved, ...listOr(model.tools), ...listOr(assistant['tools:append'])];
	return all.map(objectOr).filter(({ type }) => type === 'function');
}
