import type { IDataObject } from 'n8n-workflow';

import { tellingField } from '../../shared/vapi/output/callOutput';
import type { OutputChoice } from '../../shared/vapi/output/outputChoice';
import { readField } from '../../shared/vapi/output/readings';
import { alwaysFields, rowFor } from './eventFields';
import { REPORT, simplifiedFields } from './simplifiedFields';

/** Fields of an event by name; null where the message says nothing of one. */
function valuesOf(message: IDataObject, fields: readonly string[]): IDataObject {
	const names = [...alwaysFields.map(({ field }) => field), ...fields];
	const values = names.map((name) => {
		const row = rowFor(name, message.type);
		return [name, (row && readField(row, message)) ?? null];
	});
	return Object.fromEntries(values) as IDataObject;
}

/**
 * A message as at most ten flat fields. An event that is not known (yet) gives the common ones. A
 * finished call has its summary, or the reason why there was no conversation.
 */
function simplifyEvent(message: IDataObject): IDataObject {
	const fields = valuesOf(message, simplifiedFields(message.type));
	if (message.type !== REPORT) return fields;
	const { event, callId, customerNumber, outcome, ...others } = fields;
	const telling = tellingField(outcome ?? 'other');
	const told = valuesOf(message, [telling])[telling];
	return { event, callId, customerNumber, outcome, [telling]: told, ...others };
}

/** The fields of a message that Output asks for; none of them for Raw. */
export function eventOutput(message: IDataObject, { mode, fields }: OutputChoice): IDataObject {
	if (mode === 'raw') return {};
	return mode === 'simple' ? simplifyEvent(message) : valuesOf(message, fields);
}
