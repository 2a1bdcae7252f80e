import { randomUUID } from 'node:crypto';
import type { Core } from '../core.mts';
import type { RouteRequest, Routes } from '../contract.mts';
import { entity } from '../seed.mts';
import type { Entity } from '../types.mts';
import { firstOf, found } from './lists.mts';
import { pickFrom, plainRoutes } from './plain.mts';

const PATH = '/v2/knowledge-base';
const FILES = `${PATH}/{id}/file`;

/** How often a file is looked at until it has been processed. */
const LOOKS = 2;

/** Knowledge bases and their files, which are processed by the second time that somebody looks at them. */
export function knowledgeBaseRoutes(core: Core): Routes {
	const { store } = core;
	const bases = () => store.shelf(PATH);
	const entries = () => store.shelf(FILES);
	const looks = new Map<string, number>();
	const base = ({ params }: RouteRequest) => pickFrom(bases(), 'knowledge base', params.id);
	const filesOf = ({ id }: Entity) => [...entries().values()].filter((file) => file.knowledgeBaseV2Id === id);

	/** A file that Vapi could not read before fails here, too. */
	const look = (file: Entity): Entity => {
		const seen = (looks.get(file.id) ?? 0) + 1;
		looks.set(file.id, seen);
		if (file.status === 'indexing' && seen >= LOOKS) {
			const failed = store.shelf('/file').get(String(file.fileId))?.status === 'failed';
			Object.assign(file, { status: failed ? 'failed' : 'ready', updatedAt: core.clock.iso() });
		}
		return file;
	};
	const index = (file: Entity): Entity => {
		looks.delete(file.id);
		return Object.assign(file, { status: 'indexing', updatedAt: core.clock.iso() });
	};
	const entryOf = (request: RouteRequest) => {
		const file = filesOf(base(request)).find(({ fileId }) => fileId === request.params.fileId);
		return file ?? pickFrom(new Map(), 'knowledge base file', request.params.fileId);
	};
	return {
		...plainRoutes(core, PATH, 'whole'),
		[`GET ${PATH}`]: ({ query }) => ({ status: 200, body: firstOf(found(bases().values(), query), query) }),
		[`GET ${PATH}/{id}`]: (request) => {
			const files = filesOf(base(request)).map(look);
			return { status: 200, body: { toolId: null, ...base(request), files } };
		},
		[`GET ${FILES}`]: (request) => ({ status: 200, body: filesOf(base(request)).map(look) }),
		[`POST ${FILES}`]: (request) => {
			const { id: knowledgeBaseV2Id } = base(request);
			const file = pickFrom(store.shelf('/file'), 'file', String(request.body.fileId));
			const now = core.clock.iso();
			const { originalName: fileName, mimetype, bytes } = file;
			const made = entity({
				...{ id: randomUUID(), createdAt: now, updatedAt: now, status: 'indexing' },
				...{ knowledgeBaseV2Id, fileId: file.id, fileName, mimetype, bytes },
			});
			entries().set(made.id, made);
			return { status: 201, body: made };
		},
		[`DELETE ${FILES}/{fileId}`]: (request) => {
			const gone = entryOf(request);
			entries().delete(gone.id);
			return { status: 200, body: gone };
		},
		[`POST ${FILES}/{fileId}/retry`]: (request) => ({ status: 201, body: index(entryOf(request)) }),
	};
}
