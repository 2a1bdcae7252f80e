import type { IDataObject } from 'n8n-workflow';

import { asText, isObject, MAX_DEPTH, nestsDeeperThan } from '../../shared/base/values';
import { isKnownEvent } from '../eventOptions';

/** A server message of Vapi as it came in, or why the body is none. */
export type MessageReading =
	| { message: IDataObject & { type: string } }
	| { status: 400; reason: string };

const refuse = (reason: string): MessageReading => ({ status: 400, reason });

const EXPECTED = 'a message of Vapi is { "message": { "type": "…", … } }';

/** What tells a message without an envelope from other JSON that has a `type`. */
const SUBJECTS = ['call', 'chat', 'session', 'campaignId'];

/**
 * The message of a body: in its envelope, as Vapi sends it; with its type beside the envelope; or
 * without one, as relays and hand-made requests have it.
 */
function messageIn(body: IDataObject): IDataObject | string {
	const { message, type } = body;
	if (isObject(message)) {
		return message.type === undefined && asText(type) !== undefined ? { ...message, type } : message;
	}
	if (asText(type) === undefined) return 'has no object "message"';
	const isMessage = isKnownEvent(type) || SUBJECTS.some((key) => body[key] !== undefined);
	return isMessage ? body : 'has a "type" that is no event of Vapi, and no object "message"';
}

/**
 * Finds the message in the body of a request.
 * @param body what n8n parsed: undefined for an empty body, a string for text
 * @returns the message, or the status to answer and a reason without any part of the body
 */
export function readMessage(body: unknown): MessageReading {
	if (!isObject(body)) return refuse(`The body is not a JSON object: ${EXPECTED}`);
	const message = messageIn(body);
	if (typeof message === 'string') return refuse(`The body ${message}: ${EXPECTED}`);
	if (asText(message.type) === undefined) return refuse(`The message has no "type": ${EXPECTED}`);
	if (nestsDeeperThan(message, MAX_DEPTH)) return refuse('The message is nested too deeply');
	return { message: message as IDataObject & { type: string } };
}
