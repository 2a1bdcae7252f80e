import { readFileSync } from 'node:fs';
import type { IDataObject } from 'n8n-workflow';

import { CONTRACT } from '../../../../scripts/spec/files.mts';
import type { Document, Schema } from '../../../../scripts/spec/openapi.mts';

/** Deeper than the values that a workflow asks for, which stand at most three objects down. */
const DEPTH = 4;

const { schemas } = (JSON.parse(readFileSync(CONTRACT, 'utf8')) as Document).components as {
	schemas: Record<string, Schema>;
};

const shapesOf = (schema: Schema): Schema[] => {
	const parts = [...(schema.oneOf ?? []), ...(schema.anyOf ?? []), ...(schema.allOf ?? [])];
	if (schema.$ref !== undefined) parts.push(schemas[schema.$ref.split('/').at(-1) as string] as Schema);
	return parts.length > 0 ? parts.flatMap(shapesOf) : [schema];
};

/** A value for a place: every property of every shape that it may have; texts say where they stand. */
const sample = (schema: Schema, path: string, depth: number): unknown => {
	const shapes = shapesOf(schema);
	const [first] = shapes;
	if (first?.enum) return first.enum[0];
	const type = first?.type ?? (first?.properties ? 'object' : 'string');
	if (type === 'array') return depth > DEPTH ? [] : [sample(first?.items ?? {}, `${path}.0`, depth + 1)];
	if (type === 'number' || type === 'integer') return path.length + 1;
	if (type === 'boolean') return true;
	if (type !== 'object') return first?.format === 'date-time' ? '2026-01-02T03:04:05.000Z' : `of ${path}`;
	if (depth > DEPTH) return {};
	const properties = Object.assign({}, ...shapes.map((shape) => shape.properties ?? {})) as Record<string, Schema>;
	const inner = Object.entries(properties).map(([name, each]) => [name, sample(each, `${path}.${name}`, depth + 1)]);
	return inner.length > 0 ? Object.fromEntries(inner) : { anything: `of ${path}` };
};

/** A whole message of each event of the contract, all properties filled in. */
export function messagesOfContract(): IDataObject[] {
	return shapesOf(schemas.ServerMessage?.properties?.message ?? {}).flatMap((schema) =>
		(schema.properties?.type?.enum ?? []).map((type) => ({
			...(sample(schema, 'message', 0) as IDataObject),
			type: type as string,
		})),
	);
}

/** One value of a message. */
export interface Value {
	/** Keys on the way to it; places of lists are left out. */
	path: string;
	/** A message that has this value and its type alone. */
	only: IDataObject;
}

/** All values of a message, those in lists and objects of their own each by itself. */
export function valuesIn(message: IDataObject): Value[] {
	const { type, ...others } = message;
	const walk = (value: unknown, path: string, wrap: (inner: unknown) => unknown): Value[] => {
		if (typeof value !== 'object' || value === null) {
			return [{ path, only: { ...(wrap(value) as IDataObject), type } }];
		}
		return Object.entries(value).flatMap(([key, inner]) =>
			Array.isArray(value)
				? walk(inner, path, (each) => wrap([each]))
				: walk(inner, path === '' ? key : `${path}.${key}`, (each) => wrap({ [key]: each })),
		);
	};
	return walk(others, '', (inner) => inner);
}
