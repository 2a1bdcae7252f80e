import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { vapiRequest } from '../../shared/api/request';

/** Assistants by ID; n8n keeps one context object per node and execution. */
const ASSISTANTS = new WeakMap<object, Map<string, IDataObject>>();

/**
 * Reads a saved assistant, once per node and execution.
 * @throws NodeApiError, e.g. where there is no such assistant
 */
export async function savedAssistant(
	ctx: IExecuteFunctions,
	itemIndex: number,
	id: string,
): Promise<IDataObject> {
	const execution = ctx.getContext('node');
	const known = ASSISTANTS.get(execution) ?? new Map<string, IDataObject>();
	ASSISTANTS.set(execution, known);
	const cached = known.get(id);
	if (cached !== undefined) return cached;
	const path = `/assistant/${encodeURIComponent(id)}`;
	const assistant = (await vapiRequest(ctx, { method: 'GET', path, itemIndex })) as IDataObject;
	known.set(id, assistant);
	return assistant;
}
