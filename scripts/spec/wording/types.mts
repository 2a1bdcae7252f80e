import type { FieldType } from '../../../nodes/shared/engine/rows.ts';
import type { ShelfName } from '../../../nodes/shared/vapi/lists/shelves.ts';
import type { OutputName } from '../../../nodes/shared/vapi/output/outputShapes.ts';
import type { ListStyle } from '../../../nodes/shared/api/pages.ts';

/** One parameter of the UI, in our words; docs/fields.md explains every key. */
export interface ParameterWording {
	displayName: string;
	description?: string;
	placeholder?: string;
	hint?: string;
	/** The field of the request that the parameter fills: `customer.name`. */
	field?: string;
	/** Fields that the parameter fills through code of its own; the first one names its place. */
	covers?: string[];
	/** Why no field of the API stands behind the parameter. */
	own?: string;
	/** The piece of shared.yaml that it was taken over from. */
	piece?: string;
	/** Least number that the node takes for an `own` one, where it is below what the arrows reach. */
	minimum?: number;
	/**
	 * Makes this a JSON field that is laid over the finished body, and names what it is there for: fields
	 * without one of their own, and whole branches of a body that is a union (`type=bash|computer`).
	 */
	carries?: string[];
	/** Makes this a multi-select that empties these fields: null, or an empty list. */
	clears?: string[];
	/** Makes this a filter of our own: one of these fields of a listed row has to contain the text. */
	keeps?: string[];
	/** Makes this a collection of parameters. */
	contains?: ParameterMap;
	/** Takes several things of this list: a multi-select of their IDs. */
	several?: ShelfName;
	/** n8n's type, where the contract's type does not decide it. */
	type?: string;
	/** Type in the request table, where the widget does not say it. */
	reads?: FieldType;
	/** Why this is a text field although the contract lists values. */
	freeText?: string;
	/** Names of option values on the screen, beside those of shared.yaml. */
	labels?: Record<string, string>;
	/** What option values do. */
	explains?: Record<string, string>;
	/** Options of an own parameter, name by value. */
	values?: Record<string, string>;
	/** What its text must be, where the contract does not say it. */
	format?: 'uuid';
	/** Placed into the request by code of its own. */
	custom?: boolean;
	required?: boolean;
	/** Required, but not while one of these parameters is there, which may bring the same. */
	requiredUnless?: string[];
	default?: unknown;
	noDataExpression?: boolean;
	/** n8n's own keys, taken over as they are. */
	modes?: unknown[];
	options?: unknown[];
	typeOptions?: Record<string, unknown>;
	show?: Record<string, unknown[]>;
	hide?: Record<string, unknown[]>;
}

export type ParameterMap = { [parameter: string]: ParameterWording };

/** One operation of the node and the request or requests behind it. */
export interface OperationWording {
	name: string;
	action: string;
	description: string;
	/**
	 * `POST /call`; the first one is the operation's main request. `ANSWER ToolCallResult` stands for
	 * what the node answers to a server message of Vapi, `SEND ClientInboundMessageSay` for a message
	 * to the control address of a call.
	 */
	requests: string[];
	/** Put together by code of its own, though one request is behind it. */
	composed?: boolean;
	/** How Return All walks the list; brings Return All and Limit along. */
	list?: ListStyle;
	/** What its items are; brings Output and Fields along. */
	output?: OutputName;
	/** Objects of the request whose fields are worded once, under the other one's name. */
	sameAs?: Record<string, string>;
	parameters: ParameterMap;
	/** Fields that the UI leaves out, each with the reason; `type=bash|computer` leaves out branches. */
	omitted?: Record<string, string>;
	/**
	 * Operation of the same file whose parameters this one has, too, with the reasons for what they
	 * leave out; its own parameters replace those of the same name or come after them.
	 */
	like?: string;
	/** With `like`, worked out on reading: the parameters that come from there. */
	shares?: string[];
	/** With `like`, worked out on reading: what the other one leaves out. */
	alsoOmitted?: string[];
}

/** A file of spec/wording. */
export interface Wording {
	file: string;
	/** Name of the node that has the resource; `vapi` where left out. */
	node?: string;
	resource?: string;
	name?: string;
	description?: string;
	/** Names of option values, from shared.yaml. */
	labels: Record<string, string>;
	operations: Record<string, OperationWording>;
	/** Digest of the upstream text that each field's words were written from, by operation and field. */
	digests?: Record<string, Record<string, string>>;
	/** Exposed without a form: requests behind lists and code, schemas that code relies on. */
	also: { requests: string[]; schemas: string[] };
}
