import type { IDataObject } from 'n8n-workflow';

import { refuse } from '../../shared/base/refusal';
import { asList, asObject, isObject, merged, withoutUnset } from '../../shared/base/values';
import * as pieces from '../../shared/generated/pieces';
import { providerFieldNames, providers } from '../../shared/generated/providers';

/** The objects of an assistant that belong to a provider. */
type Part = 'model' | 'voice' | 'transcriber';

interface Facts {
	readonly takes: readonly string[];
	readonly needs: readonly string[];
}

/** What all providers understand alike, by the schemas of Vapi's document. */
const SHARED: Record<Part, string[]> = {
	model: [
		'messages',
		'tools',
		'toolIds',
		'toolRefs',
		'knowledgeBase',
		'temperature',
		'emotionRecognitionEnabled',
		'numFastTurns',
	],
	voice: ['cachingEnabled', 'chunkPlan'],
	transcriber: [],
};

/** Why the provider is needed at all. */
const WHY: Record<Part, string> = {
	model: "Vapi needs the provider and the model beside a system prompt or a temperature: choose both",
	voice: 'A voice ID means something to its provider only: choose one',
	transcriber: 'The model and the language belong to a provider: choose one',
};

const namesOf = (part: Part): Record<string, string> => providerFieldNames[part];

/** What is left of an object when another provider takes over; what names none belongs to none. */
function kept(part: Part, object: IDataObject, provider: unknown): IDataObject {
	const stays = provider === undefined || [undefined, provider].includes(object.provider);
	return Object.fromEntries(
		Object.entries(object).filter(([key]) => stays || SHARED[part].includes(key)),
	);
}

/** The parts of an assistant's settings that belong to a provider. */
export function providerPartsIn(settings: IDataObject): IDataObject {
	const parts = Object.entries(settings).filter(([part, value]) => part in SHARED && isObject(value));
	return Object.fromEntries(parts) as IDataObject;
}

/** Settings of an assistant without what belongs to other providers than those that JSON chooses. */
export function besideJson(settings: IDataObject, json: IDataObject): IDataObject {
	const left = Object.entries(providerPartsIn(settings)).map(([part, value]) => {
		const { provider } = asObject(json[part]);
		return [part, kept(part as Part, value as IDataObject, provider)];
	});
	return { ...settings, ...(Object.fromEntries(left) as IDataObject) };
}

/** Lays JSON over settings of an assistant: another provider in it takes over, all else merges. */
export function laidOver(settings: IDataObject, json: IDataObject): IDataObject {
	return merged(besideJson(settings, json), json);
}

/** Stops at fields that the provider does not have, and where one is missing that it needs. */
function checkProvider(part: Part, form: IDataObject, result: IDataObject): void {
	const names = namesOf(part);
	if (result.provider === undefined) refuse(`'${names.provider}' is missing`, WHY[part]);
	const provider = String(result.provider);
	// A provider that came up after the document was read is Vapi's to judge.
	const facts = (providers[part] as Record<string, Facts>)[provider];
	for (const key of Object.keys(form)) {
		if (key === 'provider' || facts === undefined || facts.takes.includes(key)) continue;
		refuse(
			`'${names[key]}' is set, which the provider ${provider} does not have`,
			`Remove it, or choose another '${names.provider}'`,
		);
	}
	for (const key of facts?.needs ?? []) {
		if (result[key] !== undefined) continue;
		refuse(`'${names[key]}' is missing`, `The provider ${provider} cannot do without: add it`);
	}
}

function filledPart(part: Part, form: IDataObject, base: IDataObject): IDataObject {
	const result = { ...kept(part, base, form.provider), ...form };
	checkProvider(part, form, result);
	return result;
}

function messagesWith(systemPrompt: string, base: unknown): IDataObject[] {
	const messages = asList(base) as IDataObject[];
	const system = { role: 'system', content: systemPrompt };
	const at = messages.findIndex(({ role }) => role === 'system');
	return at < 0
		? [system, ...messages]
		: messages.map((message, index) => (index === at ? system : message));
}

/**
 * The model with what the form sets of it. The rest of `base` stays; the prompt replaces the first
 * system message only.
 * @throws Refusal where provider or model are missing, or the provider has no such field
 */
export function modelOf(form: IDataObject, base: IDataObject, systemPrompt?: string): IDataObject {
	const model = filledPart('model', form, base);
	const messages =
		systemPrompt === undefined ? undefined : messagesWith(systemPrompt, model.messages);
	return { ...model, ...withoutUnset({ messages }) };
}

/**
 * The voice with what the form sets of it; another provider drops what the old one had.
 * @throws Refusal where provider or voice are missing, or the provider has no such field
 */
export function voiceOf(form: IDataObject, base: IDataObject): IDataObject {
	return filledPart('voice', form, base);
}

/**
 * The transcriber with the form's provider, model and language.
 * @throws Refusal where the provider is missing, or has no such field
 */
export function transcriberOf(form: IDataObject, base: IDataObject): IDataObject {
	return filledPart('transcriber', form, base);
}

/**
 * The server with the form's URL and headers, which replace those of the same name.
 * @throws Refusal for headers that go nowhere
 */
export function serverWith(form: IDataObject, base: IDataObject): IDataObject {
	const server = { ...base, ...form };
	if (form.headers !== undefined) {
		server.headers = { ...(base.headers as IDataObject), ...(form.headers as IDataObject) };
	}
	if (server.url === undefined) {
		refuse(
			`'${pieces.webhookHeadersRow.displayName}' is set, and there is no address that gets them`,
			`Add '${pieces.webhookUrlRow.displayName}'`,
		);
	}
	return server;
}
