import type { IDataObject } from 'n8n-workflow';

import type { OperationHandler } from '../../shared/engine/handler';
import { itemReader } from '../../shared/engine/itemReader';
import { readOutput } from '../../shared/engine/readOutput';
import { operation as createOperation } from '../../shared/generated/assistant/create';
import { operation as duplicateOperation } from '../../shared/generated/assistant/duplicate';
import { operation as updateOperation } from '../../shared/generated/assistant/update';
import { operation as upsertOperation } from '../../shared/generated/assistant/upsert';
import { findByName } from '../../shared/vapi/findByName';
import { shelves } from '../../shared/vapi/lists/shelves';
import type { OutputChoice } from '../../shared/vapi/output/outputChoice';
import { outputShapes } from '../../shared/vapi/output/outputShapes';
import { newAssistantOf } from '../agent/agentPart';
import { checkBodyLimits } from '../agent/bodyLimits';
import { settingsOf } from '../agent/changedAssistant';
import type { AssistantInput, ToolChange } from './assistantInput';
import { readAssistant, updateOf } from './assistantInput';
import { makeAssistant, readSaved, writeChanges } from './assistantRequests';

interface PreparedAssistant {
	output: OutputChoice;
}

const { names, shape } = outputShapes.assistant;

const NAMED = {
	...{ shelf: shelves.Assistants, one: 'assistant', several: 'assistants' },
	nameOf: ({ name }: IDataObject) => name,
};

/** The body that makes a new assistant. */
const newBodyOf = ({ form, json }: AssistantInput): IDataObject =>
	settingsOf(newAssistantOf({ form, assistantJson: json }) ?? {});

/** Assistant: Create. */
const create: OperationHandler<PreparedAssistant & { body: IDataObject }> = {
	async prepare(ctx, itemIndex) {
		const reader = itemReader(ctx, itemIndex, createOperation);
		const body = newBodyOf(readAssistant(reader));
		checkBodyLimits(body, createOperation.fields);
		return { body, output: readOutput(reader.value, names) };
	},
	async execute(ctx, itemIndex, { body, output }) {
		return [{ json: shape(await makeAssistant(ctx, itemIndex, body), output) }];
	},
};

/** Assistant: Create or Update. The name says which. */
const upsert: OperationHandler<PreparedAssistant & { input: AssistantInput; body: IDataObject }> = {
	async prepare(ctx, itemIndex) {
		const reader = itemReader(ctx, itemIndex, upsertOperation);
		const input = readAssistant(reader);
		const name = reader.value('assistantName');
		// The name that is looked for is the one that is written, whatever JSON says.
		const named = { ...input, json: { ...input.json, name } } as AssistantInput;
		return { input: named, body: { name } as IDataObject, output: readOutput(reader.value, names) };
	},
	async execute(ctx, itemIndex, { input, body: { name }, output }) {
		const { fields } = upsertOperation;
		const saved = await findByName(ctx, itemIndex, NAMED, String(name));
		if (saved !== undefined) {
			const changes = updateOf(saved, input);
			return [{ json: shape(await writeChanges(ctx, itemIndex, saved, changes, fields), output) }];
		}
		const body = newBodyOf(input);
		checkBodyLimits(body, fields);
		return [{ json: shape(await makeAssistant(ctx, itemIndex, body), output) }];
	},
};

/** Assistant: Update. It is read right before it is written, item by item. */
const update: OperationHandler<PreparedAssistant & { id: string; input: AssistantInput; tools: ToolChange }> = {
	async prepare(ctx, itemIndex) {
		const reader = itemReader(ctx, itemIndex, updateOperation);
		const { value } = reader;
		return {
			id: String(value('assistantId')),
			input: readAssistant(reader),
			tools: {
				add: (value('updateFields.addToolIds') ?? []) as string[],
				remove: (value('updateFields.removeToolIds') ?? []) as string[],
			},
			output: readOutput(value, names),
		};
	},
	async execute(ctx, itemIndex, { id, input, tools, output }) {
		const saved = await readSaved(ctx, itemIndex, id);
		const changes = updateOf(saved, input, tools);
		const { fields } = updateOperation;
		return [{ json: shape(await writeChanges(ctx, itemIndex, saved, changes, fields), output) }];
	},
};

/** Assistant: Duplicate. */
const duplicate: OperationHandler<PreparedAssistant & { id: string; name: string }> = {
	async prepare(ctx, itemIndex) {
		const { value } = itemReader(ctx, itemIndex, duplicateOperation);
		const name = String(value('assistantName'));
		return { id: String(value('assistantId')), name, output: readOutput(value, names) };
	},
	async execute(ctx, itemIndex, { id, name, output }) {
		const saved = await readSaved(ctx, itemIndex, id);
		const body = { ...settingsOf(saved), name };
		return [{ json: shape(await makeAssistant(ctx, itemIndex, body), output) }];
	},
};

/** What runs the operations of the resource Assistant that are more than a plain request. */
export const assistantHandlers = { create, duplicate, update, upsert };
