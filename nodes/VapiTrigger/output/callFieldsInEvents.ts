import type { OutputField } from '../../shared/vapi/output/outputField';

/** Where events have what calls have, beside the holders below; looked at first. */
const MORE_PLACES: Partial<Record<string, readonly string[]>> = {
	assistantId: ['newAssistant.id'],
	assistantName: ['newAssistant.name'],
	campaignId: ['contact.campaignId'],
	customerName: ['contact.name'],
	customerNumber: ['contact.number'],
	metadata: ['contact.assistantOverrides.metadata', 'contact.squadOverrides.metadata'],
	variables: ['contact.assistantOverrides.variableValues', 'contact.squadOverrides.variableValues'],
};

/** What of a message is like a call, the best first; '' is the message itself. */
const HOLDERS = ['', 'call.', 'session.', 'chat.'];

/** What others than the call have under the same keys is something else. */
const CALL_ALONE = new Set(['direction', 'name', 'status']);

/** A field of a call as events have it: all its places in the message, then those in its call, and so on. */
export function callFieldInEvents(row: OutputField): OutputField {
	const holders = CALL_ALONE.has(row.field) ? ['call.'] : HOLDERS;
	const places = holders.flatMap((holder) => row.from.map((path) => holder + path));
	return { ...row, from: [...(MORE_PLACES[row.field] ?? []), ...places] };
}
