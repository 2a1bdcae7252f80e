import type { IncomingHttpHeaders } from 'node:http';

/** Any JSON object, as it travels over the wire. */
export type JsonObject = { [key: string]: unknown };

/** Something of the account that has an ID: an assistant, a squad, a phone number, a call. */
export interface Entity extends JsonObject {
	id: string;
	orgId: string;
	/** ISO 8601 with milliseconds, UTC. */
	createdAt: string;
	updatedAt: string;
}

/** Which of the sandbox's three listeners took a request. */
export type ListenerName = 'api' | 'control' | 'storage';

/** A request as it reached one of the sandbox's listeners. */
export interface RecordedRequest {
	listener: ListenerName;
	method: string;
	path: string;
	/** The query string as received, without the question mark. */
	query: string;
	headers: IncomingHttpHeaders;
	/** Parsed JSON; the raw text where it is none; undefined where there is no body. */
	body: unknown;
	/** The status answered; null until then, and for good where the connection was cut. */
	status: number | null;
	/** ISO 8601, by the sandbox's clock. */
	at: string;
}

/** An outbound phone call that was accepted; Vapi's side of "someone's phone rings". */
export interface Dial {
	callId: string;
	number?: string;
	sipUri?: string;
	/** When the call was accepted (ISO 8601, by the sandbox's clock). */
	at: string;
	/** When it began to ring; missing while it is queued, scheduled or blocked, and if it never rang. */
	rangAt?: string;
}

/** An answer of a route: what the HTTP layer writes. */
export interface Reply {
	status: number;
	headers?: Record<string, string>;
	/** A string or Buffer goes out as it is, anything else as JSON. */
	body?: unknown;
}

/** True for a JSON object (no array, no null). */
export function isObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value if it is a JSON object, else an empty one. */
export function objectOr(value: unknown): JsonObject {
	return isObject(value) ? value : {};
}

/** The value if it is a list, else an empty one. */
export function listOr(value: unknown): unknown[] {
	return Array.isArray(value) ? value : [];
}
