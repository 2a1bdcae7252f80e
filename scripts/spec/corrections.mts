import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { type Document, type Schema, resolve, walkDocument } from './openapi.mts';

/** One entry of spec/corrections.yaml: a fault of the published document and its repair. */
export interface Correction {
	reason: string;
	/** Repairs a class of faults wherever it stands. */
	rule?: RuleName;
	/** Places that accept null: `Schema.property`, with * in the schema's name. */
	allowNull?: string[];
	/** Parameters that may be left out, though the document demands them: `GET /file purpose`. */
	optional?: string[];
	/**
	 * Adds what is missing at a JSON pointer (an entry of a list is known by its name); stale once the
	 * place is taken.
	 */
	add?: { at: string; value: unknown };
}

type Rule = (schema: Schema, document: Document) => boolean;

const isTextual = (values: unknown[]): boolean =>
	values.length > 0 && values.every((value) => typeof value === 'string');

/** Values of a required property that says by itself which branch of a oneOf is meant. */
const tags = (schema: Schema): Map<string, unknown[]> =>
	new Map(
		(schema.required ?? []).flatMap((name) => {
			const values = schema.properties?.[name]?.enum;
			return values ? [[name, values] as const] : [];
		}),
	);

const jsonType = (schema: Schema): string =>
	schema.type === 'integer' ? 'number' : (schema.type ?? (schema.properties ? 'object' : 'any'));

const apart = (a: Schema, b: Schema): boolean => {
	const [left, right] = [jsonType(a), jsonType(b)];
	if (left !== right && left !== 'any' && right !== 'any') return true;
	if (a.enum && b.enum) return !a.enum.some((value) => b.enum?.includes(value));
	const others = tags(b);
	return [...tags(a)].some(
		([name, values]) =>
			others.has(name) && !values.some((value) => others.get(name)?.includes(value)),
	);
};

/** Whether some value could fit two branches of a oneOf, which JSON Schema then refuses. */
const overlaps = (branches: Schema[]): boolean =>
	branches.some((a, index) => branches.slice(index + 1).some((b) => !apart(a, b)));

/** Each rule repairs one schema in place and tells whether it had something to repair. */
export const rules = {
	enumOnArray: (schema) => {
		if (schema.type !== 'array' || !schema.enum) return false;
		schema.items = { ...schema.items, enum: schema.items?.enum ?? schema.enum };
		delete schema.enum;
		return true;
	},
	textEnumTypedObject: (schema) => {
		if (schema.type !== 'object' || !schema.enum || !isTextual(schema.enum)) return false;
		schema.type = 'string';
		return true;
	},
	slashedPattern: (schema) => {
		const [, source] = /^\/(.*)\/[a-z]*$/s.exec(schema.pattern ?? '') ?? [];
		if (source === undefined) return false;
		schema.pattern = source;
		return true;
	},
	emptyEnum: (schema) => {
		if (schema.enum?.length !== 0) return false;
		delete schema.enum;
		return true;
	},
	repeatedEnum: (schema) => {
		const distinct = [...new Set(schema.enum)];
		if (distinct.length === (schema.enum?.length ?? 0)) return false;
		schema.enum = distinct;
		return true;
	},
	enumBesideOneOf: (schema) => {
		if (!schema.enum || !schema.oneOf) return false;
		delete schema.enum;
		return true;
	},
	overlappingOneOf: (schema, document) => {
		if (!schema.oneOf || schema.discriminator) return false;
		if (!overlaps(schema.oneOf.map((branch) => resolve(document, branch)))) return false;
		schema.anyOf = schema.oneOf;
		delete schema.oneOf;
		return true;
	},
} satisfies Record<string, Rule>;

export type RuleName = keyof typeof rules;

const matches = (pattern: string, text: string): boolean =>
	new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(text);

/** Lets the properties that the pattern names take null; gives how many did not yet. */
const allowNull = (document: Document, pattern: string): number => {
	const [schemas = '', property = ''] = pattern.split('.');
	let count = 0;
	for (const [name, schema] of Object.entries(document.components.schemas)) {
		const target = matches(schemas, name) ? schema.properties?.[property] : undefined;
		if (!target || target.nullable) continue;
		target.nullable = true;
		count += 1;
	}
	return count;
};

/** Lets a parameter of a request be left out; gives 1 where it was demanded. */
const makeOptional = (document: Document, place: string): number => {
	const [method = '', path = '', name] = place.split(' ');
	const { parameters = [] } = document.paths[path]?.[method.toLowerCase()] ?? {};
	const wanted = parameters.find((parameter) => parameter.name === name && parameter.required);
	if (wanted) wanted.required = false;
	return Number(wanted !== undefined);
};

const add = (document: Document, pointer: string, value: unknown): boolean => {
	const keys = pointer
		.split('/')
		.slice(1)
		.map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
	const last = keys.pop() ?? '';
	let target: unknown = document;
	for (const key of keys) target = (target as Record<string, unknown> | undefined)?.[key];
	if (target === undefined || target === null) return false;
	if (Array.isArray(target)) {
		const known = target.some((entry) => (entry as { name?: string }).name === last);
		if (!known) target.push(value);
		return !known;
	}
	if (last in (target as object)) return false;
	(target as Record<string, unknown>)[last] = value;
	return true;
};

export interface AppliedCorrection {
	correction: Correction;
	/** Places repaired. */
	count: number;
	/** What no longer matches: the correction itself, or single places of it. */
	stale: string[];
}

const apply = (document: Document, correction: Correction): AppliedCorrection => {
	if (correction.rule) {
		const rule: Rule | undefined = rules[correction.rule];
		if (!rule) throw new Error(`spec/corrections.yaml names an unknown rule: ${correction.rule}`);
		let count = 0;
		walkDocument(document, (schema) => {
			if (rule(schema, document)) count += 1;
		});
		return { correction, count, stale: count === 0 ? [correction.rule] : [] };
	}
	if (correction.add) {
		const done = add(document, correction.add.at, correction.add.value);
		return { correction, count: Number(done), stale: done ? [] : [correction.add.at] };
	}
	const met = [
		...(correction.allowNull ?? []).map((place) => ({ place, count: allowNull(document, place) })),
		...(correction.optional ?? []).map((place) => ({ place, count: makeOptional(document, place) })),
	];
	return {
		correction,
		count: met.reduce((sum, { count }) => sum + count, 0),
		stale: met.filter(({ count }) => count === 0).map(({ place }) => place),
	};
};

/** Repairs the document in place, in the order of the file, and tells what each correction met. */
export const applyCorrections = (
	document: Document,
	corrections: Correction[],
): AppliedCorrection[] => corrections.map((correction) => apply(document, correction));

/** Reads spec/corrections.yaml; every entry must say why it is there and do one thing. */
export const readCorrections = (file: string): Correction[] => {
	const corrections = parse(readFileSync(file, 'utf8')) as Correction[];
	for (const correction of corrections) {
		const { reason, ...repairs } = correction;
		if (!reason || Object.keys(repairs).length !== 1) {
			throw new Error(
				`${file}: an entry needs a reason and one repair: ${JSON.stringify(correction)}`,
			);
		}
	}
	return corrections;
};
