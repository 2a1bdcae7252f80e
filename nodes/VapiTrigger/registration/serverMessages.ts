import type { IDataObject } from 'n8n-workflow';

import { ANY_EVENT, API_REQUEST, FINAL_TRANSCRIPT, TRANSCRIPT } from '../../shared/vapi/events';
import { eventOptions } from '../eventOptions';
import type { Original } from './triggerState';

/**
 * Events that go to a server without being asked for: Vapi refuses them in `serverMessages` (the enum
 * of the contract does not have them).
 */
const UNASKED = new Set([
	ANY_EVENT,
	API_REQUEST,
	'assistant-request',
	'call.endpointing.request',
	'campaign.event',
	'campaign.predial',
	'knowledge-base-request',
]);

/** The selected events as an assistant's `serverMessages` can ask for them, in a fixed order. */
export function serverMessagesFor(events: string[]): string[] {
	const all = eventOptions.map(({ value }) => String(value));
	const wanted = new Set(events.includes(ANY_EVENT) ? all : events);
	// All transcripts are asked for: the final ones are among them.
	if (wanted.has(TRANSCRIPT)) wanted.delete(FINAL_TRANSCRIPT);
	return [...wanted].filter((event) => !UNASKED.has(event)).sort();
}

/** The events that an assistant asks for; null where it leaves that to Vapi. */
export function serverMessagesOf(assistant: IDataObject): string[] | null {
	const { serverMessages } = assistant;
	return Array.isArray(serverMessages) ? (serverMessages as string[]) : null;
}

/** Whether two lists ask for the same events, in whatever order. */
export function sameEvents(
	a: string[] | null | undefined,
	b: string[] | null | undefined,
): boolean {
	if (!Array.isArray(a) || !Array.isArray(b)) return a === b;
	return [...a].sort().join() === [...b].sort().join();
}

/** Whether somebody has edited the events of a resource since a registration wrote them. */
export function isEdited(resource: IDataObject, { registered }: Original): boolean {
	return registered !== undefined && !sameEvents(serverMessagesOf(resource), registered);
}
