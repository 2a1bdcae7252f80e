import type { IDataObject } from 'n8n-workflow';

import { withoutUnset } from '../../shared/base/merge';
import type { Conversation } from './assistantParts';
import type { FieldNames, Refuse } from './types';

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

/** What is left of a saved part when another provider takes over. */
function carriedOver(
	base: IDataObject,
	provider: string | undefined,
	shared: string[],
): IDataObject {
	if (provider === undefined || base.provider === provider) return base;
	return Object.fromEntries(Object.entries(base).filter(([key]) => shared.includes(key)));
}

function messagesWith(systemPrompt: string, base: unknown): IDataObject[] {
	const messages = Array.isArray(base) ? (base as IDataObject[]) : [];
	const system = { role: 'system', content: systemPrompt };
	const at = messages.findIndex(({ role }) => role === 'system');
	return at < 0
		? [system, ...messages]
		: messages.map((message, index) => (index === at ? system : message));
}

/**
 * The model with the form's prompt, provider, model and temperature. The rest of `base` stays; the
 * prompt replaces the first system message only.
 */
export function modelOf(
	form: Conversation,
	base: IDataObject,
	names: FieldNames,
	refuse: Refuse,
): IDataObject {
	const kept = carriedOver(base, form.modelProvider, SHARED_BY_MODELS);
	const model: IDataObject = {
		...kept,
		...withoutUnset({
			provider: form.modelProvider,
			model: form.model,
			temperature: form.temperature,
			messages:
				form.systemPrompt === undefined
					? undefined
					: messagesWith(form.systemPrompt, kept.messages),
		}),
	};
	if (model.provider === undefined) {
		refuse(
			`'${names('modelProvider')}' is missing`,
			`Vapi needs the provider and the model beside a system prompt or a temperature: choose '${names('modelProvider')}' and '${names('model')}'`,
		);
	}
	if (model.model === undefined && model.provider !== WITHOUT_MODEL) {
		refuse(
			`'${names('model')}' is missing`,
			`Enter the name of a model of the provider ${String(model.provider)}`,
		);
	}
	return model;
}

/** The voice with the form's provider and voice; another provider drops what the old one had. */
export function voiceOf(
	form: Conversation,
	base: IDataObject,
	names: FieldNames,
	refuse: Refuse,
): IDataObject {
	const voice: IDataObject = {
		...carriedOver(base, form.voiceProvider, SHARED_BY_VOICES),
		...withoutUnset({ provider: form.voiceProvider, voiceId: form.voiceId }),
	};
	if (voice.provider === undefined) {
		refuse(
			`'${names('voiceProvider')}' is missing`,
			`A voice ID means something to its provider only: choose '${names('voiceProvider')}'`,
		);
	}
	if (voice.voiceId === undefined && voice.provider !== WITHOUT_VOICE_ID) {
		refuse(
			`'${names('voiceId')}' is missing`,
			`Enter the ID of a voice of the provider ${String(voice.provider)}`,
		);
	}
	return voice;
}

/** The transcriber with the form's provider, model and language. */
export function transcriberOf(
	form: Conversation,
	base: IDataObject,
	names: FieldNames,
	refuse: Refuse,
): IDataObject {
	const transcriber: IDataObject = {
		...carriedOver(base, form.transcriberProvider, []),
		...withoutUnset({
			provider: form.transcriberProvider,
			model: form.transcriberModel,
			language: form.transcriberLanguage,
		}),
	};
	if (transcriber.provider === undefined) {
		refuse(
			`'${names('transcriberProvider')}' is missing`,
			`The model and the language belong to a provider: choose '${names('transcriberProvider')}'`,
		);
	}
	return transcriber;
}
