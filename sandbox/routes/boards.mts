import { randomUUID } from 'node:crypto';
import type { Core } from '../core.mts';
import type { Routes } from '../contract.mts';
import { entity } from '../seed.mts';
import { plainRoutes } from './plain.mts';

const PATH = '/reporting/board';

/** The name by which the overview that every account has is known. */
const OVERVIEW = 'Metrics Overview';

/** Dashboards, and the overview, which is made when it is asked for. */
export function boardRoutes(core: Core): Routes {
	return {
		...plainRoutes(core, PATH, 'page'),
		[`GET ${PATH}/default/metrics-overview`]: () => {
			const shelf = core.store.shelf(PATH);
			const known = [...shelf.values()].find(({ name }) => name === OVERVIEW);
			const createdAt = core.clock.iso();
			const made = { name: OVERVIEW, layout: { columns: 6 }, items: [] };
			const board = known ?? entity({ ...made, id: randomUUID(), createdAt, updatedAt: createdAt });
			shelf.set(board.id, board);
			return { status: 200, body: board };
		},
	};
}
