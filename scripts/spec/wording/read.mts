import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { LEFT_OUT } from './leftOut.mts';
import { type Locator, locatorPiece, severalOf } from './locators.mts';
import type { OperationWording, ParameterMap, ParameterWording, Wording } from './types.mts';

interface Shared {
	/** Names of values on the screen, wherever they stand. */
	labels: Record<string, string>;
	/** Resource locators by the name of their piece; taken over by `use`. */
	locators: Record<string, Locator>;
	/** Parameters that several operations have; taken over by `use`. */
	parameters: ParameterMap;
	/** Groups of those; taken over by `include`. */
	sets: Record<string, string[]>;
}

/** A parameter as it stands in a file: `use`, `include` and `at` are resolved on reading. */
interface Written extends Partial<Omit<ParameterWording, 'contains'>> {
	use?: string;
	at?: string;
	contains?: WrittenMap;
}

/** A set of shared.yaml, taken over as it is or below a place of the request. */
type Include = string | { set: string; at: string };

/** Null leaves out what a set would bring. */
type WrittenMap = { include?: Include[] } & { [parameter: string]: Written | null };

const SHARED = 'shared.yaml';

const readYaml = <T,>(folder: string, file: string): T =>
	parse(readFileSync(join(folder, file), 'utf8'), { merge: true }) as T;

const resolveMap = (written: WrittenMap, shared: Shared, at: string): ParameterMap => {
	const { include = [], ...own } = written;
	const included = include.flatMap((each) => {
		const { set, ...place } = typeof each === 'string' ? { set: each } : each;
		const names = shared.sets[set];
		if (!names) throw new Error(`${SHARED} has no set ${set}`);
		return names.map((name): [string, Written] => [name, { use: name, ...place }]);
	});
	const all = Object.fromEntries<Written | null>([...included, ...Object.entries(own)]);
	return Object.fromEntries(
		Object.entries(all).flatMap(([name, parameter]) =>
			parameter === null ? [] : [[name, resolveParameter(parameter, shared, at)]],
		),
	);
};

const resolveParameter = (written: Written, shared: Shared, outer: string): ParameterWording => {
	const { use, at, contains, ...local } = written;
	const piece = use === undefined ? {} : shared.parameters[use];
	if (!piece) throw new Error(`${SHARED} has no parameter ${use}`);
	const inner = at === undefined ? outer : `${outer}${at}.`;
	const place = contains === undefined ? inner : outer;
	// An empty name stands for the object itself.
	const absolute = (name: string) => (name === '' ? place.slice(0, -1) : place + name);
	const resolved = severalOf({ ...piece, ...local } as ParameterWording);
	return {
		...resolved,
		// n8n's linter wants a default in every parameter, so a piece is common only with its own.
		...(use !== undefined && local.default === undefined && { piece: use }),
		...(resolved.field !== undefined && { field: absolute(resolved.field) }),
		...(resolved.covers && { covers: resolved.covers.map(absolute) }),
		...(resolved.clears && { clears: resolved.clears.map(absolute) }),
		...(contains && { contains: resolveMap(contains, shared, inner) }),
	};
};

type Operations = Record<string, OperationWording>;

/** Gives operations that are `like` another one its parameters; what they request is their own. */
const resolveLike = (file: string, operations: Operations): Operations =>
	Object.fromEntries(
		Object.entries(operations).map(([name, operation]) => {
			if (!Array.isArray(operation.requests)) {
				throw new Error(`${file}: ${name} names no requests`);
			}
			const { like, parameters } = operation;
			if (like === undefined) return [name, operation];
			const base = operations[like];
			if (!base || base.like !== undefined) {
				throw new Error(`${file}: ${name} cannot be like ${like}`);
			}
			const shares = Object.keys(base.parameters).filter((key) => !(key in parameters));
			const shared = Object.entries(base.parameters).filter(([key]) => shares.includes(key));
			const all = { ...Object.fromEntries(shared), ...parameters };
			const { sameAs = base.sameAs } = operation;
			const alsoOmitted = Object.keys(base.omitted ?? {});
			return [name, { ...operation, sameAs, parameters: all, shares, alsoOmitted }];
		}),
	);

const readShared = (folder: string): Shared => {
	const { locators = {}, parameters, ...others } = readYaml<Shared>(folder, SHARED);
	const pieces = Object.entries(locators).map(([name, locator]) => [
		name,
		locatorPiece(name, locator),
	]);
	return { ...others, locators, parameters: { ...Object.fromEntries(pieces), ...parameters } };
};

/** Reads every resource's words, with the shared pieces in their places. */
export const readWordings = (folder: string): Wording[] => {
	const shared = readShared(folder);
	return readdirSync(folder)
		.filter((name) => name.endsWith('.yaml') && ![SHARED, LEFT_OUT].includes(name))
		.sort()
		.map((file) => {
			const written = readYaml<Partial<Wording>>(folder, file);
			const operations = Object.entries(written.operations ?? {}).map(
				([name, operation]): [string, OperationWording] => [
					name,
					{
						...operation,
						parameters: resolveMap((operation.parameters ?? {}) as WrittenMap, shared, ''),
					},
				],
			);
			return {
				...written,
				file,
				labels: shared.labels,
				operations: resolveLike(file, Object.fromEntries(operations)),
				also: { requests: [], schemas: [], ...written.also },
			};
		});
};
