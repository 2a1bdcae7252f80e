import type { IDataObject } from 'n8n-workflow';

import { asList, asObject, merged, withoutUnset } from '../../shared/base/values';
import { refuse } from '../../shared/base/refusal';
import * as pieces from '../../shared/generated/pieces';
import type { AssistantForm } from './assistantForm';
import { assistantPartsOf } from './assistantForm';
import { besideJson, laidOver } from './providerParts';

/** What `agent` may be: who talks. */
export type AgentKind = 'assistant' | 'squad' | 'newAssistant' | 'newSquad';

/** Who talks, and what is different for this call; undefined where a field is not set. */
export interface AgentInput {
	kind: AgentKind;
	/** What names a saved agent, or the squad as JSON: `{ assistantId }`. */
	target: IDataObject;
	form: AssistantForm;
	/** JSON for what the form of a new assistant has no field for. */
	assistantJson?: IDataObject;
	variableValues?: IDataObject;
	metadata?: IDataObject;
	/** 'Assistant Overrides (JSON)', laid over everything else that is different for this call. */
	overridesJson?: IDataObject;
}

/** Where overrides name tools that come to those of the agent. */
const ADDED_TOOLS = 'tools:append';
/** Nested objects that the form can fill completely, so that all members of a squad can get them. */
const WHOLE_PARTS = ['server', 'transcriber', 'voice'];
const END_CALL = { type: 'endCall' };

/** Whether the saved assistant must be read first: nested objects begin as they are there. */
export function needsSavedAssistant({ kind, target, form }: AgentInput): boolean {
	return kind === 'assistant' && target.assistantId !== undefined && form.partial.length > 0;
}

function isSquad({ kind }: Pick<AgentInput, 'kind'>): boolean {
	return kind === 'squad' || kind === 'newSquad';
}

/** Where a request has what is different for this call. */
export function placeOfOverrides(kind: AgentKind): 'squadOverrides' | 'assistantOverrides' {
	return isSquad({ kind }) ? 'squadOverrides' : 'assistantOverrides';
}

/** The tools with or without the one that ends the call. */
function toolsFor(tools: unknown, mayHangUp: boolean): IDataObject[] {
	const others = (asList(tools) as IDataObject[]).filter(({ type }) => type !== END_CALL.type);
	return mayHangUp ? [...others, END_CALL] : others;
}

/** Settings of an assistant with or without the tool that ends the call; undefined leaves it as it is. */
export function withHangUp(settings: IDataObject, mayHangUp: boolean | undefined): IDataObject {
	if (mayHangUp === undefined) return settings;
	const model = asObject(settings.model);
	const tools = toolsFor(model.tools, mayHangUp);
	const isNone = tools.length === 0 && model.tools === undefined;
	return isNone ? settings : { ...settings, model: { ...model, tools } };
}

/** The form without what belongs to providers other than those that JSON chooses. */
export function formBeside(form: AssistantForm, json: IDataObject): AssistantForm {
	return { ...form, values: besideJson(form.values, json) };
}

/**
 * A new assistant: the form, with the JSON for the rest laid over it.
 * @returns undefined where nothing is set
 * @throws Refusal where a nested object lacks what makes it one
 */
export function newAssistantOf({
	form,
	assistantJson = {},
}: Pick<AgentInput, 'form' | 'assistantJson'>): IDataObject | undefined {
	const parts = assistantPartsOf(formBeside(form, assistantJson), assistantJson);
	const { [ADDED_TOOLS]: added = [], ...assistant } = merged(parts, assistantJson);
	const more = added as IDataObject[];
	if (more.length > 0) {
		const model = asObject(assistant.model);
		assistant.model = { ...model, tools: [...(asList(model.tools) as IDataObject[]), ...more] };
	}
	const whole = withHangUp(assistant, form.mayHangUp);
	return Object.keys(whole).length > 0 ? whole : undefined;
}

/** The form as overrides for each of a squad's members, who have no common ground to begin from. */
function squadOverridesOf({ form, overridesJson = {} }: AgentInput): IDataObject {
	const { displayName: hangUp } = pieces.agentMayHangUpRow;
	const partial = form.partial.filter(({ field }) => field !== hangUp);
	const impossible = partial.find(({ part }) => !WHOLE_PARTS.includes(part));
	if (impossible !== undefined) {
		refuse(
			`'${impossible.field}' cannot be set for a squad`,
			"Each member has its own, and Vapi replaces it as a whole: write the complete object into 'Assistant Overrides (JSON)' under Additional Fields",
		);
	}
	if (form.mayHangUp === false) {
		refuse(
			`'${hangUp}' cannot be turned off for a squad`,
			"Each member has tools of its own: take the one that ends the call away there",
		);
	}
	const parts = assistantPartsOf({ ...formBeside(form, overridesJson), partial }, overridesJson);
	if (form.mayHangUp !== true) return parts;
	return { ...parts, [ADDED_TOOLS]: toolsFor(parts[ADDED_TOOLS], true) };
}

function overridesOf(input: AgentInput, saved: IDataObject): IDataObject {
	const { kind, form, overridesJson = {} } = input;
	if (kind === 'newAssistant') return {};
	if (isSquad(input)) return squadOverridesOf(input);
	return assistantPartsOf(formBeside(form, overridesJson), laidOver(saved, overridesJson));
}

/**
 * The part of the request that says who talks and what is different for this call. Values of the
 * form go into the new assistant, the assistant's overrides or the squad's overrides; variables and
 * metadata are overrides for every agent.
 * @param saved the saved assistant where `needsSavedAssistant`, else {}
 * @throws Refusal for fields that do not go together
 */
export function agentPartOf(input: AgentInput, saved: IDataObject): IDataObject {
	const { kind, target, form, variableValues, metadata, overridesJson = {} } = input;
	const named = Object.entries({ variableValues, metadata }).filter(
		([, values]) => Object.keys(values ?? {}).length > 0,
	);
	const lower = merged(overridesOf(input, saved), Object.fromEntries(named));
	const laid = merged(lower, overridesJson);
	const overrides = kind === 'assistant' ? withHangUp(laid, form.mayHangUp) : laid;
	const assistant = kind === 'newAssistant' ? newAssistantOf(input) : undefined;
	return {
		...target,
		...withoutUnset({ assistant }),
		...(Object.keys(overrides).length > 0 ? { [placeOfOverrides(kind)]: overrides } : {}),
	};
}
