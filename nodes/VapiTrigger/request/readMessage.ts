import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../../shared/base/values';

/** A server message of Vapi as it came in, or why the body is none. */
export type MessageReading =
	| { ok: true; message: IDataObject & { type: string } }
	| { ok: false; status: 400; reason: string };

/** Deeper than any message of Vapi (about 12), shallower than what recursive code can walk. */
export const MAX_DEPTH = 100;

const refuse = (reason: string): MessageReading => ({ ok: false, status: 400, reason });

/** Whether a value from JSON nests deeper than `limit`; walks without recursion. */
export function nestsDeeperThan(value: unknown, limit: number): boolean {
	let level: unknown[] = [value];
	for (let depth = 0; level.length > 0; depth += 1) {
		if (depth > limit) return true;
		const next: unknown[] = [];
		for (const holder of level) {
			const inner = Array.isArray(holder) ? holder : Object.values(holder as object);
			for (const child of inner) if (typeof child === 'object' && child !== null) next.push(child);
		}
		level = next;
	}
	return false;
}

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
	return { ok: true, message: message as IDataObject & { type: string } };
}
