import type { IDataObject } from 'n8n-workflow';

import { asObject, merged, setAt } from '../../shared/base/values';
import type { ItemReader } from '../../shared/engine/itemReader';
import { filledRows } from '../../shared/engine/itemReader';
import type { ParameterRow } from '../../shared/engine/rows';
import { modelOf, transcriberOf, voiceOf } from './providerParts';

/** What the form says about an assistant, in the places where an assistant has it. */
export interface AssistantForm {
	values: IDataObject;
	/** Its place among the model's messages depends on those that are there. */
	systemPrompt?: string;
	/** Set fields that change a nested object in part, by the object and the field's name. */
	partial: Array<{ part: string; field: string }>;
}

/** The keys of a request below which an assistant's settings stand. */
export const ASSISTANT_PLACES = ['assistant', 'assistantOverrides', 'squadOverrides'];

/** Places in an assistant whose rows need more than to be put there. */
const SYSTEM_PROMPT = 'model.messages';
const VOICEMAIL = 'voicemailDetection';

const placeIn = ({ path: [, ...place] }: ParameterRow): string => place.join('.');

/** Whether a row is one of an assistant's settings, below one of the given keys of the request. */
function isSetting(row: ParameterRow, places: string[]): boolean {
	const place = placeIn(row);
	const isOwn = row.in === 'body' && places.includes(row.path[0] ?? '') && place !== '';
	return isOwn && (row.custom !== true || place === SYSTEM_PROMPT || place === VOICEMAIL);
}

/**
 * Reads the settings of an assistant by their rows.
 * @param places keys of the request that the rows lead to: `assistant`, `assistantOverrides`
 * @throws Refusal that names the parameter, its value and the way out
 */
export function readAssistantForm(
	{ ctx, itemIndex, rows }: ItemReader<never>,
	places: string[],
): AssistantForm {
	const form: AssistantForm = { values: {}, partial: [] };
	const settings = rows.filter((row) => isSetting(row, places));
	const readable = settings.map((row) => ({ ...row, custom: false }));
	for (const { row, value } of filledRows(ctx, itemIndex, readable)) {
		const [, ...place] = row.path;
		const [part = ''] = place;
		if (place.length > 1) form.partial.push({ part, field: row.displayName });
		if (placeIn(row) === SYSTEM_PROMPT) form.systemPrompt = String(value);
		else if (placeIn(row) === VOICEMAIL && value !== 'off') form.values[part] = { provider: value };
		else setAt(form.values, place, value);
	}
	return form;
}

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
