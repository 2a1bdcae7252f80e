import type { IDataObject } from 'n8n-workflow';

import type { NodeError } from '../api/errorFactory';
import { apiError } from '../api/errorFactory';
import type { VapiContext, VapiRequest } from '../api/exchange';
import { vapiRequest } from '../api/request';
import { isNotFound } from '../api/requestOutcome';
import { attempt } from '../base/result';
import { asObject } from '../base/values';

/** Path of a call at Vapi. */
export function callPath(id: string): string {
	return `/call/${encodeURIComponent(id)}`;
}

type ReadOptions = Pick<VapiRequest, 'itemIndex' | 'timeout' | 'until'>;

/**
 * Reads a call as it is now. What answers with something else, such as a proxy that is being
 * serviced, says nothing of the call: taken for it, the ID that the node knows would be lost.
 * @throws NodeApiError where Vapi does not hand it out, with httpCode 404 where it knows none
 */
export async function readCall(
	ctx: VapiContext,
	id: string,
	options: ReadOptions = {},
): Promise<IDataObject> {
	const request = { method: 'GET', path: callPath(id), ...options } as const;
	const call = asObject(await vapiRequest(ctx, request));
	if (call.id === id) return call;
	throw apiError(ctx, {
		message: `Vapi answered with something else than the call ${id}`,
		description: 'Try again in a minute, and check what stands between n8n and Vapi.',
		itemIndex: options.itemIndex,
	});
}

/**
 * Reads a call that was placed, as it is now.
 * @returns null where Vapi does not know it any more: someone has deleted its data
 * @throws NodeApiError where Vapi does not hand it out
 */
export async function findCall(
	ctx: VapiContext,
	id: string,
	options: ReadOptions = {},
): Promise<IDataObject | null> {
	const answer = await attempt(readCall(ctx, id, options));
	if ('value' in answer) return answer.value;
	if (isNotFound(answer.error)) return null;
	throw answer.error as NodeError;
}
