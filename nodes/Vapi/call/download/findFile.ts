import type { IDataObject, IExecuteFunctions, NodeOperationError } from 'n8n-workflow';

import { inputError } from '../../../shared/api/refuse';
import { pause } from '../../../shared/api/cancellation';
import { vapiFullRequest, vapiRequest } from '../../../shared/api/request';
import type { VapiResponse } from '../../../shared/api/request';
import { wholeBody } from '../../../shared/api/bodyStream';
import type { BodyStream } from '../../../shared/api/bodyStream';
import type { Artifact } from './artifacts';
import { timing } from './downloadTiming';

/** Which file of which call is wanted, and how long to wait for it in milliseconds. */
export interface Wanted {
	callId: string;
	artifact: Artifact;
	wait: number;
}

/** Statuses that name another address in their Location header. */
export const REDIRECTS = [301, 302, 303, 307, 308];

const OVER = new Set(['ended', 'not-found', 'deletion-failed']);

/** Why a file will not come however long one waits, or undefined where it may. */
function hopeless(call: IDataObject, { needsAnswer, setting }: Artifact): string | undefined {
	if (call.status === 'scheduled') return 'The call has not been placed yet.';
	if (!OVER.has(String(call.status))) return undefined;
	if (needsAnswer && !call.startedAt) return 'Nobody answered, so there was nothing to record.';
	const sinceEnd = Date.now() - Date.parse(String(call.endedAt));
	if (!(sinceEnd > timing.over)) return undefined;
	return `Check that it is turned on for the assistant (artifactPlan.${setting}).`;
}

function notThere(
	ctx: IExecuteFunctions,
	itemIndex: number,
	call: IDataObject,
	{ name, setting }: Artifact,
	reason: string | undefined,
): NodeOperationError {
	const status = `status ${String(call.status)}`;
	if (reason !== undefined) {
		return inputError(ctx, itemIndex, `The call has no ${name} (${status})`, reason);
	}
	const way = OVER.has(String(call.status))
		? `Check that it is turned on for the assistant (artifactPlan.${setting})`
		: 'Wait for the end of the call first';
	return inputError(
		ctx,
		itemIndex,
		`The call has no ${name} yet (${status})`,
		`Files come some seconds after the end of a call. ${way}, or raise 'Wait for the File (Seconds)'.`,
	);
}

/**
 * Asks Vapi for a file and waits until it is there.
 * @returns an answer whose body is the file, or whose Location is the file's address
 * @throws NodeOperationError when it is not there in time or will never be; NodeApiError for a call
 * that Vapi does not know
 */
export async function findFile(
	ctx: IExecuteFunctions,
	itemIndex: number,
	wanted: Wanted,
): Promise<VapiResponse> {
	const path = `/call/${encodeURIComponent(wanted.callId)}`;
	const deadline = Date.now() + wanted.wait;
	let call: IDataObject = {};
	for (let next = timing.lookFirst; ; next = Math.min(next * 2, timing.lookMost)) {
		const response = await vapiFullRequest(ctx, {
			method: 'GET',
			path: `${path}/${wanted.artifact.path}`,
			stream: true,
			accept: [...REDIRECTS, 404],
			itemIndex,
		});
		if (response.statusCode !== 404) return response;
		await wholeBody(response.body as BodyStream);
		// A call that Vapi does not know ends the wait here, with its own message.
		if (!OVER.has(String(call.status))) {
			call = (await vapiRequest(ctx, { method: 'GET', path, itemIndex })) as IDataObject;
		}
		const left = deadline - Date.now();
		const reason = hopeless(call, wanted.artifact);
		if (left <= 0 || reason !== undefined) {
			throw notThere(ctx, itemIndex, call, wanted.artifact, reason);
		}
		await pause(ctx, Math.min(next, left));
	}
}
