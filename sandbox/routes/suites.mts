import { randomUUID } from 'node:crypto';
import type { Core } from '../core.mts';
import type { Routes } from '../contract.mts';
import { pickFrom, plainRoutes } from './plain.mts';

const PATH = '/eval/simulation/suite';

/** Suites of simulations, which can be made a second time. */
export function suiteRoutes(core: Core): Routes {
	return {
		...plainRoutes(core, PATH, 'rows'),
		[`POST ${PATH}/{id}/duplicate`]: ({ params }) => {
			const suite = pickFrom(core.store.shelf(PATH), PATH.slice(1), params.id);
			const now = core.clock.iso();
			const copy = { ...structuredClone(suite), id: randomUUID(), createdAt: now, updatedAt: now };
			core.store.shelf(PATH).set(copy.id, copy);
			return { status: 201, body: copy };
		},
	};
}
