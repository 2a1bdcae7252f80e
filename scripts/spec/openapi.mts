/** The parts of an OpenAPI 3.0 document that our tools read. */

/** A schema, or a reference to one; keywords as in OpenAPI 3.0. */
export interface Schema {
	$ref?: string;
	type?: string;
	format?: string;
	enum?: unknown[];
	properties?: Record<string, Schema>;
	required?: string[];
	items?: Schema;
	oneOf?: Schema[];
	anyOf?: Schema[];
	allOf?: Schema[];
	additionalProperties?: boolean | Schema;
	discriminator?: { propertyName: string; mapping?: Record<string, string> };
	nullable?: boolean;
	deprecated?: boolean;
	default?: unknown;
	pattern?: string;
	minimum?: number;
	maximum?: number;
	minLength?: number;
	maxLength?: number;
	description?: string;
	/** In the contract only: stands for the description that was there. */
	'x-description-digest'?: string;
	[keyword: string]: unknown;
}

export interface Parameter {
	name: string;
	in: 'path' | 'query' | 'header' | 'cookie';
	required?: boolean;
	description?: string;
	schema: Schema;
	'x-description-digest'?: string;
	[keyword: string]: unknown;
}

export interface Content {
	content?: Record<string, { schema: Schema }>;
	description?: string;
	[keyword: string]: unknown;
}

export interface Operation {
	operationId: string;
	parameters?: Parameter[];
	requestBody?: Content & { required?: boolean };
	responses: Record<string, Content>;
	deprecated?: boolean;
	tags?: string[];
	security?: unknown[];
	[keyword: string]: unknown;
}

export interface SecurityScheme {
	type: string;
	scheme?: string;
	[keyword: string]: unknown;
}

export interface Document {
	openapi: string;
	info: { title: string; version: string };
	servers?: Array<{ url: string }>;
	paths: Record<string, Record<string, Operation>>;
	components: { schemas: Record<string, Schema>; securitySchemes?: Record<string, SecurityScheme> };
	/** In the contract only: all that the document publishes, methods by path. */
	'x-published'?: Record<string, string[]>;
	[keyword: string]: unknown;
}

const SCHEMAS = '#/components/schemas/';

/** Name of the schema that a reference points to. */
export const refName = (ref: string): string => {
	if (!ref.startsWith(SCHEMAS)) throw new Error(`Unknown kind of reference: ${ref}`);
	return ref.slice(SCHEMAS.length);
};

/** Reference to the named schema. */
export const refTo = (name: string): Schema => ({ $ref: SCHEMAS + name });

/** Stands where a method stands: what follows names a schema that our node answers to Vapi. */
export const ANSWER = 'ANSWER';

/** Likewise for a message that our node posts to the control address of a call. */
export const SEND = 'SEND';

/** Whether a request stands for a body alone, whose schema no path of the document takes. */
export const isBodyAlone = (request: string): boolean =>
	[ANSWER, SEND].includes(request.split(' ')[0] ?? '');

/** What `ANSWER ToolCallResult` stands for: a body of that schema. */
const bodyAlone = (document: Document, schema: string): Operation | undefined =>
	document.components.schemas[schema] && {
		operationId: schema,
		requestBody: { content: { 'application/json': { schema: refTo(schema) } } },
		responses: {},
	};

/** The operation behind `POST /call` or `ANSWER ToolCallResult`; throws if the document has none. */
export const operationOf = (document: Document, request: string): Operation => {
	const [method = '', path = ''] = request.split(' ');
	const operation =
		isBodyAlone(request) ? bodyAlone(document, path) : document.paths[path]?.[method.toLowerCase()];
	if (!operation) throw new Error(`The document has no operation ${request}`);
	return operation;
};

/** The types of bodies that the node can send, the one that it prefers first. */
export const SENDABLE = ['application/json', 'multipart/form-data'];

/** What an operation's body is, of what the node can send; undefined where there is none. */
export const contentTypeOf = ({ requestBody }: Operation): string | undefined =>
	SENDABLE.find((type) => requestBody?.content?.[type] !== undefined);

/** The schema of an operation's body, if it takes one that the node can send. */
export const bodySchema = (operation: Operation): Schema | undefined =>
	operation.requestBody?.content?.[contentTypeOf(operation) ?? '']?.schema;

/** Schemas directly inside a schema; references are not followed. */
export const subschemas = (schema: Schema): Schema[] => [
	...Object.values(schema.properties ?? {}),
	...(schema.items ? [schema.items] : []),
	...(schema.oneOf ?? []),
	...(schema.anyOf ?? []),
	...(schema.allOf ?? []),
	...(typeof schema.additionalProperties === 'object' ? [schema.additionalProperties] : []),
];

/** Schemas directly inside an operation: parameters, body, answers. */
export const operationSchemas = (operation: Operation): Schema[] =>
	[
		...(operation.parameters ?? []).map(({ schema }) => schema),
		...[operation.requestBody, ...Object.values(operation.responses)].flatMap((part) =>
			Object.values(part?.content ?? {}).map(({ schema }) => schema),
		),
	].filter((schema) => schema !== undefined);

/** A schema and everything inside it, references not followed; `visit` gets each with its place. */
export const walkSchema = (
	schema: Schema,
	place: string,
	visit: (schema: Schema, place: string) => void,
): void => {
	visit(schema, place);
	for (const [name, property] of Object.entries(schema.properties ?? {})) {
		walkSchema(property, `${place}.${name}`, visit);
	}
	if (schema.items) walkSchema(schema.items, `${place}[]`, visit);
	for (const key of ['oneOf', 'anyOf', 'allOf'] as const) {
		schema[key]?.forEach((part, index) => walkSchema(part, `${place}/${key}/${index}`, visit));
	}
	if (typeof schema.additionalProperties === 'object') {
		walkSchema(schema.additionalProperties, `${place}.*`, visit);
	}
};

/** Every schema of a document with its place (`POST /call`, `Call.status`). */
export const walkDocument = (
	document: Document,
	visit: (schema: Schema, place: string) => void,
): void => {
	for (const [path, methods] of Object.entries(document.paths)) {
		for (const [method, operation] of Object.entries(methods)) {
			for (const schema of operationSchemas(operation)) {
				walkSchema(schema, `${method.toUpperCase()} ${path}`, visit);
			}
		}
	}
	for (const [name, schema] of Object.entries(document.components.schemas)) {
		walkSchema(schema, name, visit);
	}
};

/** Follows references, and the single-part allOf that Vapi's document wraps around them. */
export const resolve = (document: Document, schema: Schema): Schema => {
	if (schema.$ref) {
		const target = document.components.schemas[refName(schema.$ref)];
		if (!target) throw new Error(`The document lacks the schema ${schema.$ref}`);
		return resolve(document, target);
	}
	const [part, ...others] = schema.allOf ?? [];
	return part && others.length === 0 ? resolve(document, part) : schema;
};

/**
 * The shapes a value may take: the schema itself, or the branches of its oneOf or anyOf, all the way
 * down, with references followed.
 */
export const variants = (document: Document, schema: Schema): Schema[] => {
	const target = resolve(document, schema);
	const branches = target.oneOf ?? target.anyOf;
	return branches ? branches.flatMap((branch) => variants(document, branch)) : [target];
};
