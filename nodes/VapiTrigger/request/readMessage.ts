import type { IDataObject } from 'n8n-workflow';

import { isObject, MAX_DEPTH, nestsDeeperThan } from '../../shared/base/values';

/** A server message of Vapi as it came in, or why the body is none. */
export type MessageReading =
	| { message: IDataObject & { type: string } }
	| { status: 400; reason: string };

const refuse = (reason: string): MessageReading => ({ status: 400, reason });

/**
 * Finds the message in the body of a request.
 * @param body what n8n parsed: undefined for an empty body, a string for text
 * @returns the message, or the status to answer and a reason without any part of the body
 */
export function readMessage(body: unknown): MessageReading {
	if (!isObject(body)) return refuse('The body is not a JSON object');
	const { message } = body;
	if (!isObject(message)) return refuse('The body has no object "message"');
	if (typeof message.type !== 'string' || message.type === '') {
		return refuse('The message has no "type"');
	}
	if (nestsDeeperThan(message, MAX_DEPTH)) return refuse('The message is nested too deeply');
	return { message: message as IDataObject & { type: string } };
}
