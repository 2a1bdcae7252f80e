import { OpenAPIBackend, ValidationContext, type Document as BackendDocument } from 'openapi-backend';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { type Document, type Schema, contentTypeOf } from '../scripts/spec/openapi.mts';
import { closeSchemas } from '../scripts/spec/validation.mts';
import { ROOT } from '../scripts/paths.mts';
import { inVapisWords } from './validation.mts';
import { Refusal } from './http/errors.mts';
import type { JsonObject, Reply } from './types.mts';

/** What a route gets: path parameters, checked query (numbers are numbers) and checked body. */
export interface RouteRequest {
	params: Record<string, string>;
	query: Record<string, unknown>;
	body: JsonObject;
	/** A fault rule says that no slot is free. */
	blocked: boolean;
}

/** Routes by `METHOD /path/{id}` as in the contract. */
export type Routes = Record<string, (request: RouteRequest) => Reply | Promise<Reply>>;

/** A request before it is matched with a route. */
export interface ApiRequest {
	method: string;
	path: string;
	query: string;
	headers: Record<string, string | string[]>;
	body: unknown;
}

/** Name under which ajv knows the contract's schemas, and the keyword that refers to one of them. */
const COMPONENTS = 'vapi';
const KEYWORD = 'x-component';

/** The contract, closed for validation; read once a process. */
const loadClosed = (() => {
	let closed: Document | undefined;
	return () =>
		(closed ??= closeSchemas(
			JSON.parse(readFileSync(join(ROOT, 'spec/contract.json'), 'utf8')) as Document,
		));
})();

/**
 * The contract in two parts: its routes, and its schemas with the bodies among them. The routes refer
 * to bodies by a keyword of ours, because openapi-backend writes out every $ref in full, and that is
 * hundreds of nested schemas for a call.
 */
function split(contract: Document): { routes: Document; schemas: Record<string, Schema> } {
	const paths = structuredClone(contract.paths);
	const schemas = { ...contract.components.schemas };
	for (const operation of Object.values(paths).flatMap((methods) => Object.values(methods))) {
		const { requestBody } = operation;
		const content = requestBody?.content?.[contentTypeOf(operation) ?? ''];
		if (requestBody && content) {
			const name = `body of ${operation.operationId}`;
			schemas[name] = content.schema;
			// A form has been read by now, and is checked as an object is.
			requestBody.content = { 'application/json': { schema: { [KEYWORD]: name } } };
		}
		operation.responses = {};
		operation.security = [];
	}
	return { routes: { ...contract, security: [], paths, components: { schemas: {} } }, schemas };
}

/** A Nest server's answer to a route that is none. */
const unknownRoute = ({ method, path }: { method: string; path: string }) =>
	new Refusal(404, `Cannot ${method.toUpperCase()} ${path}`);

const AJV_OPTIONS = {
	strict: false,
	allErrors: true,
	discriminator: true,
	validateSchema: false,
} as const;

/** One validator for all bodies, so that what they share is compiled once. */
function bodyValidator(schemas: Record<string, Schema>): Ajv {
	const ajv = addFormats.default(new Ajv(AJV_OPTIONS));
	ajv.addSchema({ components: { schemas } }, COMPONENTS);
	return ajv.addKeyword({
		keyword: KEYWORD,
		macro: (name: string) => ({
			$ref: `${COMPONENTS}#/components/schemas/${encodeURIComponent(name)}`,
		}),
	});
}

/** Compiles the checks of the largest bodies, so that the first call is answered as fast as the next. */
function warmUp(api: OpenAPIBackend): void {
	for (const path of ['/call', '/call/web']) {
		api.validateRequest({ method: 'POST', path, headers: {}, body: {} });
	}
}

/** Request validation and routing by the contract; built once a process, for it takes a second. */
const loadBackend = (() => {
	let backend: Promise<OpenAPIBackend> | undefined;
	return () => (backend ??= buildBackend());
})();

async function buildBackend(): Promise<OpenAPIBackend> {
	const { routes: document, schemas } = split(loadClosed());
	const bodies = bodyValidator(schemas);
	const api = new OpenAPIBackend({
		definition: document as unknown as BackendDocument,
		quick: true,
		ignoreTrailingSlashes: true,
		coerceTypes: true,
		ajvOpts: AJV_OPTIONS,
		customizeAjv: (ajv, _options, context) =>
			context === ValidationContext.RequestBody ? bodies : addFormats.default(ajv),
	});
	api.register({
		notFound: (context) => {
			throw unknownRoute(context.request);
		},
		validationFail: (context) => {
			throw new Refusal(400, inVapisWords(context.validation.errors ?? []));
		},
	});
	await api.init();
	for (const [path, methods] of Object.entries(document.paths)) {
		for (const [method, { operationId }] of Object.entries(methods)) {
			const name = `${method.toUpperCase()} ${path}`;
			api.register(operationId, ({ request }, routes: Routes, blocked: boolean) => {
				const route = routes[name];
				if (!route) return { status: 501, body: { message: `The sandbox has no ${name}` } };
				return route({
					params: request.params as Record<string, string>,
					query: request.query,
					body: (request.requestBody ?? {}) as JsonObject,
					blocked,
				});
			});
		}
	}
	warmUp(api);
	return api;
}

/**
 * Serves the routes of spec/contract.json: matches a request, checks its query and body against the
 * contract and calls the route. Throws Refusal where Vapi would refuse. A route of the contract
 * without a handler answers 501.
 */
export async function serveContract(
	routes: Routes,
): Promise<(request: ApiRequest, blocked?: boolean) => Promise<Reply>> {
	const api = await loadBackend();
	return async (request, blocked = false) =>
		(await api.handleRequest(request, routes, blocked)) as Reply;
}
