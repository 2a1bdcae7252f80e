import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { wholeBody } from '../../../shared/api/bodyStream';
import { pause } from '../../../shared/api/cancellation';
import type { BodyStream, VapiResponse } from '../../../shared/api/exchange';
import { vapiFullRequest } from '../../../shared/api/request';
import { refuse } from '../../../shared/base/refusal';
import { isOver } from '../../../shared/vapi/callStatus';
import { callPath, readCall } from '../../../shared/vapi/readCall';
import type { Artifact } from './artifacts';
import { downloadTiming } from './downloadTiming';

/** Which file of which call is wanted, and how long to wait for it in milliseconds. */
export interface WantedFile {
	callId: string;
	artifact: Artifact;
	wait: number;
}

/** Statuses that name another address in their Location header. */
export const REDIRECTS = [301, 302, 303, 307, 308];

/** Why a file will not come however long one waits, or undefined where it may. */
function hopeless(call: IDataObject, { needsAnswer, setting }: Artifact): string | undefined {
	if (call.status === 'scheduled') return 'The call has not been placed yet.';
	if (!isOver(call)) return undefined;
	if (needsAnswer && !call.startedAt) return 'Nobody answered, so there was nothing to record.';
	const sinceEnd = Date.now() - Date.parse(String(call.endedAt));
	if (!(sinceEnd > downloadTiming.over)) return undefined;
	return `Check that it is turned on for the assistant (artifactPlan.${setting}).`;
}

function notThere(
	call: IDataObject,
	{ name, setting }: Artifact,
	reason: string | undefined,
): never {
	const status = `status ${String(call.status)}`;
	if (reason !== undefined) refuse(`The call has no ${name} (${status})`, reason);
	const way = isOver(call)
		? `Check that it is turned on for the assistant (artifactPlan.${setting})`
		: 'Wait for the end of the call first';
	return refuse(
		`The call has no ${name} yet (${status})`,
		`Files come some seconds after the end of a call. ${way}, or raise 'Wait for the File (Seconds)'`,
	);
}

/**
 * Asks Vapi for a file and waits until it is there.
 * @returns an answer whose body is the file, or whose Location is the file's address
 * @throws Refusal when it is not there in time or will never be; NodeApiError for a call
 * that Vapi does not know
 */
export async function findFile(
	ctx: IExecuteFunctions,
	itemIndex: number,
	wanted: WantedFile,
): Promise<VapiResponse> {
	const deadline = Date.now() + wanted.wait;
	let call: IDataObject = {};
	for (let next = downloadTiming.lookFirst; ; next = Math.min(next * 2, downloadTiming.lookMost)) {
		const response = await vapiFullRequest(ctx, {
			method: 'GET',
			path: `${callPath(wanted.callId)}/${wanted.artifact.path}`,
			stream: true,
			accept: [...REDIRECTS, 404],
			itemIndex,
		});
		if (response.statusCode !== 404) return response;
		await wholeBody(ctx, response.body as BodyStream);
		// A call that Vapi does not know ends the wait here, with its own message.
		if (!isOver(call)) {
			call = await readCall(ctx, wanted.callId, { itemIndex });
		}
		const left = deadline - Date.now();
		const reason = hopeless(call, wanted.artifact);
		if (left <= 0 || reason !== undefined) {
			notThere(call, wanted.artifact, reason);
		}
		await pause(ctx, Math.min(next, left));
	}
}
