import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** One parameter of the UI, in our words; docs/fields.md describes every key. */
export interface ParameterWording {
	displayName?: string;
	description?: string;
	placeholder?: string;
	hint?: string;
	/** The field of the request that the parameter fills: `customer.name`. */
	field?: string;
	/** Fields that the parameter decides together with code of its own. */
	covers?: string[];
	/** Why this parameter has no field: it is ours, no part of the API. */
	own?: string;
	/** Name of a shared piece in spec/wording/shared.yaml whose words are taken over. */
	use?: string;
	/** Makes this a collection of parameters. */
	contains?: ParameterMap;
	/** n8n's own type, where the contract's type alone does not decide the widget. */
	type?: string;
	/** Type of the value in the request table, where the widget alone does not tell. */
	reads?: string;
	/** Why this is a text field although the contract lists values. */
	freeText?: string;
	/** Names of option values on the screen. */
	labels?: Record<string, string>;
	/** Descriptions of option values. */
	explains?: Record<string, string>;
	/** Read by code of its own. */
	custom?: boolean;
	required?: boolean;
	default?: unknown;
	noDataExpression?: boolean;
	options?: unknown[];
	modes?: unknown[];
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
	/** `POST /call`; the first one is the operation's main request. */
	requests: string[];
	/** How Return All walks the list; brings Return All and Limit along. */
	list?: 'createdAt' | 'page';
	/** Brings the Simplify switch along. */
	simplify?: 'call';
	/** Objects of the request whose fields are worded once, under the other one's name. */
	sameAs?: Record<string, string>;
	parameters?: ParameterMap;
	/** Fields that the UI leaves out, each with the reason. */
	omitted?: Record<string, string>;
	/** Digest of the upstream text that each field's words were written from. */
	digests?: Record<string, string>;
}

/** A file of spec/wording. */
export interface Wording {
	file: string;
	resource?: string;
	name?: string;
	description?: string;
	operations: Record<string, OperationWording>;
	/** Exposed without a form: requests behind lists and code, schemas that code relies on. */
	also: { requests: string[]; schemas: string[] };
}

/** Reads every resource's words; shared.yaml holds pieces, no resource. */
export const readWordings = (folder: string): Wording[] =>
	readdirSync(folder)
		.filter((name) => name.endsWith('.yaml') && name !== 'shared.yaml')
		.sort()
		.map((file) => {
			const content = parse(readFileSync(join(folder, file), 'utf8')) as Partial<Wording>;
			return {
				...content,
				file,
				operations: content.operations ?? {},
				also: { requests: [], schemas: [], ...content.also },
			};
		});

/** All requests that the wordings expose, sorted, each once. */
export const exposedRequests = (wordings: Wording[]): string[] =>
	[
		...new Set(
			wordings.flatMap(({ operations, also }) => [
				...Object.values(operations).flatMap(({ requests }) => requests),
				...also.requests,
			]),
		),
	].sort();

/** Schemas that the wordings name beside those that the requests reach. */
export const exposedSchemas = (wordings: Wording[]): string[] =>
	wordings.flatMap(({ also }) => also.schemas);

const claimed = (parameters: ParameterMap): string[] =>
	Object.values(parameters).flatMap((parameter) => [
		...(parameter.field ? [parameter.field] : []),
		...(parameter.covers ?? []),
		...claimed(parameter.contains ?? {}),
	]);

/** The fields that an operation's parameters fill or cover. */
export const wordedFields = (operation: OperationWording): string[] => [
	...new Set(claimed(operation.parameters ?? {})),
];
