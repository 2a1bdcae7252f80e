import { randomUUID } from 'node:crypto';
import type { Core } from '../core.mts';
import type { RouteRequest, Routes } from '../contract.mts';
import { Refusal } from '../http/errors.mts';
import type { UploadedFile } from '../http/form.mts';
import { entity } from '../seed.mts';
import type { Entity, JsonObject } from '../types.mts';
import { plainRoutes } from './plain.mts';

const PATH = '/file';

/** What Vapi has worked through by the time that somebody looks at it. */
const processed = (file: Entity): Entity =>
	file.status === 'processing' ? Object.assign(file, { status: 'done' }) : file;

function metadataOf(text: unknown): JsonObject {
	if (typeof text !== 'string') return {};
	try {
		return { metadata: JSON.parse(text) as unknown };
	} catch {
		throw new Refusal(400, 'metadata must be a valid JSON string');
	}
}

/** Routes of files: uploaded as a form, in process first and done when they are looked at again. */
export function fileRoutes(core: Core): Routes {
	const files = () => core.store.shelf(PATH);
	const routes = plainRoutes(core, PATH, 'whole');
	const looked = (route: string) => async (request: RouteRequest) => {
		for (const file of files().values()) processed(file);
		return await (routes[route] as NonNullable<Routes[string]>)(request);
	};
	return {
		...routes,
		[`GET ${PATH}`]: async (request) => {
			const { status, body } = await looked(`GET ${PATH}`)(request);
			const { purpose } = request.query;
			const fits = (file: Entity) => purpose === undefined || file.purpose === purpose;
			return { status, body: (body as Entity[]).filter(fits) };
		},
		[`GET ${PATH}/{id}`]: looked(`GET ${PATH}/{id}`),
		[`POST ${PATH}`]: ({ body }) => {
			const { fileName, mimeType, bytes } = body.file as UploadedFile;
			const now = core.clock.iso();
			const file = entity({
				...{ id: randomUUID(), object: 'file', status: 'processing', createdAt: now, updatedAt: now },
				...{ name: fileName, originalName: fileName, mimetype: mimeType, bytes },
				...(body.purpose !== undefined && { purpose: body.purpose }),
				...metadataOf(body.metadata),
			});
			files().set(file.id, file);
			return { status: 201, body: file };
		},
	};
}
