import { eventOf } from './eventFields';

const CONVERSATION = ['role', 'text'];
const CHAT = ['chatId', 'sessionId', 'assistantId', 'input', 'output'];
const SESSION = ['sessionId', 'assistantId', 'status', 'name'];

/** What Simplified gives of each event beside the common fields; of a finished call, see simplifyEvent. */
const FIELDS: Partial<Record<string, readonly string[]>> = {
	'assistant-request': ['customerName', 'phoneNumber', 'phoneNumberId'],
	'assistant.speechStarted': ['text', 'turn', 'source'],
	'assistant.started': ['assistantId', 'assistantName'],
	'call.artifact.upload': ['uploaded', 'notUploaded'],
	'call.endpointing.request': CONVERSATION,
	'campaign.event': ['campaignId', 'eventType', 'data'],
	'campaign.predial': ['customerName', 'campaignId', 'contactId'],
	'chat.created': CHAT,
	'chat.deleted': CHAT,
	'conversation-update': CONVERSATION,
	'end-of-call-report': ['durationSeconds', 'transcript', 'recordingUrl', 'structuredOutputs', 'metadata'],
	'handoff-destination-request': ['parameters', 'assistantName', 'text'],
	'knowledge-base-request': CONVERSATION,
	'language-change-detected': ['language'],
	'language-changed': ['language'],
	'model-output': ['output', 'turnId'],
	'phone-call-control': ['request', 'destination'],
	'session.created': SESSION,
	'session.deleted': SESSION,
	'session.updated': SESSION,
	'speech-update': ['role', 'status', 'turn'],
	'status-update': ['status', 'outcome', 'endedReason', 'assistantRequestError', 'destination'],
	transcript: ['role', 'transcriptType', 'transcript'],
	'transfer-destination-request': ['assistantName', 'phoneNumber', 'parameters', 'text', 'variables'],
	'transfer-update': ['destination', 'fromAssistant', 'toAssistant'],
	'user-interrupted': ['turnId'],
	'voice-input': ['input'],
	'voice-request': ['text'],
};

/** The event whose ten fields depend on how the call went. */
export const REPORT = 'end-of-call-report';

/** What Simplified gives of an event beside what comes always; an event that is not known has the common ones. */
export function simplifiedFields(type: unknown): readonly string[] {
	const event = eventOf(type);
	const own = Object.hasOwn(FIELDS, event) ? (FIELDS[event] ?? []) : [];
	// A report comes about when the call ends: its time would say nothing more.
	return event === REPORT
		? ['customerNumber', 'outcome', ...own]
		: ['customerNumber', 'timestamp', ...own];
}
