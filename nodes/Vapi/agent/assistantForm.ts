import type { IDataObject } from 'n8n-workflow';

import { refuse } from '../../shared/base/refusal';
import { asObject, merged, setAt } from '../../shared/base/values';
import type { ItemReader, SetRow } from '../../shared/engine/itemReader';
import { filledRows } from '../../shared/engine/itemReader';
import type { ParameterRow } from '../../shared/engine/rows';
import { modelOf, serverWith, transcriberOf, voiceOf } from './providerParts';

/** What the form says about an assistant, in the places where an assistant has it. */
export interface AssistantForm {
	values: IDataObject;
	/** Its place among the model's messages depends on those that are there. */
	systemPrompt?: string;
	/** Whether the agent may end the call; a tool among those that are there. */
	mayHangUp?: boolean;
	/** Set fields that change a nested object in part, by the object and the field's name. */
	partial: Array<{ part: string; field: string }>;
}

/** The keys of a request below which an assistant's settings stand. */
export const ASSISTANT_PLACES = ['assistant', 'assistantOverrides', 'squadOverrides'];

/** Places in an assistant whose rows need more than to be put there. */
const SYSTEM_PROMPT = 'model.messages';
const HANG_UP = 'model.tools';
const VOICEMAIL = 'voicemailDetection';
const OWN_CODE = [SYSTEM_PROMPT, HANG_UP, VOICEMAIL];

const placeIn = ({ path: [, ...place] }: ParameterRow): string => place.join('.');

/** Whether a row is one of an assistant's settings, below one of the given keys of the request. */
function isSetting(row: ParameterRow, places: string[]): boolean {
	const place = placeIn(row);
	const isOwn = row.in === 'body' && places.includes(row.path[0] ?? '') && place !== '';
	return isOwn && (row.custom !== true || OWN_CODE.includes(place));
}

/** Stops where two fields of the form say different things about one setting. */
function checkOnce(set: SetRow[]): void {
	const first = new Map<string, unknown>();
	for (const { row, value } of set) {
		const key = `${placeIn(row)} ${row.displayName}`;
		if (first.has(key) && first.get(key) !== value) {
			refuse(
				`'${row.displayName}' is filled in twice, below 'Agent' and under 'Additional Fields'`,
				'A new assistant has it once: remove the one under Additional Fields',
			);
		}
		first.set(key, value);
	}
}

function voicemailOf(set: SetRow[]): unknown {
	const rows = set.filter(({ row }) => placeIn(row) === VOICEMAIL);
	const chosen = rows.find(({ row }) => row.type !== 'json')?.value;
	const details = rows.find(({ row }) => row.type === 'json');
	if (chosen === 'off' && details !== undefined) {
		refuse(
			`'${details.row.displayName}' is set, and the detection is off`,
			'Choose who listens for an answering machine, or remove the details',
		);
	}
	if (chosen === undefined || chosen === 'off') {
		const own = details?.value as IDataObject | undefined;
		if (own !== undefined && own.provider === undefined) {
			refuse(
				`'${details?.row.displayName}' does not say who listens`,
				"Add 'Voicemail Detection', or a provider in the JSON",
			);
		}
		return chosen ?? own;
	}
	return merged({ provider: chosen } as IDataObject, asObject(details?.value));
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
	const set = filledRows(ctx, itemIndex, readable);
	checkOnce(set);
	for (const { row, value } of set) {
		const [, ...place] = row.path;
		const [part = ''] = place;
		if (place.length > 1) form.partial.push({ part, field: row.displayName });
		if (placeIn(row) === SYSTEM_PROMPT) form.systemPrompt = String(value);
		else if (placeIn(row) === HANG_UP) form.mayHangUp = value === true;
		else if (placeIn(row) !== VOICEMAIL) setAt(form.values, place, value);
	}
	const voicemail = voicemailOf(set);
	if (voicemail !== undefined) form.values[VOICEMAIL] = voicemail as IDataObject;
	return form;
}

type BuildPart = (form: IDataObject, base: IDataObject, systemPrompt?: string) => IDataObject;

/** Nested objects with rules of their own; in all others the form is laid over what is there. */
const BUILDERS: Record<string, BuildPart> = {
	model: modelOf,
	server: serverWith,
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
