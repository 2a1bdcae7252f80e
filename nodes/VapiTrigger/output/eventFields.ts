import { callFields } from '../../shared/vapi/output/callFields';
import type { OutputField } from '../../shared/vapi/output/outputField';
import { callFieldInEvents } from './callFieldsInEvents';

/** A field of an event. Its places are those of Vapi's message. */
export interface EventField extends OutputField {
	/** The events that this row is for; without it, all that no other row of the field names. */
	readonly events?: readonly string[];
}

const CHATS = ['chat.created', 'chat.deleted'];
const SESSIONS = ['session.created', 'session.deleted', 'session.updated'];

/** Events that say something themselves, and not what was said last. */
const PIECES = ['assistant.speechStarted', 'speech-update', 'transcript', 'voice-request'];

/** Lists of what was said, the best first. */
const CONVERSATION = [
	'messagesOpenAIFormatted',
	'messages',
	'conversation',
	'artifact.messagesOpenAIFormatted',
	'artifact.messages',
	'call.artifact.messages',
	'call.messages',
	'chat.messages',
	'session.messages',
];

/** What only events have, or have at other places than a call. */
const ownFields: readonly EventField[] = [
	{
		field: 'assistantRequestError',
		name: 'Assistant Request Error',
		description: 'Why no assistant took an inbound call',
		as: 'reason',
		from: [
			'inboundPhoneCallDebuggingArtifacts.assistantRequestError',
			'inboundPhoneCallDebuggingArtifacts.error',
			'inboundPhoneCallDebuggingArtifacts',
			'call.inboundPhoneCallDebuggingArtifacts.assistantRequestError',
			'call.inboundPhoneCallDebuggingArtifacts',
		],
	},
	{ field: 'chatId', name: 'Chat ID', from: ['chat.id', 'chatId'] },
	{ field: 'contactId', name: 'Contact ID', from: ['contact.id', 'contactId'] },
	{ field: 'data', name: 'Data', description: 'What a campaign event says', as: 'anything', from: ['data'] },
	{
		field: 'detectedThreats',
		name: 'Detected Threats',
		description: 'What the security filter found in a transcript',
		as: 'list',
		from: ['detectedThreats'],
	},
	{ field: 'eventType', name: 'Event Type', description: 'Kind of a campaign event', from: ['eventType'] },
	{
		field: 'fromAssistant',
		name: 'From Assistant',
		from: ['fromAssistant.name', 'fromStepRecord.name'],
	},
	{ field: 'input', name: 'Input', as: 'said', from: ['chat.input', 'input'] },
	{ field: 'isFiltered', name: 'Is Filtered', description: 'Whether the security filter changed it', as: 'yesOrNo', from: ['isFiltered'] },
	{ field: 'language', name: 'Language', from: ['language'] },
	{ field: 'name', name: 'Name', description: 'Of a session or chat', from: ['session.name', 'chat.name'] },
	{ field: 'notUploaded', name: 'Not Uploaded', as: 'notUploaded', from: ['artifacts'] },
	{
		field: 'originalTranscript',
		name: 'Original Transcript',
		description: 'What was said before the security filter',
		from: ['originalTranscript'],
	},
	{ field: 'output', name: 'Output', as: 'said', from: ['chat.output'], events: CHATS },
	{ field: 'output', name: 'Output', as: 'anything', from: ['output'] },
	{
		field: 'parameters',
		name: 'Parameters',
		description: 'What the model asked for: arguments of a handoff, a transfer or a tool',
		as: 'object',
		from: [
			'parameters',
			'functionCall.parameters',
			'toolCall.function.arguments',
			'toolCallList.0.function.arguments',
			'toolCalls.0.function.arguments',
		],
	},
	{ field: 'request', name: 'Request', from: ['request'] },
	{ field: 'role', name: 'Role', description: 'Who says it', from: ['role'], events: PIECES },
	{ field: 'role', name: 'Role', as: 'lastRole', from: CONVERSATION },
	{ field: 'sessionId', name: 'Session ID', from: ['session.id', 'chat.sessionId', 'call.sessionId', 'sessionId'] },
	{ field: 'source', name: 'Source', description: 'What the assistant speaks from', from: ['source'] },
	{ field: 'status', name: 'Status', from: ['session.status', 'call.status'], events: SESSIONS },
	{
		field: 'status',
		name: 'Status',
		from: ['status', 'call.status'],
		events: ['speech-update', 'status-update'],
	},
	{
		field: 'text',
		name: 'Text',
		description: 'What is or was said last',
		from: ['text', 'transcript'],
		events: PIECES,
	},
	{ field: 'text', name: 'Text', as: 'lastText', from: CONVERSATION },
	{ field: 'timestamp', name: 'Timestamp', description: 'When Vapi sent the event', as: 'time', from: ['timestamp'] },
	{ field: 'toAssistant', name: 'To Assistant', from: ['toAssistant.name', 'toStepRecord.name'] },
	{
		field: 'transcript',
		name: 'Transcript',
		description: 'Of the call so far, or the piece that an event is about',
		from: ['transcript', 'artifact.transcript', 'call.artifact.transcript'],
		events: ['transcript'],
	},
	{ field: 'transcriptType', name: 'Transcript Type', from: ['transcriptType'] },
	{ field: 'turn', name: 'Turn', as: 'anything', from: ['turn'] },
	{ field: 'turnId', name: 'Turn ID', from: ['turnId'] },
	{ field: 'uploaded', name: 'Uploaded', as: 'uploaded', from: ['artifacts'] },
];

/** The fields of a call, the name of which events have a name of their own beside. */
const ofCalls: readonly EventField[] = callFields.map((row) => ({
	...callFieldInEvents(row),
	field: row.field === 'name' ? 'callName' : row.field,
}));

/** The event and its call: they come always. */
export const alwaysFields: readonly EventField[] = [
	{ field: 'event', name: 'Event', from: ['type'] },
	{ field: 'callId', name: 'Call ID', from: ['call.id', 'callId', 'call.callId'] },
];

/**
 * What an event can be put out with under Selected Fields. This table, with that of calls, alone
 * says where each value is read from (see docs/trigger-fields.md, which is made from it).
 */
export const eventFields: readonly EventField[] = [...ownFields, ...ofCalls];

/** Each field once, as the form offers them. */
export const eventFieldChoices: readonly EventField[] = [
	...new Map([...eventFields].reverse().map((row) => [row.field, row])).values(),
].sort((a, b) => a.name.localeCompare(b.name, 'en'));

/** The event that a type stands for: transcripts that are asked for as final ones are transcripts. */
export const eventOf = (type: unknown): string =>
	String(type).replace(/^transcript\[.*$/, 'transcript');

const BY_FIELD = new Map<string, EventField[]>();
for (const row of [...alwaysFields, ...eventFields]) {
	BY_FIELD.set(row.field, [...(BY_FIELD.get(row.field) ?? []), row]);
}

/** The row that a field of an event is read by. */
export function rowFor(field: string, type: unknown): EventField | undefined {
	const rows = BY_FIELD.get(field) ?? [];
	const event = eventOf(type);
	return rows.find(({ events }) => events?.includes(event)) ?? rows.find(({ events }) => !events);
}
