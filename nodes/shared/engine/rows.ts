import type { IHttpRequestMethods } from 'n8n-workflow';

/** How a value of a parameter is read, checked and put into the request. */
export type FieldType =
	| 'string'
	| 'number'
	| 'integer'
	| 'boolean'
	| 'dateTime'
	| 'json'
	| 'stringList'
	| 'options'
	| 'multiOptions'
	| 'keyValue'
	| 'resourceId';

/**
 * One row of a generated table: which n8n parameter goes where in the request, with the limits that
 * Vapi's OpenAPI document gives.
 */
export interface RequestField {
	/** n8n parameter, dotted inside collections: `additionalFields.customer.name`. */
	parameter: string;
	/** Name on the screen, used in messages. */
	displayName: string;
	in: 'path' | 'query' | 'body';
	/** Place in the request, a key a segment (Vapi has keys such as `tools:append`). */
	path: string[];
	type: FieldType;
	required?: boolean;
	minLength?: number;
	maxLength?: number;
	minimum?: number;
	maximum?: number;
	/** `uuid`, `uri`, `date-time` as in the document, where the node checks it before sending. */
	format?: 'uuid' | 'uri' | 'date-time';
	/**
	 * Read by code of its own and left out by the generic reader (a field of the UI that covers
	 * several API fields, or whose place depends on other parameters).
	 */
	custom?: boolean;
}

/** One generated operation: a request and the parameters that fill it. */
export interface GeneratedOperation {
	resource: string;
	operation: string;
	method: IHttpRequestMethods;
	/** Path with `{id}` placeholders, as in Vapi's document. */
	path: string;
	fields: RequestField[];
	/**
	 * How Return All walks the list: `createdAt` (bare array, newest first, createdAtLe cursor) or
	 * `page` ({results, metadata}).
	 */
	paging?: 'createdAt' | 'page';
	/** Which simplifier the operation's Simplify parameter applies, if it has one. */
	simplify?: 'call';
}
