import type { IDataObject } from 'n8n-workflow';

import { merged } from '../../shared/base/merge';
import { asObject } from '../../shared/base/values';
import type { AssistantForm } from './assistantForm';
import { modelOf, transcriberOf, voiceOf } from './providerParts';

type BuildPart = (form: IDataObject, base: IDataObject, systemPrompt?: string) => IDataObject;

/** Nested objects that belong to a provider; in all others the form is laid over what is there. */
const BUILDERS: Record<string, BuildPart> = {
	model: modelOf,
	voice: voiceOf,
	transcriber: transcriberOf,
};

/**
 * The form as an assistant (or its overrides, which have the same shape) has it. Nested objects that
 * the form changes in part begin as they are in `base`: Vapi replaces them as a whole.
 * @param base the saved assistant, or {} for a new one
 * @throws Refusal where a nested object lacks what makes it one, such as a model's provider
 */
export function assistantPartsOf(form: AssistantForm, base: IDataObject): IDataObject {
	const parts = { ...form.values };
	for (const name of new Set(form.partial.map(({ part }) => part))) {
		const build = BUILDERS[name] ?? ((own, below) => merged(below, own));
		parts[name] = build(asObject(form.values[name]), asObject(base[name]), form.systemPrompt);
	}
	return parts;
}
