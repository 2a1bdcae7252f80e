import type { IDataObject } from 'n8n-workflow';

import { refuse } from '../../shared/base/refusal';
import { asList, withoutUnset } from '../../shared/base/values';
import * as pieces from '../../shared/generated/pieces';

const { displayName: MODEL_PROVIDER } = pieces.modelProviderRow;
const { displayName: MODEL } = pieces.modelRow;
const { displayName: VOICE_PROVIDER } = pieces.voiceProviderRow;
const { displayName: VOICE_ID } = pieces.voiceIdRow;
const { displayName: TRANSCRIBER_PROVIDER } = pieces.transcriberProviderRow;

/** What all model providers understand alike, by the schemas of Vapi's document. */
const SHARED_BY_MODELS = [
	'messages',
	'tools',
	'toolIds',
	'toolRefs',
	'knowledgeBase',
	'temperature',
	'emotionRecognitionEnabled',
	'numFastTurns',
];
/** What all voice providers understand alike. */
const SHARED_BY_VOICES = ['cachingEnabled', 'chunkPlan'];
/** The one model provider that names no model, and the one voice provider without a voice ID. */
const WITHOUT_MODEL = 'vapi';
const WITHOUT_VOICE_ID = 'custom-voice';

/** What is left of a saved part when another provider takes over, with the form laid over it. */
function onSaved(form: IDataObject, base: IDataObject, shared: string[]): IDataObject {
	const { provider } = form;
	const stays = provider === undefined || base.provider === provider;
	const kept = Object.entries(base).filter(([key]) => stays || shared.includes(key));
	return { ...Object.fromEntries(kept), ...form };
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
 * The model with the form's provider, model and temperature. The rest of `base` stays; the prompt
 * replaces the first system message only.
 * @throws Refusal where provider or model are missing
 */
export function modelOf(form: IDataObject, base: IDataObject, systemPrompt?: string): IDataObject {
	const model = onSaved(form, base, SHARED_BY_MODELS);
	if (model.provider === undefined) {
		refuse(
			`'${MODEL_PROVIDER}' is missing`,
			`Vapi needs the provider and the model beside a system prompt or a temperature: choose '${MODEL_PROVIDER}' and '${MODEL}'`,
		);
	}
	if (model.model === undefined && model.provider !== WITHOUT_MODEL) {
		refuse(
			`'${MODEL}' is missing`,
			`Enter the name of a model of the provider ${String(model.provider)}`,
		);
	}
	const messages =
		systemPrompt === undefined ? undefined : messagesWith(systemPrompt, model.messages);
	return { ...model, ...withoutUnset({ messages }) };
}

/**
 * The voice with the form's provider and voice; another provider drops what the old one had.
 * @throws Refusal where one of them is missing
 */
export function voiceOf(form: IDataObject, base: IDataObject): IDataObject {
	const voice = onSaved(form, base, SHARED_BY_VOICES);
	if (voice.provider === undefined) {
		refuse(
			`'${VOICE_PROVIDER}' is missing`,
			`A voice ID means something to its provider only: choose '${VOICE_PROVIDER}'`,
		);
	}
	if (voice.voiceId === undefined && voice.provider !== WITHOUT_VOICE_ID) {
		refuse(
			`'${VOICE_ID}' is missing`,
			`Enter the ID of a voice of the provider ${String(voice.provider)}`,
		);
	}
	return voice;
}

/**
 * The transcriber with the form's provider, model and language.
 * @throws Refusal where the provider is missing
 */
export function transcriberOf(form: IDataObject, base: IDataObject): IDataObject {
	const transcriber = onSaved(form, base, []);
	if (transcriber.provider === undefined) {
		refuse(
			`'${TRANSCRIBER_PROVIDER}' is missing`,
			`The model and the language belong to a provider: choose '${TRANSCRIBER_PROVIDER}'`,
		);
	}
	return transcriber;
}
