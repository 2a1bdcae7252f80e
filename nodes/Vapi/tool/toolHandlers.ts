import type { IDataObject } from 'n8n-workflow';

import { vapiRequest } from '../../shared/api/request';
import { refuse } from '../../shared/base/refusal';
import type { OperationHandler } from '../../shared/engine/handler';
import { itemReader } from '../../shared/engine/itemReader';
import { readOutput } from '../../shared/engine/readOutput';
import { operation as createOperation } from '../../shared/generated/tool/create';
import { operation as upsertOperation } from '../../shared/generated/tool/upsert';
import { findByName } from '../../shared/vapi/findByName';
import { shelves } from '../../shared/vapi/lists/shelves';
import type { OutputChoice } from '../../shared/vapi/output/outputChoice';
import { outputShapes } from '../../shared/vapi/output/outputShapes';
import { changesOf } from '../agent/changedAssistant';
import { toolBodyOf, nameOfTool } from './toolBody';
import { checkSameType, changedTool } from './changedTool';

interface PreparedTool {
	body: IDataObject;
	output: OutputChoice;
}

const { names, shape } = outputShapes.tool;
const NAMED = { shelf: shelves.Tools, one: 'tool', several: 'tools', nameOf: nameOfTool };
const MAKE = { method: 'POST', path: '/tool' } as const;

/** Tool: Create. */
const create: OperationHandler<PreparedTool> = {
	async prepare(ctx, itemIndex) {
		const reader = itemReader(ctx, itemIndex, createOperation);
		return { body: toolBodyOf(reader), output: readOutput(reader.value, names) };
	},
	async execute(ctx, itemIndex, { body, output }) {
		const made = (await vapiRequest(ctx, { ...MAKE, body, itemIndex })) as IDataObject;
		return [{ json: shape(made, output) }];
	},
};

/** Tool: Create or Update. The name says which; what a tool has beside what the item says stays. */
const upsert: OperationHandler<PreparedTool & { typeField: string }> = {
	async prepare(ctx, itemIndex) {
		const reader = itemReader(ctx, itemIndex, upsertOperation);
		const body = toolBodyOf(reader);
		if (nameOfTool(body) === undefined) {
			refuse(
				`A tool of the type ${String(body.type)} has no name to find it by`,
				"Use Create, or name a function in 'Tool (JSON)'",
			);
		}
		return { body, output: readOutput(reader.value, names), typeField: reader.name('toolType') };
	},
	async execute(ctx, itemIndex, { body, output, typeField }) {
		const saved = await findByName(ctx, itemIndex, NAMED, String(nameOfTool(body)));
		if (saved === undefined) {
			const made = (await vapiRequest(ctx, { ...MAKE, body, itemIndex })) as IDataObject;
			return [{ json: shape(made, output) }];
		}
		checkSameType(saved, body, typeField);
		const changes = changesOf(saved, changedTool(saved, body));
		if (Object.keys(changes).length === 0) return [{ json: shape(saved, output) }];
		const path = `/tool/${encodeURIComponent(String(saved.id))}`;
		const request = { method: 'PATCH', path, body: { type: saved.type, ...changes }, itemIndex } as const;
		return [{ json: shape((await vapiRequest(ctx, request)) as IDataObject, output) }];
	},
};

/** What runs the operations of the resource Tool that are more than a plain request. */
export const toolHandlers = { create, upsert };
