import { readFileSync } from 'node:fs';
import type { RecordedRequest } from '../../sandbox/types.mts';
import { CONTRACT } from '../../scripts/spec/files.mts';
import type { Document } from '../../scripts/spec/openapi.mts';
import { createValidators } from '../../scripts/spec/validation.mts';
import type { Violation } from '../../scripts/spec/validation.mts';

const contract = JSON.parse(readFileSync(CONTRACT, 'utf8')) as Document;
const validatorFor = createValidators(contract);
const compiled = new Map<string, ReturnType<typeof validatorFor>>();

interface Route {
	template: string;
	params: Record<string, string>;
}

/** The contract's path that fits; fixed paths win over those with placeholders. */
function routeOf(method: string, path: string): Route | undefined {
	const templates = Object.keys(contract.paths)
		.filter((template) => method.toLowerCase() in (contract.paths[template] ?? {}))
		.sort((a, b) => Number(a.includes('{')) - Number(b.includes('{')));
	for (const template of templates) {
		const pattern = template.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)');
		const match = new RegExp(`^${pattern}$`).exec(path);
		if (match !== null) return { template, params: { ...match.groups } };
	}
	return undefined;
}

/** The values of a query: a list where a name stands in it several times. */
function queryOf(query: string): Record<string, unknown> {
	const values = new URLSearchParams(query);
	return Object.fromEntries(
		[...new Set(values.keys())].map((name) => {
			const all = values.getAll(name);
			return [name, all.length > 1 ? all : all[0]];
		}),
	);
}

/**
 * What the contract has against a recorded request: an operation that is not there, or violations
 * as texts. Properties that the contract does not know count, as they do for Vapi.
 */
export function violationsOf({ method, path, query, headers, body }: RecordedRequest): string[] {
	const route = routeOf(method, path);
	if (route === undefined) return [`The contract has no ${method} ${path}`];
	const key = `${method} ${route.template}`;
	const check = compiled.get(key) ?? validatorFor(method, route.template);
	compiled.set(key, check);
	return check({
		params: route.params,
		query: queryOf(query),
		headers,
		body,
	}).map(
		(violation: Violation) =>
			`${violation.in}${violation.instancePath} ${violation.message ?? ''} ` +
			JSON.stringify(violation.params),
	);
}
