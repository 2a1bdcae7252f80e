import { readFileSync } from 'node:fs';
import { digestOf } from './digest.mts';
import { findField } from './fields.mts';
import {
	type Content,
	type Document,
	type Operation,
	type Parameter,
	type Schema,
	operationOf,
	operationSchemas,
	refName,
	refTo,
	subschemas,
} from './openapi.mts';
import { methodsByPath } from './published.mts';
import { exposedRequests, exposedSchemas, wordedFields } from './wording/claims.mts';
import type { Wording } from './wording/types.mts';

/** Keywords that state facts and are copied as they are. */
const FACTS = [
	...['type', 'format', 'enum', 'nullable', 'deprecated', 'pattern', 'discriminator'],
	...['readOnly', 'writeOnly', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'],
	...['multipleOf', 'minLength', 'maxLength', 'minItems', 'maxItems', 'uniqueItems'],
	...['minProperties', 'maxProperties'],
];

/** Longer default texts are prompts: prose, not facts. */
const LONGEST_DEFAULT = 60;

type Described = Schema | Parameter;

const isFact = (value: unknown): boolean =>
	typeof value === 'string' ? value.length <= LONGEST_DEFAULT : typeof value !== 'object';

const mapValues = <T, U>(record: Record<string, T>, change: (value: T) => U): Record<string, U> =>
	Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));

/** Copies an operation or a schema without its prose, digests in place of worded descriptions. */
class Extract {
	private readonly worded: Set<Described>;

	constructor(worded: Set<Described>) {
		this.worded = worded;
	}

	private digest(node: Described): { 'x-description-digest'?: string } {
		return this.worded.has(node) && node.description
			? { 'x-description-digest': digestOf(node.description) }
			: {};
	}

	schema(schema: Schema): Schema {
		if (schema.$ref) return { $ref: schema.$ref, ...this.digest(schema) };
		const copy: Schema = this.digest(schema);
		for (const key of FACTS) {
			if (schema[key] !== undefined) copy[key] = schema[key];
		}
		if (isFact(schema.default)) copy.default = schema.default;
		if (schema.required?.length) copy.required = [...schema.required].sort();
		if (schema.properties) copy.properties = mapValues(schema.properties, (s) => this.schema(s));
		if (schema.items) copy.items = this.schema(schema.items);
		for (const key of ['oneOf', 'anyOf', 'allOf'] as const) {
			if (schema[key]) copy[key] = schema[key].map((part) => this.schema(part));
		}
		const extra = schema.additionalProperties;
		if (extra !== undefined) {
			copy.additionalProperties = typeof extra === 'object' ? this.schema(extra) : extra;
		}
		return copy;
	}

	private content(part: Content): Content {
		return part.content
			? { content: mapValues(part.content, ({ schema }) => ({ schema: this.schema(schema) })) }
			: {};
	}

	operation(operation: Operation): Operation {
		const { operationId, parameters = [], requestBody, responses, deprecated, tags } = operation;
		return {
			operationId,
			parameters: parameters.map((parameter) => ({
				name: parameter.name,
				in: parameter.in,
				required: parameter.required ?? false,
				...(parameter.deprecated ? { deprecated: true } : {}),
				schema: this.schema(parameter.schema),
				...this.digest(parameter),
			})),
			...(requestBody && {
				requestBody: { required: requestBody.required ?? false, ...this.content(requestBody) },
			}),
			// OpenAPI 3.0 wants a description of every answer; it may be empty.
			responses: mapValues(responses, (answer) => ({ description: '', ...this.content(answer) })),
			...(deprecated && { deprecated }),
			...(tags && { tags }),
			...(operation.security && { security: operation.security }),
		};
	}
}

const sortKeys = (value: unknown): unknown => {
	if (Array.isArray(value)) return value.map(sortKeys);
	if (typeof value !== 'object' || value === null) return value;
	const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
	return Object.fromEntries(entries.map(([key, inner]) => [key, sortKeys(inner)]));
};

const reached = (document: Document, roots: Schema[]): string[] => {
	const names = new Set<string>();
	const visit = (schema: Schema): void => {
		const mapped = Object.values(schema.discriminator?.mapping ?? {}).map(($ref) => ({ $ref }));
		for (const part of [...subschemas(schema), ...mapped]) visit(part);
		if (!schema.$ref) return;
		const name = refName(schema.$ref);
		if (names.has(name)) return;
		names.add(name);
		const target = document.components.schemas[name];
		if (!target) throw new Error(`The document lacks the schema ${name}`);
		visit(target);
	};
	roots.forEach(visit);
	return [...names];
};

/** The places in the document whose descriptions our words were written from. */
const wordedNodes = (document: Document, wordings: Wording[]): Set<Described> =>
	new Set(
		wordings
			.flatMap(({ operations }) => Object.values(operations))
			.flatMap((operation) =>
				operation.requests.flatMap((request) =>
					wordedFields(operation).flatMap(
						(name) => findField(document, request, name)?.nodes ?? [],
					),
				),
			),
	);

/**
 * The contract: the exposed operations of a corrected document and the schemas they reach, without
 * prose, keys sorted. Throws if the document lacks an operation or schema that a wording file names.
 * @param published methods by path as Vapi publishes them, before corrections add to them
 */
export const buildContract = (
	document: Document,
	wordings: Wording[],
	published = methodsByPath(document),
): Document => {
	const extract = new Extract(wordedNodes(document, wordings));
	const requests = exposedRequests(wordings);
	const paths: Document['paths'] = {};
	for (const request of requests) {
		const [method = '', path = ''] = request.split(' ');
		paths[path] = {
			...paths[path],
			[method.toLowerCase()]: extract.operation(operationOf(document, request)),
		};
	}
	const roots = [
		...requests.flatMap((request) => operationSchemas(operationOf(document, request))),
		...exposedSchemas(wordings).map(refTo),
	];
	const { schemas, securitySchemes } = document.components;
	const contract: Document = {
		openapi: document.openapi,
		info: { title: document.info.title, version: document.info.version },
		...(document.servers && { servers: document.servers.map(({ url }) => ({ url })) }),
		paths,
		'x-published': published,
		components: {
			schemas: Object.fromEntries(
				reached(document, roots).map((name) => [name, extract.schema(schemas[name] as Schema)]),
			),
			...(securitySchemes && {
				securitySchemes: mapValues(securitySchemes, ({ type, scheme }) => ({ type, scheme })),
			}),
		},
	};
	return sortKeys(contract) as Document;
};

/**
 * The contract as it is stored: short lists on one line. The empty description that
 * OpenAPI demands of answers is broken over two lines, so that a search for prose finds only prose.
 */
export const formatContract = (contract: Document): string =>
	`${JSON.stringify(contract, null, '\t')
		.replaceAll(
			/\[\s*((?:(?:"[^"\\]*"|[\d.-]+),?\s*)+)\]/g,
			(_, list: string) => `[${list.trim().replaceAll(/,\s+/g, ', ')}]`,
		)
		.replaceAll('"description": ""', '"description":\n""')}\n`;

/** Reads a stored contract. */
export const readContract = (file: string): Document =>
	JSON.parse(readFileSync(file, 'utf8')) as Document;
