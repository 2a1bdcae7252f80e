import {
	type Document,
	type Operation,
	type Parameter,
	type Schema,
	bodySchema,
	operationOf,
	variants,
} from './openapi.mts';

/** A field of a request: a parameter of its path, query or headers, or a property of the body. */
export interface Field {
	/** `customer.number`, `id`. */
	name: string;
	in: Parameter['in'] | 'body';
	required: boolean;
	/** Where the field stands: once, or once in every branch of a oneOf that has it. */
	nodes: Array<Schema | Parameter>;
	/** The shapes its value may take, references followed. */
	shapes: Schema[];
	/** Of a list: the shapes that its entries may take. */
	entries: Schema[];
}

const entriesOf = (document: Document, shapes: Schema[]): Schema[] =>
	shapes.flatMap(({ items }) => (items ? variants(document, items) : []));

const fromParameter = (document: Document, parameter: Parameter): Field => {
	const shapes = variants(document, parameter.schema);
	return {
		name: parameter.name,
		in: parameter.in,
		required: parameter.required ?? false,
		nodes: [parameter],
		shapes,
		entries: entriesOf(document, shapes),
	};
};

const propertiesOf = (document: Document, holders: Schema[], prefix: string): Field[] => {
	const fields = new Map<string, Field>();
	for (const holder of holders) {
		for (const [key, schema] of Object.entries(holder.properties ?? {})) {
			const name = prefix + key;
			const field = fields.get(name) ?? {
				name,
				in: 'body' as const,
				required: holders.every(({ required }) => required?.includes(key)),
				nodes: [],
				shapes: [],
				entries: [],
			};
			const shapes = variants(document, schema);
			field.nodes.push(schema);
			field.shapes.push(...shapes);
			field.entries.push(...entriesOf(document, shapes));
			fields.set(name, field);
		}
	}
	return [...fields.values()];
};

/** The fields directly inside a field (`customer` → `customer.number`, …), or inside the entries of a list. */
export const innerFields = (document: Document, { name, shapes, entries }: Field): Field[] =>
	propertiesOf(document, [...shapes, ...entries], `${name}.`);

/** The properties of a body of these shapes, one level deep. */
export const bodyFields = (document: Document, shapes: Schema[]): Field[] =>
	propertiesOf(document, shapes, '');

/** An operation's parameters and the properties of its body, one level deep. */
export const topFields = (document: Document, operation: Operation): Field[] => {
	const body = bodySchema(operation);
	return [
		...(operation.parameters ?? []).map((parameter) => fromParameter(document, parameter)),
		...(body ? bodyFields(document, variants(document, body)) : []),
	];
};

/** Finds a field by its dotted name among fields and what is inside them. */
export const fieldAmong = (document: Document, top: Field[], name: string): Field | undefined => {
	let fields = top;
	const keys = name.split('.');
	for (let depth = 1; ; depth += 1) {
		const wanted = keys.slice(0, depth).join('.');
		const field = fields.find((candidate) => candidate.name === wanted);
		if (!field || depth === keys.length) return field;
		fields = innerFields(document, field);
	}
};

/** Finds a field of a request by its dotted name. */
export const findField = (document: Document, request: string, name: string): Field | undefined =>
	fieldAmong(document, topFields(document, operationOf(document, request)), name);

/** The field, as the first of several requests has it. */
export const operationField = (
	document: Document,
	{ requests }: { requests: string[] },
	name: string,
): Field | undefined =>
	requests.map((request) => findField(document, request, name)).find((field) => field);
