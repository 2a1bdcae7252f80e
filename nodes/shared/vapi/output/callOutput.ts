import type { IDataObject } from 'n8n-workflow';

import { callFields } from './callFields';
import type { OutputChoice } from './outputChoice';
import type { FieldValue } from './found';
import { readField } from './readings';

/** The fields of a call that there are to choose; the ID comes always. */
export const callFieldNames = callFields.map(({ field }) => field);

const BY_NAME = new Map(callFields.map((row) => [row.field, row]));

/** A field of a call by its name; undefined where the call says nothing of it. */
function fieldOf(call: IDataObject, field: string): FieldValue | undefined {
	const row = BY_NAME.get(field);
	return row && readField(row, call);
}

/**
 * What says most of how a call went: the summary of a conversation, why there was none, or where a
 * web or WebSocket call that has not ended is joined.
 */
export function tellingField(outcome: unknown): 'summary' | 'endedReason' | 'joinUrl' {
	if (outcome === undefined) return 'joinUrl';
	return outcome === 'answered' ? 'summary' : 'endedReason';
}

/**
 * The ten fields of a call that most workflows go on with; what has no value yet is left out. Which
 * fields there are depends on how the call went (see tellingField): so there are never more than ten.
 */
export function simplifyCall(call: IDataObject): IDataObject {
	const names = [
		'status',
		'outcome',
		tellingField(fieldOf(call, 'outcome')),
		'customerNumber',
		'durationSeconds',
		'transcript',
		'recordingUrl',
		'structuredOutputs',
		'metadata',
	];
	const fields = names.flatMap((name) => {
		const value = fieldOf(call, name);
		return value === undefined ? [] : [[name, value]];
	});
	return { id: call.id, ...(Object.fromEntries(fields) as IDataObject) };
}

/** A call as an item; of Selected Fields, those without a value are null. */
export function callOutput(call: IDataObject, { mode, fields }: OutputChoice): IDataObject {
	if (mode === 'raw') return { ...call };
	if (mode === 'simple') return simplifyCall(call);
	const chosen = fields.map((name) => [name, fieldOf(call, name) ?? null]);
	return { id: call.id, ...(Object.fromEntries(chosen) as IDataObject) };
}
