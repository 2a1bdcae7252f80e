import type { Document } from './openapi.mts';

/** The methods that a document has, by path. */
export const methodsByPath = ({ paths }: Document): Record<string, string[]> =>
	Object.fromEntries(
		Object.entries(paths).map(([path, methods]) => [
			path,
			Object.keys(methods).map((method) => method.toUpperCase()).sort(),
		]),
	);

/** All requests of the document that a contract was made from, as Vapi publishes it. */
export const publishedRequests = (contract: Document): string[] =>
	Object.entries(contract['x-published'] ?? {})
		.flatMap(([path, methods]) => methods.map((method) => `${method} ${path}`))
		.sort();
