import { Ajv, type ErrorObject } from 'ajv';
import ajvFormats from 'ajv-formats';
import {
	type Document,
	type Operation,
	type Schema,
	bodySchema,
	operationOf,
	operationSchemas,
	resolve,
	subschemas,
} from './openapi.mts';

const isClosable = (schema: Schema): boolean =>
	schema.properties !== undefined && schema.additionalProperties === undefined;

/** A property that every branch requires and whose values tell the branches apart. */
const tagOf = (branches: Schema[]): string | undefined =>
	(branches[0]?.required ?? []).find((name) => {
		const values = branches.map(({ properties, required, type }) =>
			type === 'object' && required?.includes(name) ? properties?.[name]?.enum : undefined,
		);
		if (!values.every((list) => list !== undefined)) return false;
		return new Set(values.flat()).size === values.flat().length;
	});

/** ajv knows `nullable` beside a type only, and wants null among the values of an enum. */
const admitNull = (schema: Schema): void => {
	if (!schema.nullable) return;
	if (schema.type) {
		if (schema.enum && !schema.enum.includes(null)) schema.enum = [...schema.enum, null];
		return;
	}
	const bare = { ...schema };
	delete bare.nullable;
	for (const key of Object.keys(schema)) delete schema[key];
	schema.anyOf = [bare, { type: 'string', nullable: true, enum: [null] }];
};

/** A file of a form, as those who read the form give it to be checked. */
const FILE = { type: 'object', required: ['fileName', 'mimeType', 'bytes'] };

/**
 * A copy of the contract that refuses what Vapi refuses, for ajv with `strict: false` and
 * `discriminator: true`: an object that lists its properties takes no others, and a
 * oneOf goes by the property that tells its branches apart or, without one, fits as soon as a branch does.
 */
export const closeSchemas = (contract: Document): Document => {
	const closed = structuredClone(contract);
	const { schemas } = closed.components;
	const parts = new Set<Schema>();

	const close = (schema: Schema): void => {
		for (const part of subschemas(schema)) close(part);
		if (schema.format === 'binary') Object.assign(schema, FILE, { format: undefined });
		if ((schema.allOf?.length ?? 0) > 1) {
			for (const part of schema.allOf ?? []) parts.add(resolve(closed, part));
		}
		if (isClosable(schema)) {
			schema.type ??= 'object';
			schema.additionalProperties = false;
		}
		const branches = schema.oneOf;
		if (branches) {
			const tag = tagOf(branches.map((branch) => resolve(closed, branch)));
			delete schema.oneOf;
			delete schema.discriminator;
			if (tag && branches.length > 1 && branches.every(({ $ref }) => $ref)) {
				schema.type = 'object';
				schema.oneOf = branches;
				schema.discriminator = { propertyName: tag };
			} else {
				schema.anyOf = branches;
			}
		}
		admitNull(schema);
	};

	const roots = [
		...Object.values(schemas),
		...Object.values(closed.paths)
			.flatMap((methods) => Object.values(methods))
			.flatMap(operationSchemas),
	];
	roots.forEach(close);
	// The parts of a true allOf each see the whole object and must leave room for the others.
	for (const part of parts) delete part.additionalProperties;
	return closed;
};

/** One request as it is checked: query values as numbers, booleans or texts. */
export interface CheckedRequest {
	params?: Record<string, unknown>;
	query?: Record<string, unknown>;
	/** By name in small letters; those that the operation does not declare are nobody's concern. */
	headers?: Record<string, unknown>;
	body?: unknown;
}

/** What the contract has against a request; `in` says where `instancePath` starts. */
export type Violation = ErrorObject & { in: 'path' | 'query' | 'header' | 'body' };

const parameterSchema = (operation: Operation, where: 'path' | 'query' | 'header'): Schema => {
	const isHeader = where === 'header';
	const parameters = (operation.parameters ?? [])
		.filter((parameter) => parameter.in === where)
		.map((parameter) => ({ ...parameter, name: isHeader ? parameter.name.toLowerCase() : parameter.name }));
	return {
		type: 'object',
		properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])),
		required: parameters.flatMap(({ name, required }) => (required ? [name] : [])),
		additionalProperties: isHeader,
	};
};

/**
 * Validators over one contract. `requestValidator(method, path)` gives a function that checks a request
 * of that operation (path as in the contract: `/call/{id}`) and returns all violations, none if it fits.
 * Compiled when asked for (POST /call takes a second or two). References stay references: a dereferenced
 * copy, as openapi-backend makes it, takes minutes to compile.
 */
export const createValidators = (contract: Document) => {
	const closed = closeSchemas(contract);
	const strict = new Ajv({ strict: false, discriminator: true, allErrors: true });
	const lenient = new Ajv({ strict: false, allErrors: true, coerceTypes: 'array' });
	for (const ajv of [strict, lenient]) {
		ajvFormats.default(ajv);
		ajv.addVocabulary(['components']);
		ajv.addSchema({ components: closed.components }, 'contract');
	}
	const compile = (ajv: Ajv, schema: Schema) =>
		ajv.compile(
			JSON.parse(
				JSON.stringify(schema).replaceAll('"#/components/', '"contract#/components/'),
			) as object,
		);

	return (method: string, path: string): ((request: CheckedRequest) => Violation[]) => {
		const operation = operationOf(closed, `${method.toUpperCase()} ${path}`);
		const body = bodySchema(operation);
		const checks = {
			path: compile(lenient, parameterSchema(operation, 'path')),
			query: compile(lenient, parameterSchema(operation, 'query')),
			header: compile(lenient, parameterSchema(operation, 'header')),
			body: body ? compile(strict, body) : undefined,
		};
		return (request) => {
			const values = {
				path: { ...request.params },
				query: { ...request.query },
				header: { ...request.headers },
				body: request.body,
			};
			return (['path', 'query', 'header', 'body'] as const).flatMap((where) => {
				const check = checks[where];
				if (!check || check(values[where])) return [];
				return (check.errors ?? []).map((error) => ({ ...error, in: where }));
			});
		};
	};
};
