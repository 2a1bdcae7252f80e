import type { IDataObject } from 'n8n-workflow';

/** Stands for every event, those included that nobody knows yet. */
export const ANY_EVENT = '*';

/**
 * The request of an API Request tool. Vapi has no name for it: it is no server message, and comes to
 * an address of its own.
 */
export const API_REQUEST = 'api-request';

/** The message about speech, and the same in the spelling that asks for final ones only. */
export const TRANSCRIPT = 'transcript';
export const FINAL_TRANSCRIPT = 'transcript[transcriptType="final"]';

/** Events whose answer Vapi uses. All others are told and done. */
export const ANSWERED_EVENTS = [
	'assistant-request',
	'call.endpointing.request',
	'campaign.predial',
	'function-call',
	'handoff-destination-request',
	'knowledge-base-request',
	'tool-calls',
	'transfer-destination-request',
];

/** Whether Vapi waits for an answer with content. */
export const needsAnswer = (type: string): boolean => ANSWERED_EVENTS.includes(type);

/** Whether a message belongs to one of the events that the user selected. */
export function isSelected(message: IDataObject, events: string[]): boolean {
	const type = String(message.type);
	if (type === API_REQUEST) return false;
	if (events.includes(ANY_EVENT) || events.includes(type)) return true;
	if (type === FINAL_TRANSCRIPT) return events.includes(TRANSCRIPT);
	const isFinal = type === TRANSCRIPT && message.transcriptType === 'final';
	return isFinal && events.includes(FINAL_TRANSCRIPT);
}

/** What Vapi sends where an assistant has no `serverMessages` (example of the contract's field). */
export const DEFAULT_EVENTS = [
	'assistant.started',
	'conversation-update',
	'end-of-call-report',
	'function-call',
	'handoff-destination-request',
	'hang',
	'speech-update',
	'status-update',
	'tool-calls',
	'transfer-destination-request',
	'user-interrupted',
];
