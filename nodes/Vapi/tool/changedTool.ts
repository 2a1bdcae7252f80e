import type { IDataObject } from 'n8n-workflow';

import { refuse } from '../../shared/base/refusal';
import { asList, asObject, merged, sameJson } from '../../shared/base/values';
import { withCallId } from './toolBody';

/**
 * Stops where a tool has another type than the item says: Vapi takes no other type for it.
 * @throws Refusal
 */
export function checkSameType(saved: IDataObject, body: IDataObject, field: string): void {
	if (saved.type === body.type) return;
	refuse(
		`The tool ${String(saved.id)} has the type ${String(saved.type)}, and '${field}' says ${String(body.type)}`,
		'Choose its type, or another name',
	);
}

/**
 * A saved tool with what an item says laid over it. A schema of parameters takes the place of the one
 * that is there, or what is gone from it would stay.
 */
export function changedTool(saved: IDataObject, body: IDataObject): IDataObject {
	const tool = merged(saved, body);
	const { parameters } = asObject(body.function);
	if (parameters !== undefined) tool.function = { ...asObject(tool.function), parameters };
	if (body.body !== undefined) tool.body = body.body;
	// The ID of the call alone is no list that replaces another one.
	const isCallId = sameJson(asList(body.parameters), withCallId([]));
	return isCallId ? { ...tool, parameters: withCallId(saved.parameters) } : tool;
}
