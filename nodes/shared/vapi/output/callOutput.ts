import type { IDataObject } from 'n8n-workflow';

import { callFields } from './callFields';
import type { OutputChoice } from './outputChoice';
import { outputShape } from './outputShape';

/**
 * What says most of how a call went: the summary of a conversation, why there was none, or where a
 * web or WebSocket call that has not ended is joined.
 */
export function tellingField(outcome: unknown): 'summary' | 'endedReason' | 'joinUrl' {
	if (outcome === undefined) return 'joinUrl';
	return outcome === 'answered' ? 'summary' : 'endedReason';
}

/**
 * How calls come out. Simplified are the ten fields that most workflows go on with, less what has no
 * value yet; which fields there are depends on how the call went (see tellingField).
 */
export const callShape = outputShape(callFields, (read) => [
	'status',
	'outcome',
	tellingField(read('outcome')),
	'customerNumber',
	'durationSeconds',
	'transcript',
	'recordingUrl',
	'structuredOutputs',
	'metadata',
]);

/** The fields of a call that there are to choose; the ID comes always. */
export const callFieldNames = callShape.names;

/** A call under Simplified. */
export function simplifyCall(call: IDataObject): IDataObject {
	return callOutput(call, { mode: 'simple', fields: [] });
}

/** A call as an item; of Selected Fields, those without a value are null. */
export function callOutput(call: IDataObject, choice: OutputChoice): IDataObject {
	return callShape.shape(call, choice);
}
