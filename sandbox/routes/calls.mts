import type { Core } from '../core.mts';
import type { RouteRequest, Routes } from '../contract.mts';
import { Refusal } from '../http/errors.mts';
import { ARTIFACT_KINDS } from '../media/media.mts';
import { listOr, objectOr, type Entity, type JsonObject, type Reply } from '../types.mts';
import { createCall, createWebCall } from './createCall.mts';
import { firstOf, found } from './lists.mts';

const pick = (core: Core, id = ''): Entity => {
	const call = core.store.calls.get(id);
	if (!call) throw new Refusal(404, `Call with ID ${id} Not Found`);
	return call;
};

/** A call as GET answers it: with addresses of its artifacts that are good for a while. */
export const presented = (core: Core, call: Entity): JsonObject =>
	call.artifact
		? { ...call, artifact: { ...objectOr(call.artifact), ...core.media.links(call.id) } }
		: call;

const erase = async (core: Core, id: string): Promise<void> => {
	const call = pick(core, id);
	if (call.status === 'scheduled') {
		await core.life.end(id, 'scheduled-call-deleted');
		return;
	}
	core.life.forget(id);
	core.media.remove(id);
	core.store.calls.delete(id);
};

async function deleteCall(core: Core, { params, body }: RouteRequest): Promise<Reply> {
	const ids = listOr(body.ids).map(String);
	const call = ids.length ? {} : { ...pick(core, params.id) };
	for (const id of ids.length ? ids : [params.id ?? '']) await erase(core, id);
	return { status: 200, body: call };
}

/** Routes of calls and their artifacts. */
export function callRoutes(core: Core): Routes {
	const artifacts = ARTIFACT_KINDS.map((kind) => [
		`GET /call/{id}/${kind}`,
		({ params }: RouteRequest): Reply => {
			const { id } = pick(core, params.id);
			if (!core.media.has(id, kind)) throw new Refusal(404, 'Artifact not found');
			return { status: 302, headers: { location: core.media.presign(id, kind) } };
		},
	]);
	return {
		'POST /call': (request) => createCall(core, request),
		'POST /call/web': (request) => createWebCall(core, request),
		'GET /call': ({ query }) => {
			const listed = core.clock.now() - core.options.listingDelay;
			const all = found(core.store.calls.values(), query, ['id', 'assistantId', 'phoneNumberId'])
				.filter(({ createdAt }) => Date.parse(createdAt) <= listed);
			const body = firstOf(all, query).map((call) => presented(core, call));
			return { status: 200, body };
		},
		'GET /call/{id}': ({ params }) => ({
			status: 200,
			body: presented(core, pick(core, params.id)),
		}),
		'PATCH /call/{id}': ({ params, body }) => {
			const call = pick(core, params.id);
			Object.assign(call, body, { updatedAt: core.clock.iso() });
			return { status: 200, body: presented(core, call) };
		},
		'DELETE /call/{id}': (request) => deleteCall(core, request),
		...Object.fromEntries(artifacts),
	};
}
