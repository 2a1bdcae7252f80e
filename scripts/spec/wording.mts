import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { isBodyAlone } from './openapi.mts';
import type { FieldType } from '../../nodes/shared/engine/rows.ts';

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
	/** Makes this a collection of parameters. */
	contains?: ParameterMap;
	/** n8n's type, where the contract's type does not decide it. */
	type?: string;
	/** Type in the request table, where code wants to read an `own` parameter by it. */
	reads?: FieldType;
	/** Why this is a text field although the contract lists values. */
	freeText?: string;
	/** Names of option values on the screen, beside those of shared.yaml. */
	labels?: Record<string, string>;
	/** What option values do. */
	explains?: Record<string, string>;
	/** Options of an own parameter, name by value. */
	values?: Record<string, string>;
	/** Placed into the request by code of its own. */
	custom?: boolean;
	required?: boolean;
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
	/** How Return All walks the list; brings Return All and Limit along. */
	list?: 'createdAt' | 'page';
	/** Brings the Simplify switch along. */
	simplify?: 'call';
	/** Objects of the request whose fields are worded once, under the other one's name. */
	sameAs?: Record<string, string>;
	parameters: ParameterMap;
	/** Fields that the UI leaves out, each with the reason. */
	omitted?: Record<string, string>;
	/**
	 * Operation of the same file whose request, parameters and digests this one shares; its own
	 * parameters replace those of the same name or come after them.
	 */
	like?: string;
	/** With `like`: the parameters that both show, as one. Worked out on reading. */
	shares?: string[];
}

/** A file of spec/wording. */
export interface Wording {
	file: string;
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

interface Shared {
	/** Names of values on the screen, wherever they stand. */
	labels: Record<string, string>;
	/** Parameters that several operations have; taken over by `use`. */
	parameters: ParameterMap;
	/** Groups of those; taken over by `include`. */
	sets: Record<string, string[]>;
}

/** A parameter as it stands in a file: `use`, `include` and `at` are resolved on reading. */
interface Written extends Partial<Omit<ParameterWording, 'contains'>> {
	use?: string;
	at?: string;
	contains?: WrittenMap;
}

type WrittenMap = { include?: string[] } & { [parameter: string]: Written };

const SHARED = 'shared.yaml';

const readYaml = <T,>(folder: string, file: string): T =>
	parse(readFileSync(join(folder, file), 'utf8')) as T;

const resolveMap = (written: WrittenMap, shared: Shared, at: string): ParameterMap => {
	const { include = [], ...own } = written;
	const included = include.flatMap((set) => {
		const names = shared.sets[set];
		if (!names) throw new Error(`${SHARED} has no set ${set}`);
		return names.map((name): [string, Written] => [name, { use: name }]);
	});
	return Object.fromEntries(
		[...included, ...Object.entries(own)].map(([name, parameter]) => [
			name,
			resolveParameter(parameter, shared, at),
		]),
	);
};

const resolveParameter = (written: Written, shared: Shared, outer: string): ParameterWording => {
	const { use, at, contains, ...local } = written;
	const piece = use === undefined ? {} : shared.parameters[use];
	if (!piece) throw new Error(`${SHARED} has no parameter ${use}`);
	const inner = at === undefined ? outer : `${outer}${at}.`;
	// An empty name stands for the object itself.
	const absolute = (name: string) => (name === '' ? outer.slice(0, -1) : outer + name);
	const resolved = { ...piece, ...local } as ParameterWording;
	return {
		...resolved,
		...(resolved.field !== undefined && { field: absolute(resolved.field) }),
		...(resolved.covers && { covers: resolved.covers.map(absolute) }),
		...(contains && { contains: resolveMap(contains, shared, inner) }),
	};
};

type Operations = Record<string, OperationWording>;

/** Gives operations that are `like` another one what they share with it. */
const resolveLike = (file: string, operations: Operations): Operations =>
	Object.fromEntries(
		Object.entries(operations).map(([name, operation]) => {
			const { like, parameters } = operation;
			if (like === undefined) return [name, operation];
			const base = operations[like];
			if (!base || base.like !== undefined) {
				throw new Error(`${file}: ${name} cannot be like ${like}`);
			}
			const shares = Object.keys(base.parameters).filter((key) => !(key in parameters));
			const shared = Object.entries(base.parameters).filter(([key]) => shares.includes(key));
			const all = { ...Object.fromEntries(shared), ...parameters };
			return [name, { ...base, ...operation, parameters: all, shares }];
		}),
	);

/** Reads every resource's words, with the shared pieces in their places. */
export const readWordings = (folder: string): Wording[] => {
	const shared = readYaml<Shared>(folder, SHARED);
	return readdirSync(folder)
		.filter((name) => name.endsWith('.yaml') && name !== SHARED)
		.sort()
		.map((file) => {
			const written = readYaml<Partial<Wording>>(folder, file);
			const operations = Object.entries(written.operations ?? {}).map(
				([name, operation]): [string, OperationWording] => [
					name,
					{
						...operation,
						parameters: resolveMap((operation.parameters ?? {}) as WrittenMap, shared, ''),
					},
				],
			);
			return {
				...written,
				file,
				labels: shared.labels,
				operations: resolveLike(file, Object.fromEntries(operations)),
				also: { requests: [], schemas: [], ...written.also },
			};
		});
};

const named = (wordings: Wording[]): string[] =>
	wordings.flatMap(({ operations, also }) => [
		...Object.values(operations).flatMap(({ requests }) => requests),
		...also.requests,
	]);

/** All requests that the wordings expose, sorted, each once. */
export const exposedRequests = (wordings: Wording[]): string[] =>
	[...new Set(named(wordings).filter((request) => !isBodyAlone(request)))].sort();

/** Schemas that the wordings name beside those that the requests reach. */
export const exposedSchemas = (wordings: Wording[]): string[] => [
	...wordings.flatMap(({ also }) => also.schemas),
	...named(wordings)
		.filter(isBodyAlone)
		.map((request) => request.split(' ')[1] ?? ''),
];

/** Fields that Return All and Limit bring along. */
const LIST_FIELDS = { none: [], createdAt: ['limit'], page: ['limit', 'page'] };

const claims = (parameters: ParameterMap): Array<[field: string, displayName: string]> =>
	Object.values(parameters).flatMap(({ displayName, field, covers = [], contains = {} }) => [
		...[field ?? [], covers].flat().map((name): [string, string] => [name, displayName]),
		...claims(contains),
	]);

/** Names on the screen by the field that they stand for. */
export const parametersByField = ({ parameters, list }: OperationWording): Map<string, string> =>
	new Map([
		...LIST_FIELDS[list ?? 'none'].map((name): [string, string] => [name, 'Limit']),
		...claims(parameters),
	]);

/** The fields that an operation's parameters fill or cover. */
export const wordedFields = (operation: OperationWording): string[] => [
	...parametersByField(operation).keys(),
];
