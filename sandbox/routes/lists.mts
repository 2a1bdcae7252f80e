import type { Entity, JsonObject } from '../types.mts';

type Query = Record<string, unknown>;

const EDGES = {
	Gt: (value: number, edge: number) => value > edge,
	Ge: (value: number, edge: number) => value >= edge,
	Lt: (value: number, edge: number) => value < edge,
	Le: (value: number, edge: number) => value <= edge,
} as const;

const inDates = (query: Query) => {
	const checks = (['createdAt', 'updatedAt'] as const).flatMap((field) =>
		Object.entries(EDGES).flatMap(([suffix, test]) => {
			const edge = query[field + suffix];
			return edge === undefined ? [] : [{ field, test, edge: Date.parse(String(edge)) }];
		}),
	);
	return (entity: Entity) =>
		checks.every(({ field, test, edge }) => test(Date.parse(entity[field]), edge));
};

const hasFields = (query: Query, fields: string[]) => (entity: Entity) =>
	fields.every((field) => query[field] === undefined || entity[field] === query[field]);

/**
 * What a list route finds: filtered by dates and by the named fields, newest first. Equal timestamps
 * come in the order in which they entered the account.
 */
export function found(all: Iterable<Entity>, query: Query, fields: string[] = []): Entity[] {
	const dates = inDates(query);
	const same = hasFields(query, fields);
	return [...all]
		.filter((entity) => dates(entity) && same(entity))
		.sort((a, b) => (a.createdAt < b.createdAt ? 1 : a.createdAt > b.createdAt ? -1 : 0));
}

/** The first `limit` (default 100) of a list without pages. */
export function firstOf(list: Entity[], query: Query): Entity[] {
	return list.slice(0, query.limit === undefined ? 100 : Number(query.limit));
}

/** The rows of one page, pages counted from 1. */
export function numbered(list: Entity[], query: Query): Entity[] {
	const size = Number(query.limit ?? 100);
	const start = (Number(query.page ?? 1) - 1) * size;
	const ordered = query.sortOrder === 'ASC' ? list.toReversed() : list;
	return ordered.slice(start, start + size);
}

/** One page of a list with pages: `{ results, metadata }`, pages counted from 1. */
export function pageOf(list: Entity[], query: Query): JsonObject {
	const itemsPerPage = Number(query.limit ?? 100);
	const currentPage = Number(query.page ?? 1);
	const totalPages = itemsPerPage > 0 ? Math.ceil(list.length / itemsPerPage) : 0;
	return {
		results: numbered(list, query),
		metadata: {
			itemsPerPage,
			totalItems: list.length,
			currentPage,
			totalPages,
			hasNextPage: currentPage < totalPages,
		},
	};
}
