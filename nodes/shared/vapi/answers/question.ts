import type { IDataObject } from 'n8n-workflow';

/** A tool call that Vapi waits for. */
export interface AwaitedCall {
	/** Empty in `function-call`, the older message, which has one call without an ID. */
	toolCallId: string;
	name?: string;
}

/** What Vapi asks in a server message, as far as an answer must fit it. */
export interface Question {
	/** Type of the message. */
	type: string;
	/** Its tool calls, in Vapi's order. */
	calls: AwaitedCall[];
}

/** What a tool call is answered with whose result the workflow does not give. */
export const NO_RESULT = 'The workflow gave no result for this tool call';

/** The same, where the time was up first. */
export const NOT_IN_TIME = 'The workflow had no result for this tool call in time';

/**
 * How long before the end of Vapi's patience the trigger answers by itself, in milliseconds: the
 * way of an answer back to Vapi takes some of it.
 */
export const LAST_MOMENT = 500;

/**
 * The answer that tells Vapi of a failure; undefined for questions that have none. There a status
 * that is no success says it best: an inbound call then goes to the fallback destination of its
 * number, and a contact of a campaign is not dialed (descriptions of the contract).
 */
export function errorAnswer({ type, calls }: Question, reason: string): IDataObject | undefined {
	switch (type) {
		case 'tool-calls':
			if (calls.some(({ toolCallId }) => toolCallId === '')) return { error: reason };
			return { results: calls.map((call) => ({ ...call, error: reason })) };
		case 'function-call':
		case 'transfer-destination-request':
			return { error: reason };
		case 'handoff-destination-request':
			return { destination: {}, error: reason };
		case 'knowledge-base-request':
			return { documents: [] };
		default:
			return undefined;
	}
}

/** Whether the trigger answers such a question itself before the time is up. */
export const hasErrorAnswer = (type: string): boolean =>
	errorAnswer({ type, calls: [] }, '') !== undefined;
