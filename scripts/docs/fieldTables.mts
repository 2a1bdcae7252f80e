import type { EventField } from '../../nodes/VapiTrigger/output/eventFields.ts';
import type { OutputField, ReadingName } from '../../nodes/shared/vapi/output/outputField.ts';

/** What the tables are made of, from the node's code. */
export interface FieldSources {
	callFields: readonly OutputField[];
	alwaysFields: readonly EventField[];
	eventFields: readonly EventField[];
	rowFor(field: string, type: string): EventField | undefined;
	simplifiedFields(type: string): readonly string[];
	answeredEvents: readonly string[];
	/** Values of Trigger On. */
	events: readonly string[];
}

/** How each reading makes one value of what stands at its places. */
const READ: Record<ReadingName, string> = {
	anything: 'the first that has a value',
	cost: 'the first number; 0 counts only where the call has an end',
	destination: 'number, SIP address, assistant name or ID',
	direction: 'inbound, outbound, web or websocket',
	duration: 'whole seconds, by the first of: seconds, milliseconds, start and end, minutes',
	lastRole: 'of the first list in which anybody says anything',
	lastText: 'of the first list in which anybody says anything',
	list: 'the first list that is not empty',
	merged: 'all laid over each other, the first on top',
	notUploaded: 'types of the artifacts without success',
	object: 'the first object',
	outcome: 'one word for the ended reason',
	outputs: 'results by name',
	reason: 'the first text, or the object as JSON',
	reply: 'the messages of the agent',
	said: 'the text, or the texts of the messages',
	systemPrompt: 'the first message of the role system',
	text: 'the first text',
	time: 'as ISO 8601 in UTC',
	transcript: 'the first text, else written from the first list with anything said',
	uploaded: 'types of the artifacts with success',
	yesOrNo: 'true or false',
};

const code = (texts: readonly string[]): string => texts.map((text) => `\`${text}\``).join(', ');

const table = (head: string[], rows: string[][]): string =>
	[head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const rowOf = ({ field, name, from, as = 'text' }: OutputField, events: string): string[] => [
	`\`${field}\``,
	name,
	...(events === '' ? [] : [events]),
	code(from),
	READ[as],
];

/** What of a message is like a call: a field of calls is looked for in each of them. */
const HOLDERS = ['call', 'session', 'chat'];

/** The places of a row; those that only repeat the others in each holder are told once for all rows. */
const placesOf = ({ from }: OutputField): string[] =>
	from.filter((path) => {
		const [holder = '', ...rest] = path.split('.');
		const inner = rest.join('.');
		const all = [inner, ...HOLDERS.map((each) => `${each}.${inner}`)];
		return !HOLDERS.includes(holder) || !all.every((each) => from.includes(each));
	});

/** Fields that all events have, beside those that come always. */
const COMMON = ['customerNumber', 'timestamp'];

const simplifiedCell = (sources: FieldSources, event: string): string => {
	const fields = sources.simplifiedFields(event).filter((field) => !COMMON.includes(field));
	const places = fields.map((field) => {
		const row = sources.rowFor(field, event);
		return row === undefined ? `\`${field}\`` : `\`${field}\` ← ${code(placesOf(row))}`;
	});
	const due = sources.answeredEvents.includes(event) ? ['`answerBy`'] : [];
	return [...places, ...due].join('<br>') || 'none';
};

/** A row for all events that have the same. */
const simplifiedRows = (sources: FieldSources): string[][] => {
	// A choice that is no type of a message stands for all events.
	const events = sources.events.filter((event) => /^\w/.test(event));
	const alike = Map.groupBy(events, (event) => simplifiedCell(sources, event));
	return [...alike].map(([cell, events]) => [code(events), cell]);
};

/** For which events a row is: where a field has several, the one without events is for the rest. */
const eventsOf = ({ field, events }: EventField, rows: readonly EventField[]): string => {
	if (events !== undefined) return code(events);
	return rows.filter((row) => row.field === field).length > 1 ? 'all others' : 'all that have it';
};

/** The page docs/trigger-fields.md: which event has which field, and where each value is read from. */
export function fieldPage(sources: FieldSources): string {
	const { alwaysFields, callFields, eventFields } = sources;
	// In events, the name is that of a session or chat.
	const ofCalls = callFields.map(({ field }) => field).filter((field) => field !== 'name');
	const own = eventFields.filter(({ field, events }) => events || !ofCalls.includes(field));
	return `# Where each field is read from

Made by \`npm run docs:fields\` from the rows that the code reads by (\`nodes/shared/vapi/output/callFields.ts\`,
\`nodes/VapiTrigger/output/eventFields.ts\`, \`simplifiedFields.ts\`); a test fails while it is older than they are.

A place is a path of keys. Vapi has put the same value at different places over time, and still does: a field takes the first place
that has a value, and an empty one (null, an empty text, list or object) never hides a filled one behind it.

## Calls
The fields of **Output: Selected Fields** in the resource Call. The ID comes always; a field without a value is null.

${table(['field', 'on the screen', 'read from', 'how'], callFields.map((row) => rowOf(row, '')))}

## Events
Every event has ${code(alwaysFields.map(({ field }) => field))}, read from ${alwaysFields.map(({ from }) => code(from)).join(' and ')}.
**Selected Fields** offers the fields of calls, with \`callName\` for the name of the call. Each place is looked at in the message first, then
under \`call\`, \`session\` and \`chat\`; of \`direction\`, \`callName\` and \`status\`, in the call only. Besides, there are:

${table(
	['field', 'on the screen', 'events', 'read from', 'how'],
	own.map((row) => rowOf(row, eventsOf(row, eventFields))),
)}

## Simplified, event by event
Beside ${code([...alwaysFields.map(({ field }) => field), ...COMMON])}. Fields of calls are looked for under \`call\`, \`session\` and \`chat\`, too.
\`end-of-call-report\` has a tenth field in place of the timestamp: \`summary\` where the call was answered, else \`endedReason\`.
\`tool-calls\` and \`function-call\` give an item a tool call, with fields of its own: [trigger](trigger.md#what-comes-out).

${table(['events', 'fields and where each is read from'], simplifiedRows(sources))}
`;
}
