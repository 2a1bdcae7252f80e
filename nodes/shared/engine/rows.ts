import type { IHttpRequestMethods } from 'n8n-workflow';

import type { ListStyle } from '../api/pages';
import type { OutputName } from '../vapi/output/outputShapes';

/** How a value of a parameter is read, checked and put into the request. */
export type FieldType =
	| 'string'
	| 'number'
	| 'integer'
	| 'boolean'
	| 'dateTime'
	| 'json'
	| 'jsonList'
	| 'textOrJsonList'
	| 'stringList'
	| 'options'
	| 'multiOptions'
	| 'keyValue'
	| 'resourceId'
	/** A file: name of the binary field that holds it. */
	| 'binary';

/**
 * One row of a generated table: which n8n parameter goes where in the request, with the limits that
 * Vapi's OpenAPI document gives.
 */
export interface ParameterRow<Name extends string = string> {
	/** n8n parameter, dotted inside collections: `additionalFields.customerName`. */
	readonly parameter: Name;
	/** Name on the screen, used in messages. */
	readonly displayName: string;
	/** Part of the request that it fills; `node` where it tells the node something and is not sent. */
	readonly in: 'path' | 'query' | 'header' | 'body' | 'node';
	/**
	 * Place in that part, a key a segment (Vapi has keys such as `tools:append`). Without one, an object of
	 * the body is laid over all of it.
	 */
	readonly path: readonly string[];
	readonly type: FieldType;
	readonly required?: boolean;
	readonly minLength?: number;
	readonly maxLength?: number;
	readonly minimum?: number;
	readonly maximum?: number;
	/** `uuid`, `uri`, `date-time` as in the document, where the node checks it before sending. */
	readonly format?: 'uuid' | 'uri' | 'date-time';
	/** Of the parameter that chooses between the shapes of a body: what it can be. */
	readonly values?: readonly string[];
	/** Of a field that not every shape of a body has: under which choices it is sent. */
	readonly branch?: { readonly parameter: string; readonly values: readonly string[] };
	/** Of the list of fields to empty: what is sent for each of them, by its place (`plan.note`). */
	readonly clears?: Readonly<Record<string, null | readonly []>>;
	/** Of a filter of our own: places in a row of a list, one of which has to contain the text. */
	readonly keeps?: readonly string[];
	/** Of a `node` row: what holds where the parameter is not set. */
	readonly default?: unknown;
	/**
	 * Placed by code of its own and left out by the generic reader (a field of the UI that covers
	 * several API fields, or whose place depends on other parameters).
	 */
	readonly custom?: boolean;
}

interface OperationBase {
	readonly resource: string;
	readonly operation: string;
	readonly fields: readonly ParameterRow[];
	/** What its items are, where the parameters Output and Fields say how much of them comes out. */
	readonly output?: OutputName;
}

/** One plain request, which the engine runs by itself. */
export interface RequestOperation extends OperationBase {
	readonly kind: 'request';
	readonly method: IHttpRequestMethods;
	/** Path with `{id}` placeholders, as in Vapi's document. */
	readonly path: string;
	/** Whether Vapi wants a body, be it an empty one. */
	readonly hasBody: boolean;
	/** What the body is, where it is not JSON. */
	readonly contentType?: 'multipart/form-data';
	/** Where it lists: how Return All walks the list. */
	readonly list?: ListStyle;
}

/** One request or several, of which code of its own decides. */
export interface ComposedOperation extends OperationBase {
	readonly kind: 'composed';
	/** `POST /call`, as in Vapi's document. */
	readonly requests: readonly string[];
}

/** A message to a call in progress, which goes to the control address of the call. */
export interface ControlOperation extends OperationBase {
	readonly kind: 'control';
	/** Type of the message, as Vapi calls it. */
	readonly message: string;
}

/** What a workflow answers to a server message of Vapi. */
export interface AnswerOperation extends OperationBase {
	readonly kind: 'answer';
	/** The answer's schema in Vapi's document. */
	readonly schema: string;
}

/** One generated operation. Only a `request` runs without a handler (see registry.ts). */
export type Operation = RequestOperation | ComposedOperation | ControlOperation | AnswerOperation;

/** The parameters of an operation by name: a name that is gone does not compile. */
export type ParameterOf<O extends { readonly fields: readonly ParameterRow[] }> =
	O['fields'][number]['parameter'];
