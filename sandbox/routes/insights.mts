import { randomUUID } from 'node:crypto';
import type { Core } from '../core.mts';
import type { Routes } from '../contract.mts';
import { entity } from '../seed.mts';
import { pickFrom, plainRoutes } from './plain.mts';

const PATH = '/reporting/insight';

/** Saved questions about calls, and what the answer is. */
export function insightRoutes(core: Core): Routes {
	const answer = (insightId: string) => {
		const now = core.clock.iso();
		return { status: 201, body: entity({ id: randomUUID(), insightId, createdAt: now, updatedAt: now }) };
	};
	return {
		...plainRoutes(core, PATH, 'page'),
		[`POST ${PATH}/preview`]: () => answer(randomUUID()),
		[`POST ${PATH}/{id}/run`]: ({ params }) =>
			answer(pickFrom(core.store.shelf(PATH), 'insight', params.id).id),
	};
}
