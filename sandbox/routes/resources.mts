import { randomUUID } from 'node:crypto';
import type { Core } from '../core.mts';
import type { RouteRequest, Routes } from '../contract.mts';
import { Refusal } from '../http/errors.mts';
import type { Entity } from '../types.mts';
import { entity } from '../seed.mts';
import { checkUrls } from './urls.mts';
import { firstOf, found, pageOf } from './lists.mts';
import { patch } from './patch.mts';

type Collection = 'assistants' | 'squads' | 'phoneNumbers' | 'tools' | 'structuredOutputs';

const pick = (core: Core, collection: Collection, id = ''): Entity => {
	const entity = core.store[collection].get(id);
	if (!entity) throw new Refusal(404, `${collection} ${id} Not Found`);
	return entity;
};

const isIn = (entity: Entity, search: unknown) =>
	[entity.name, entity.number, entity.sipUri].some((text) =>
		String(text ?? '').toLowerCase().includes(String(search).toLowerCase()),
	);

/** Routes of everything but calls: assistants, squads, phone numbers, tools, structured outputs. */
export function resourceRoutes(core: Core): Routes {
	const { store } = core;
	const all = (collection: Collection) => store[collection].values();
	const list = (collection: Collection) => ({ query }: RouteRequest) => ({
		status: 200,
		body: firstOf(found(all(collection), query), query),
	});
	const one = (collection: Collection) => ({ params }: RouteRequest) => ({
		status: 200,
		body: pick(core, collection, params.id),
	});
	const change = (collection: Collection) => ({ params, body }: RouteRequest) => {
		const entity = pick(core, collection, params.id);
		checkUrls(body);
		return { status: 200, body: patch(entity, body, core.clock.iso()) };
	};
	const make = (collection: Collection) => ({ body }: RouteRequest) => {
		checkUrls(body);
		const now = core.clock.iso();
		const made = entity({ ...body, id: randomUUID(), createdAt: now, updatedAt: now });
		store[collection].set(made.id, made);
		return { status: 201, body: made };
	};
	const remove = (collection: Collection) => ({ params }: RouteRequest) => {
		const gone = pick(core, collection, params.id);
		store[collection].delete(gone.id);
		return { status: 200, body: gone };
	};
	return {
		'GET /assistant': list('assistants'),
		'GET /assistant/{id}': one('assistants'),
		'POST /assistant': make('assistants'),
		'PATCH /assistant/{id}': change('assistants'),
		'DELETE /assistant/{id}': remove('assistants'),
		'GET /squad': list('squads'),
		'GET /squad/{id}': one('squads'),
		'POST /squad': make('squads'),
		'PATCH /squad/{id}': change('squads'),
		'DELETE /squad/{id}': remove('squads'),
		'GET /phone-number': list('phoneNumbers'),
		'DELETE /phone-number/{id}': remove('phoneNumbers'),
		'GET /phone-number/{id}': one('phoneNumbers'),
		'POST /phone-number': make('phoneNumbers'),
		'PATCH /phone-number/{id}': change('phoneNumbers'),
		'GET /tool': list('tools'),
		'GET /tool/{id}': one('tools'),
		'POST /tool': make('tools'),
		'PATCH /tool/{id}': change('tools'),
		'DELETE /tool/{id}': remove('tools'),
		'GET /v2/phone-number': ({ query }) => {
			const fitting = found(all('phoneNumbers'), query).filter(
				(entity) => query.search === undefined || isIn(entity, query.search),
			);
			return { status: 200, body: pageOf(fitting, query) };
		},
		'GET /structured-output': ({ query }) => ({
			status: 200,
			body: pageOf(found(all('structuredOutputs'), query, ['id', 'name']), query),
		}),
		'GET /structured-output/{id}': one('structuredOutputs'),
		'POST /structured-output': make('structuredOutputs'),
		'PATCH /structured-output/{id}': change('structuredOutputs'),
		'DELETE /structured-output/{id}': remove('structuredOutputs'),
	};
}
