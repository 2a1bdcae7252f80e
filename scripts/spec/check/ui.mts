import type { INodeProperties } from 'n8n-workflow';
import type { Operation, ParameterRow } from '../../../nodes/shared/engine/rows.ts';
import { operationFacts } from '../generate/facts.mts';
import { buildProperties } from '../generate/properties.mts';
import { buildRows } from '../generate/rows.mts';
import type { Document } from '../openapi.mts';
import type { Wording } from '../wording/types.mts';

/** What users get: the node's parameters, and the tables that fill its requests. */
export interface Ui {
	properties: INodeProperties[];
	operations: Record<string, Record<string, Operation>>;
}

/** These lead to an operation and belong to none. */
const SELECTORS = ['resource', 'operation'];

type Facts = Record<string, unknown>;

/** Parameters by dotted name, collections included. */
const flatten = (properties: INodeProperties[], prefix = ''): Map<string, INodeProperties> =>
	new Map(
		properties.flatMap((property): Array<[string, INodeProperties]> => {
			const name = prefix + property.name;
			const inner =
				property.type === 'collection'
					? [...flatten((property.options ?? []) as INodeProperties[], `${name}.`)]
					: [];
			return [[name, property], ...inner];
		}),
	);

const shownFor = (properties: INodeProperties[], resource: string, operation: string) =>
	properties.filter(({ name, displayOptions }) => {
		const { resource: resources = [], operation: operations = [] } = displayOptions?.show ?? {};
		return (
			!SELECTORS.includes(name) && resources.includes(resource) && operations.includes(operation)
		);
	});

const valuesOf = (options: unknown): string[] =>
	(options as Array<{ name: string; value?: unknown }>).map(({ name, value }) =>
		String(value ?? name),
	);

const difference = (key: string, expected: unknown, actual: unknown): string => {
	if (key === 'options' && Array.isArray(expected) && Array.isArray(actual)) {
		const [wanted, shown] = [valuesOf(expected), valuesOf(actual)];
		const lacks = wanted.filter((value) => !shown.includes(value));
		const extra = shown.filter((value) => !wanted.includes(value));
		const parts = [
			...(lacks.length > 0 ? [`lack ${lacks.join(', ')}`] : []),
			...(extra.length > 0 ? [`have ${extra.join(', ')}, which is not in the contract`] : []),
		];
		return `options ${parts.length > 0 ? parts.join(' and ') : 'are worded differently'}`;
	}
	return `${key} is ${JSON.stringify(actual) ?? 'not set'} instead of ${JSON.stringify(expected) ?? 'left out'}`;
};

const differences = (expected: Facts, actual: Facts): string[] =>
	[...new Set([...Object.keys(expected), ...Object.keys(actual)])]
		.filter((key) => JSON.stringify(expected[key]) !== JSON.stringify(actual[key]))
		.map((key) => difference(key, expected[key], actual[key]));

/** Display options may be widened where parameters are put together; inner options count by themselves. */
const comparable = (property: INodeProperties): Facts => ({
	...property,
	displayOptions: undefined,
	...(property.type === 'collection' && { options: undefined }),
});

const compare = <T extends object>(
	at: string,
	expected: Map<string, T>,
	actual: Map<string, T>,
	facts: (value: T) => Facts,
	nameOf: (value: T) => string,
): string[] => [
	...[...expected].flatMap(([name, value]) => {
		const present = actual.get(name);
		if (!present) return [`${at}: '${nameOf(value)}' (${name}) is not in the UI`];
		return differences(facts(value), facts(present)).map(
			(text) => `${at}: '${nameOf(value)}' (${name}): ${text}`,
		);
	}),
	...[...actual]
		.filter(([name]) => !expected.has(name))
		.map(([name, value]) => `${at}: '${nameOf(value)}' (${name}) is in the UI without words`),
];

const rowMap = (rows: readonly ParameterRow[]): Map<string, ParameterRow> =>
	new Map(rows.map((row) => [row.parameter, row]));

const withoutOperation = ({ properties }: Ui, { operations, resource }: Wording): string[] =>
	properties.flatMap(({ name, displayName, displayOptions }) => {
		const { resource: resources = [], operation: shown = [] } = displayOptions?.show ?? {};
		if (SELECTORS.includes(name) || !resources.includes(resource ?? '')) return [];
		return shown
			.filter((operation) => !(String(operation) in operations))
			.map(
				(operation) => `${resource}:${String(operation)}: '${displayName}' (${name}) has no words`,
			);
	});

/** Checks that the UI of a resource is what its words and the contract say, in both directions. */
export const checkUi = (contract: Document, wording: Wording, ui: Ui): string[] => {
	const { resource, operations } = wording;
	if (resource === undefined) return [];
	return [
		...Object.keys(operations).flatMap((name) => {
			const at = `${resource}:${name}`;
			const { fields: rows = [], ...facts } = ui.operations[resource]?.[name] ?? {};
			const expectedRows = rowMap(buildRows(contract, wording, name));
			return [
				...differences({ ...operationFacts(contract, wording, name) }, facts).map(
					(text) => `${at}: ${text}`,
				),
				...compare(
					at,
					flatten(buildProperties(contract, wording, name)),
					flatten(shownFor(ui.properties, resource, name)),
					comparable,
					({ displayName }) => displayName,
				),
				...compare(
					`${at} request table`,
					expectedRows,
					rowMap(rows),
					(row) => ({ ...row }),
					({ displayName }) => displayName,
				),
			];
		}),
		...withoutOperation(ui, wording),
	];
};
