import type { IDataObject } from 'n8n-workflow';

import { asObject } from '../../../shared/base/values';
import { isOver } from '../../../shared/vapi/callStatus';

/** Whether somebody or something picked up; else no data come after the end. */
function wasConnected({ status, startedAt }: IDataObject): boolean {
	return status === 'ended' && Boolean(startedAt);
}

/** Structured outputs that were asked for and have neither come nor been skipped, by ID. */
export function missingOutputs(call: IDataObject, outputs: string[]): string[] {
	if (!wasConnected(call)) return [];
	const artifact = asObject(call.artifact);
	const settled = {
		...asObject(artifact.structuredOutputs),
		...asObject(artifact.skippedStructuredOutputs),
	};
	return outputs.filter((id) => !(id in settled));
}

/**
 * Whether all data of an ended call are there. Without structured outputs that were asked for there
 * is nothing to tell it by, since an assistant may make no summary: then it counts as complete when
 * it has not changed for a while.
 * @param unchangedFor how long the call has been as it is, in milliseconds
 * @param quiet what counts as a while, in milliseconds
 */
export function isComplete(
	call: IDataObject,
	outputs: string[],
	unchangedFor: number,
	quiet: number,
): boolean {
	if (!wasConnected(call)) return true;
	if (missingOutputs(call, outputs).length > 0) return false;
	const hasSummary = Boolean(asObject(call.analysis).summary);
	return (outputs.length > 0 && hasSummary) || unchangedFor >= quiet;
}

/** Changes whenever data of the call come in; links that Vapi signs anew at each answer do not count. */
export function fingerprint(call: IDataObject): string {
	const artifact = asObject(call.artifact);
	const keys = [call, artifact, asObject(artifact.structuredOutputs), asObject(call.analysis)].map(
		(part) => Object.keys(part).sort(),
	);
	return JSON.stringify([call.status, call.updatedAt, call.cost, keys]);
}

/** Since when the call is as it is, in milliseconds since 1970; a retry may meet one that is long over. */
export function lastChange(call: IDataObject): number {
	const changed = isOver(call) ? Date.parse(String(call.updatedAt)) : NaN;
	return Number.isNaN(changed) ? Date.now() : Math.min(changed, Date.now());
}
