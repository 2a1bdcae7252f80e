import { randomUUID } from 'node:crypto';
import type { Core } from '../core.mts';
import type { RouteRequest, Routes } from '../contract.mts';
import { Refusal } from '../http/errors.mts';
import { entity } from '../seed.mts';
import type { Entity, JsonObject } from '../types.mts';
import { found, numbered, pageOf } from './lists.mts';
import { patch } from './patch.mts';

/** In which shape a list comes: all at once, or a page of it, with or without `results` around it. */
export type ListShape = 'whole' | 'rows' | 'page';

/** The one of a shelf with this ID. Throws Refusal (404) where there is none. */
export const pickFrom = (shelf: Map<string, Entity>, what: string, id = ''): Entity => {
	const one = shelf.get(id);
	if (!one) throw new Refusal(404, `${what} ${id} Not Found`);
	return one;
};

const inShape = (list: Entity[], query: JsonObject, shape: ListShape): unknown => {
	if (shape === 'whole') return list;
	return shape === 'page' ? pageOf(list, query) : numbered(list, query);
};

/** Create, read, list, change and delete things of which nothing else is asked, kept by their path. */
export function plainRoutes(core: Core, path: string, shape: ListShape): Routes {
	const shelf = () => core.store.shelf(path);
	const pick = (id?: string) => pickFrom(shelf(), path.slice(1), id);
	return {
		[`POST ${path}`]: ({ body }: RouteRequest) => {
			const now = core.clock.iso();
			const made = entity({ ...body, id: randomUUID(), createdAt: now, updatedAt: now });
			shelf().set(made.id, made);
			return { status: 201, body: made };
		},
		[`GET ${path}`]: ({ query }: RouteRequest) => ({
			status: 200,
			body: inShape(found(shelf().values(), query), query, shape),
		}),
		[`GET ${path}/{id}`]: ({ params }: RouteRequest) => ({ status: 200, body: pick(params.id) }),
		[`PATCH ${path}/{id}`]: ({ params, body }: RouteRequest) => ({
			status: 200,
			body: patch(pick(params.id), body, core.clock.iso()),
		}),
		[`DELETE ${path}/{id}`]: ({ params }: RouteRequest) => {
			const gone = pick(params.id);
			shelf().delete(gone.id);
			return { status: 200, body: gone };
		},
	};
}
