import type { IDataObject } from 'n8n-workflow';

import { refuse } from '../../shared/base/refusal';
import { asList, asObject, isObject, merged } from '../../shared/base/values';
import { clearFields } from '../../shared/engine/clearing';
import type { ItemReader, SetRow } from '../../shared/engine/itemReader';
import { filledRows } from '../../shared/engine/itemReader';
import type { AssistantForm } from '../agent/assistantForm';
import { readAssistantForm } from '../agent/assistantForm';
import { changedAssistant, changesOf } from '../agent/changedAssistant';

/** What an item says about an assistant. */
export interface AssistantInput {
	form: AssistantForm;
	/** 'Assistant (JSON)', which is laid over the form. */
	json: IDataObject;
	/** Everything that is set of the request. */
	set: SetRow[];
}

/** Tools that an update joins with those of the assistant, or takes away from them. */
export interface ToolChange {
	add: string[];
	remove: string[];
}

/**
 * Reads what an item says about an assistant.
 * @throws Refusal that names the parameter, its value and the way out
 */
export function readAssistant({ ctx, itemIndex, rows, ...reader }: ItemReader<never>): AssistantInput {
	const body = rows.filter((row) => row.in === 'body');
	// The form is read as one that stands below a key of a request.
	const below = body.map((row) => ({ ...row, path: ['assistant', ...row.path] }));
	const set = filledRows(ctx, itemIndex, body.map((row) => ({ ...row, custom: false })));
	const json = set.find(({ row }) => row.type === 'json' && row.path.length === 0);
	return {
		form: readAssistantForm({ ...reader, ctx, itemIndex, rows: below }, ['assistant']),
		json: asObject(json?.value),
		set,
	};
}

/** The assistant without the fields that 'Clear Fields' names; nested ones where there is something. */
function cleared(assistant: IDataObject, set: SetRow[]): IDataObject {
	const empty: IDataObject = {};
	clearFields(empty, set);
	const fits = ([key, value]: [string, unknown]) => !isObject(value) || isObject(assistant[key]);
	return merged(assistant, Object.fromEntries(Object.entries(empty).filter(fits)));
}

/** The assistant with more or fewer saved tools. */
function withTools(assistant: IDataObject, { add, remove }: ToolChange): IDataObject {
	if (add.length + remove.length === 0) return assistant;
	const model = asObject(assistant.model);
	if (model.provider === undefined && add.length > 0) {
		refuse(
			'The assistant has no model that could use the tools',
			"Add 'Model Provider' and 'Model' under Update Fields as well",
		);
	}
	const own = asList(model.toolIds) as string[];
	const toolIds = [...new Set([...own, ...add])].filter((id) => !remove.includes(id));
	return sameTools(own, toolIds) ? assistant : { ...assistant, model: { ...model, toolIds } };
}

const sameTools = (before: string[], after: string[]): boolean => before.join() === after.join();

/**
 * What has to be written to a saved assistant so that it is as the item says.
 * @returns an empty object where it is so already
 * @throws Refusal where the result would be none that Vapi takes
 */
export function updateOf(
	saved: IDataObject,
	{ form, json, set }: AssistantInput,
	tools: ToolChange = { add: [], remove: [] },
): IDataObject {
	const changed = cleared(changedAssistant(saved, form, json), set);
	return changesOf(saved, withTools(changed, tools));
}
