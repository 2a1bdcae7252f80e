import { type Document, type Schema, walkSchema } from './openapi.mts';
import { publishedRequests } from './published.mts';

/** What a newer contract says differently, one readable line an entry. */
export interface Changes {
	added: string[];
	removed: string[];
	changed: string[];
}

type Facts = Record<string, unknown>;

const INNER = ['properties', 'items', 'oneOf', 'anyOf', 'allOf', 'additionalProperties'];

const ownFacts = (schema: Schema): Facts => {
	const facts: Facts = Object.fromEntries(
		Object.entries(schema).filter(([key]) => !INNER.includes(key)),
	);
	for (const key of ['oneOf', 'anyOf'] as const) {
		if (schema[key]) facts[key] = schema[key].map(({ $ref, type }) => $ref ?? type ?? 'any');
	}
	return facts;
};

/** Every place of a contract with the facts that stand there. */
const places = (contract: Document): Map<string, Facts> => {
	const found = new Map<string, Facts>();
	const addSchema = (root: Schema, place: string): void =>
		walkSchema(root, place, (schema, at) => found.set(at, ownFacts(schema)));
	for (const [path, methods] of Object.entries(contract.paths)) {
		for (const [method, operation] of Object.entries(methods)) {
			const name = `${method.toUpperCase()} ${path}`;
			const { parameters = [], requestBody, responses, ...facts } = operation;
			found.set(name, facts);
			for (const { schema, ...parameter } of parameters) {
				found.set(`${name}.${parameter.name}`, { ...ownFacts(schema), ...parameter });
			}
			for (const [status, part] of Object.entries({ body: requestBody, ...responses })) {
				const schema = part?.content?.['application/json']?.schema;
				if (schema) addSchema(schema, `${name}.${status}`);
			}
		}
	}
	for (const [name, schema] of Object.entries(contract.components.schemas)) addSchema(schema, name);
	for (const request of publishedRequests(contract)) found.set(`published ${request}`, {});
	return found;
};

const listed = (value: unknown): value is unknown[] => Array.isArray(value);

const DIGEST = 'x-description-digest';

/** A digest comes and goes with our words; only a different one tells of a different text. */
const differs = (key: string, before: unknown, after: unknown): boolean =>
	JSON.stringify(before) !== JSON.stringify(after) &&
	(key !== DIGEST || (before !== undefined && after !== undefined));

const describe = (key: string, before: unknown, after: unknown): string => {
	if (key === DIGEST) return 'its description';
	if (listed(before) && listed(after)) {
		const plus = after
			.filter((value) => !before.includes(value))
			.map((value) => `+${String(value)}`);
		const minus = before
			.filter((value) => !after.includes(value))
			.map((value) => `-${String(value)}`);
		if (plus.length + minus.length > 0) return `${key} ${[...plus, ...minus].join(' ')}`;
	}
	return `${key} ${JSON.stringify(before) ?? 'none'} → ${JSON.stringify(after) ?? 'none'}`;
};

const isInside = (place: string, others: Map<string, Facts>, known: Map<string, Facts>): boolean =>
	[...place.matchAll(/\.|\[\]|\/(?:oneOf|anyOf|allOf)\//g)].some(({ index }) => {
		const outer = place.slice(0, index);
		return others.has(outer) && !known.has(outer);
	});

const onlyIn = (here: Map<string, Facts>, there: Map<string, Facts>): string[] =>
	[...here.keys()].filter((place) => !there.has(place) && !isInside(place, here, there)).sort();

/** Compares two contracts; of something new or gone only the outermost place is named. */
export const compareContracts = (before: Document, after: Document): Changes => {
	const [old, now] = [places(before), places(after)];
	const changed: string[] = [];
	for (const [place, facts] of now) {
		const past = old.get(place);
		if (!past) continue;
		const keys = [...new Set([...Object.keys(past), ...Object.keys(facts)])].filter((key) =>
			differs(key, past[key], facts[key]),
		);
		if (keys.length === 0) continue;
		const differences = keys.map((key) => describe(key, past[key], facts[key]));
		changed.push(`${place}: ${differences.join('; ')}`);
	}
	return { added: onlyIn(now, old), removed: onlyIn(old, now), changed: changed.sort() };
};
