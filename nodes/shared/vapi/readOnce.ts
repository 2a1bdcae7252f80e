import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { vapiRequest } from '../api/request';

/** Answers by path; n8n keeps one context object per node and execution. */
const ANSWERS = new WeakMap<object, Map<string, IDataObject>>();

/** What is saved at Vapi and read before a call: by its path there. */
type SavedKind = 'assistant' | 'squad' | 'tool';

/**
 * Reads what is saved at Vapi, once per node and execution.
 * @throws NodeApiError, e.g. where there is no such thing
 */
export async function readOnce(
	ctx: IExecuteFunctions,
	itemIndex: number,
	kind: SavedKind,
	id: string,
): Promise<IDataObject> {
	const execution = ctx.getContext('node');
	const known = ANSWERS.get(execution) ?? new Map<string, IDataObject>();
	ANSWERS.set(execution, known);
	const path = `/${kind}/${encodeURIComponent(id)}`;
	const cached = known.get(path);
	if (cached !== undefined) return cached;
	const answer = (await vapiRequest(ctx, { method: 'GET', path, itemIndex })) as IDataObject;
	known.set(path, answer);
	return answer;
}
