import type { IDataObject } from 'n8n-workflow';

import { merged, sameJson } from '../../shared/base/values';
import { formBeside, withHangUp } from './agentPart';
import type { AssistantForm } from './assistantForm';
import { assistantPartsOf } from './assistantForm';
import { laidOver } from './providerParts';

/**
 * What an assistant as Vapi hands it out has beside its settings, and takes from nobody. The document
 * does not know the last one, which answers have all the same.
 */
const NOT_SETTINGS = ['createdAt', 'id', 'latestVersion', 'orgId', 'updatedAt', 'isServerUrlSecretSet'];

/** The settings of a saved assistant, as a new one could be made of them. */
export function settingsOf(saved: IDataObject): IDataObject {
	return Object.fromEntries(Object.entries(saved).filter(([key]) => !NOT_SETTINGS.includes(key)));
}

/**
 * A saved assistant with the form laid over it, and JSON over both. Vapi replaces nested objects as a
 * whole, so what the form says of a model, voice, server … goes into the one that is there.
 * @throws Refusal where a nested object lacks what makes it one, such as a model's provider
 */
export function changedAssistant(
	saved: IDataObject,
	form: AssistantForm,
	json: IDataObject,
): IDataObject {
	const base = laidOver(settingsOf(saved), settingsOf(json));
	const parts = assistantPartsOf(formBeside(form, json), base);
	return withHangUp(merged({ ...base, ...parts }, settingsOf(json)), form.mayHangUp);
}

/** What has to be written so that the saved assistant is as it shall be: the keys that differ. */
export function changesOf(saved: IDataObject, wanted: IDataObject): IDataObject {
	const differs = ([key, value]: [string, unknown]) => !sameJson(saved[key] ?? null, value ?? null);
	return Object.fromEntries(Object.entries(wanted).filter(differs));
}
