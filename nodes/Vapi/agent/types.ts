import type { IDataObject } from 'n8n-workflow';

/** What `callType` may be: who or what the agent talks to. */
export type CallType = 'phone' | 'web' | 'websocket';

/** What `agent` may be: who talks. */
export type AgentKind = 'assistant' | 'squad' | 'newAssistant' | 'newSquad';

/** A call that is ready to be placed: everything is read and checked, nothing is sent yet. */
export interface PreparedCall {
	itemIndex: number;
	/** Web calls have an endpoint of their own, which takes the public key. */
	path: '/call' | '/call/web';
	key: 'private' | 'public';
	/** The request, complete: nothing is merged into it any more. */
	body: IDataObject;
}

/**
 * Stops the item before anything is sent.
 * @param message what is wrong, with the field's name on the screen
 * @param description the way out
 */
export type Refuse = (message: string, description: string) => never;

/** Name on the screen of a field of the form, by the last part of its parameter. */
export type FieldNames = (field: string) => string;

/**
 * Stops the item because of what one field holds.
 * @param why goes on from the field's name: `is not a phone number`
 * @param wayOut what to do about it
 */
export type Unreadable = (why: string, wayOut: string) => never;
