import type { IDataObject } from 'n8n-workflow';

import { merged, withoutUnset } from '../../shared/base/values';
import { refuse } from '../../shared/base/refusal';
import type { AssistantForm } from './assistantForm';
import { assistantPartsOf } from './assistantForm';

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
	/** 'Assistant Overrides', laid over everything else that is different for this call. */
	overridesJson?: IDataObject;
}

/** Whether the saved assistant must be read first: nested objects begin as they are there. */
export function needsSavedAssistant({ kind, target, form }: AgentInput): boolean {
	return kind === 'assistant' && target.assistantId !== undefined && form.partial.length > 0;
}

function isSquad({ kind }: AgentInput): boolean {
	return kind === 'squad' || kind === 'newSquad';
}

/** A new assistant: the form, with the JSON for the rest laid over it. */
function newAssistantOf({ form, assistantJson = {} }: AgentInput): IDataObject | undefined {
	const assistant = merged(assistantPartsOf(form, assistantJson), assistantJson);
	return Object.keys(assistant).length > 0 ? assistant : undefined;
}

/** The form as overrides, which of a squad's many assistants have no common ground to begin from. */
function overridesOf(input: AgentInput, saved: IDataObject): IDataObject {
	const { kind, form, overridesJson = {} } = input;
	if (kind === 'newAssistant') return {};
	const [partial] = isSquad(input) ? form.partial : [];
	if (partial !== undefined) {
		refuse(
			`'${partial.field}' cannot be set for a squad`,
			"Each member has its own, and Vapi replaces it as a whole: write the complete object into 'Assistant Overrides' under Additional Fields, Advanced",
		);
	}
	return assistantPartsOf(form, merged(saved, overridesJson));
}

/**
 * The part of the request that says who talks and what is different for this call. Values of the
 * form go into the new assistant, the assistant's overrides or the squad's overrides; variables and
 * metadata are overrides for every agent.
 * @param saved the saved assistant where `needsSavedAssistant`, else {}
 * @throws Refusal for fields that do not go together
 */
export function agentPartOf(input: AgentInput, saved: IDataObject): IDataObject {
	const { kind, target, variableValues, metadata, overridesJson = {} } = input;
	const named = Object.entries({ variableValues, metadata }).filter(
		([, values]) => Object.keys(values ?? {}).length > 0,
	);
	const form = merged(overridesOf(input, saved), Object.fromEntries(named));
	const overrides = merged(form, overridesJson);
	const assistant = kind === 'newAssistant' ? newAssistantOf(input) : undefined;
	const place = isSquad(input) ? 'squadOverrides' : 'assistantOverrides';
	return {
		...target,
		...withoutUnset({ assistant }),
		...(Object.keys(overrides).length > 0 ? { [place]: overrides } : {}),
	};
}
