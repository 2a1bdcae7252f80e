import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { INodeProperties } from 'n8n-workflow';
import { ROOT } from './paths.mts';

/** What saved workflows depend on: names of parameters with their values, names of output fields. */
export type Frozen = Record<string, string[]>;

/** The committed list. */
export const FROZEN = join(ROOT, 'test/frozen/names.json');

const SCHEMAS = join(ROOT, 'nodes/Vapi/__schema__/v1.0.0');

interface Choice extends Partial<INodeProperties> {
	name: string;
	value?: unknown;
	values?: INodeProperties[];
}

/** What stands in a saved workflow where it has nothing: n8n leaves defaults out. */
const defaultLine = (path: string, value: unknown): string[] =>
	['string', 'number', 'boolean'].includes(typeof value) && value !== ''
		? [`${path} is ${JSON.stringify(value)} by default`]
		: [];

/**
 * One line a parameter, one its default, one a value and one a mode of a locator, with all names on the way
 * to it.
 */
const linesOf = (properties: INodeProperties[], outer: string): string[] =>
	properties.flatMap((property) => {
		const { name, type, modes = [] } = property;
		const options = (property.options ?? []) as Choice[];
		const path = outer + name;
		const inner = options.flatMap((option) => {
			if (option.values) return linesOf(option.values, `${path}.${option.name}.`);
			if (option.type) return linesOf([option as INodeProperties], `${path}.`);
			return [`${path} = ${String(option.value)}`];
		});
		const standard = defaultLine(path, property.default);
		return [`${path}: ${type}`, ...standard, ...modes.map((mode) => `${path} by ${mode.name}`), ...inner];
	});

/** The parameters of each operation: `call:create to: string`. */
const parametersOf = (properties: INodeProperties[]): string[] => {
	const lines = properties.flatMap((property) => {
		const { resource = [], operation = [] } = property.displayOptions?.show ?? {};
		const places =
			operation.length > 0
				? operation.map((name) => `${resource.map(String).join('|')}:${String(name)} `)
				: [resource.length > 0 ? `${resource.map(String).join('|')} ` : ''];
		const own = linesOf([property], '');
		return places.flatMap((place) => own.map((line) => place + line));
	});
	return [...new Set(lines)].sort();
};

/** The output fields of calls that the editor is told of: `call:get status: string`. */
const outputFields = (): string[] =>
	readdirSync(SCHEMAS, { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.json'))
		.sort()
		.flatMap((file) => {
			const schema = JSON.parse(readFileSync(join(SCHEMAS, file), 'utf8')) as {
				properties: Record<string, { type: string }>;
			};
			const place = file.replace('.json', '').replaceAll('/', ':');
			return Object.entries(schema.properties).map(([name, { type }]) => `${place} ${name}: ${type}`);
		})
		.sort();

/** The fields that Simplified gives of each event: `trigger:hang timestamp`. */
const eventFields = (load: NodeJS.Require): string[] => {
	const built = (file: string) => load(join(ROOT, 'dist/nodes/VapiTrigger', file)) as object;
	const { eventOptions } = built('eventOptions.js') as { eventOptions: Array<{ value: string }> };
	const { simplifiedFields } = built('output/simplifiedFields.js') as {
		simplifiedFields(type: string): string[];
	};
	return eventOptions
		.flatMap(({ value }) => simplifiedFields(value).map((field) => `trigger:${value} ${field}`))
		.sort();
};

/** What the built nodes are like now. */
export const currentNames = (): Frozen => {
	const load = createRequire(join(ROOT, 'package.json'));
	type Built = Record<string, new () => { description: { properties: INodeProperties[] } }>;
	const node = (name: string) => {
		const { [name]: Node } = load(join(ROOT, `dist/nodes/${name}/${name}.node.js`)) as Built;
		if (Node === undefined) throw new Error(`dist/ has no node ${name}`);
		return parametersOf(new Node().description.properties);
	};
	return {
		vapi: node('Vapi'),
		vapiEvaluation: node('VapiEvaluation'),
		vapiTrigger: node('VapiTrigger'),
		output: [...outputFields(), ...eventFields(load)],
	};
};

if (import.meta.main) {
	writeFileSync(FROZEN, `${JSON.stringify(currentNames(), null, '\t')}\n`);
	console.log('Wrote test/frozen/names.json: read its diff before you commit it');
}
