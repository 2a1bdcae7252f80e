import type { IDataObject } from 'n8n-workflow';

import { isObject, merged, withoutUnset } from '../../shared/base/merge';
import { type Settings, assistantPartsOf, nestedFieldsOf } from './assistantParts';
import type { AgentKind, FieldNames, Refuse } from './types';

/** Who talks, as the form says it; undefined where a field is not set. */
export interface AgentChoice {
	kind: AgentKind;
	assistantId?: string;
	assistantVersion?: string;
	squadId?: string;
	/** Name of a new assistant. */
	name?: string;
	/** JSON for what the form of a new assistant has no field for. */
	assistantJson?: IDataObject;
	squadJson?: IDataObject;
}

/** What goes over the agent for this call: the form's values and the JSON beside them. */
export interface AgentOverrides {
	settings: Settings;
	variableValues?: IDataObject;
	metadata?: IDataObject;
	/** 'Assistant Overrides', laid over everything else here. */
	json?: IDataObject;
}

/** Whether the saved assistant must be read first: nested objects begin as they are there. */
export function needsSavedAssistant(choice: AgentChoice, { settings }: AgentOverrides): boolean {
	return (
		choice.kind === 'assistant' &&
		choice.assistantId !== undefined &&
		nestedFieldsOf(settings).length > 0
	);
}

function isSquad({ kind }: AgentChoice): boolean {
	return kind === 'squad' || kind === 'newSquad';
}

/** A new assistant: the form, with the JSON for the rest laid over it. */
function newAssistantOf(
	choice: AgentChoice,
	settings: Settings,
	names: FieldNames,
	refuse: Refuse,
): IDataObject | undefined {
	const json = choice.assistantJson ?? {};
	const parts = assistantPartsOf(settings, json, names, refuse);
	const assistant = merged({ ...withoutUnset({ name: choice.name }), ...parts }, json);
	return Object.keys(assistant).length > 0 ? assistant : undefined;
}

/** The form's overrides, which of a squad's many assistants have no common ground to begin from. */
function overridesOf(
	choice: AgentChoice,
	overrides: AgentOverrides,
	saved: IDataObject,
	names: FieldNames,
	refuse: Refuse,
): IDataObject {
	const { settings, json = {} } = overrides;
	if (choice.kind === 'newAssistant') return {};
	const [nested] = isSquad(choice) ? nestedFieldsOf(settings) : [];
	if (nested !== undefined) {
		refuse(
			`'${names(nested)}' cannot be set for a squad`,
			"Each member has its own, and Vapi replaces it as a whole: write the complete object into 'Assistant Overrides' under Additional Fields, Advanced",
		);
	}
	return assistantPartsOf(settings, merged(saved, json), names, refuse);
}

/**
 * The part of the request that says who talks and what is different for this call. Values of the
 * form go into the new assistant, the assistant's overrides or the squad's overrides; variables and
 * metadata are overrides for every agent.
 * @param saved the saved assistant where `needsSavedAssistant`, else {}
 */
export function agentPartOf(
	choice: AgentChoice,
	overrides: AgentOverrides,
	saved: IDataObject,
	names: FieldNames,
	refuse: Refuse,
): IDataObject {
	const { settings, variableValues, metadata, json = {} } = overrides;
	const form = merged(
		overridesOf(choice, overrides, saved, names, refuse),
		withoutUnset({ variableValues, metadata }),
	);
	const all = merged(form, json);
	const place = isSquad(choice) ? 'squadOverrides' : 'assistantOverrides';
	const target = {
		assistant: () => ({
			assistantId: choice.assistantId,
			assistantVersion: choice.assistantVersion,
		}),
		squad: () => ({ squadId: choice.squadId }),
		newAssistant: () => ({ assistant: newAssistantOf(choice, settings, names, refuse) }),
		newSquad: () => ({ squad: isObject(choice.squadJson) ? choice.squadJson : undefined }),
	}[choice.kind]();
	return {
		...withoutUnset(target),
		...(Object.keys(all).length > 0 ? { [place]: all } : {}),
	};
}
