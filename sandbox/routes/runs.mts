import { randomUUID } from 'node:crypto';
import type { Core } from '../core.mts';
import type { RouteRequest, Routes } from '../contract.mts';
import { Refusal } from '../http/errors.mts';
import { entity } from '../seed.mts';
import { listOr, objectOr, type Entity, type JsonObject } from '../types.mts';
import { found, numbered } from './lists.mts';
import { pickFrom, plainRoutes } from './plain.mts';

const SIMULATIONS = '/eval/simulation/run';
const EVALS = '/eval/run';
const itemsPath = (id: string): string => `${SIMULATIONS}/${id}/item`;

/** How it goes: by what stands anywhere in its name, as phone numbers decide how calls go. */
const says = (thing: unknown, word: string): boolean => JSON.stringify(thing).includes(word);

/** Each look at a run takes it a step further: queued, running, ended. One that is called endless runs on. */
function further(core: Core, run: Entity, end: (run: Entity) => JsonObject): Entity {
	const now = core.clock.iso();
	if (run.status === 'queued') return Object.assign(run, { status: 'running', startedAt: now, updatedAt: now });
	if (run.status !== 'running' || says(run, 'endless')) return run;
	return Object.assign(run, { status: 'ended', endedAt: now, updatedAt: now, ...end(run) });
}

const started = (core: Core, fields: JsonObject): Entity => {
	const now = core.clock.iso();
	return entity({ ...fields, id: randomUUID(), status: 'queued', createdAt: now, updatedAt: now });
};

/** Runs of evals. What Vapi answers to a new one is its ID. */
function evalRunRoutes(core: Core): Routes {
	const plain = plainRoutes(core, EVALS, 'page');
	const shelf = () => core.store.shelf(EVALS);
	const end = (run: Entity) => ({
		endedReason: 'mockConversation.done',
		results: [{ status: says(run, 'fails') ? 'fail' : 'pass', messages: [] }],
	});
	return {
		[`GET ${EVALS}`]: plain[`GET ${EVALS}`] as Routes[string],
		[`DELETE ${EVALS}/{id}`]: plain[`DELETE ${EVALS}/{id}`] as Routes[string],
		[`POST ${EVALS}`]: ({ body }) => {
			const saved = core.store.shelf('/eval').get(String(body.evalId));
			if (body.evalId !== undefined && !saved) throw new Refusal(404, `eval ${String(body.evalId)} Not Found`);
			const run = started(core, { eval: saved, results: [], ...body });
			shelf().set(run.id, run);
			return { status: 201, body: { evalRunId: run.id } };
		},
		[`GET ${EVALS}/{id}`]: ({ params }) => ({
			status: 200,
			body: further(core, pickFrom(shelf(), 'eval run', params.id), end),
		}),
	};
}

const countsOf = (items: Entity[]): JsonObject => {
	const count = (status: string) => items.filter((item) => item.status === status).length;
	const statuses = ['passed', 'failed', 'running', 'queued', 'canceled'];
	return { total: items.length, ...Object.fromEntries(statuses.map((status) => [status, count(status)])) };
};

/** Runs of simulations, an item for each of them and each iteration. */
function simulationRunRoutes(core: Core): Routes {
	const shelf = () => core.store.shelf(SIMULATIONS);
	const runOf = (id?: string) => pickFrom(shelf(), 'simulation run', id);
	const itemsOf = ({ id }: Entity) => core.store.shelf(itemsPath(id));
	const counted = (run: Entity) => Object.assign(run, { itemCounts: countsOf([...itemsOf(run).values()]) });
	const finish = (run: Entity, statusOf: (item: Entity) => string) => {
		const open = [...itemsOf(run).values()].filter(({ status }) => status === 'queued');
		for (const item of open) Object.assign(item, { status: statusOf(item) });
		return counted(run);
	};
	const end = (run: Entity) => {
		finish(run, (item) => (says(item, 'fails') ? 'failed' : 'passed'));
		return { endedReason: 'completed' };
	};
	const itemOf = ({ params }: RouteRequest) => {
		const run = runOf(params.id);
		return { run, item: pickFrom(itemsOf(run), 'item', params.itemId) };
	};
	return {
		[`GET ${SIMULATIONS}`]: plainRoutes(core, SIMULATIONS, 'rows')[`GET ${SIMULATIONS}`] as Routes[string],
		[`POST ${SIMULATIONS}`]: ({ body }) => {
			const run = started(core, { ...body, queuedAt: core.clock.iso() });
			const times = Number(body.iterations ?? 1);
			for (const entry of listOr(body.simulations).map(objectOr)) {
				const simulation = core.store.shelf('/eval/simulation').get(String(entry.simulationId));
				for (let iterationNumber = 1; iterationNumber <= times; iterationNumber++) {
					const metadata = { simulation: simulation ?? entry };
					const item = started(core, { runId: run.id, iterationNumber, metadata });
					itemsOf(run).set(item.id, item);
				}
			}
			shelf().set(run.id, counted(run));
			return { status: 201, body: { ...run, simulationRunItemIds: [...itemsOf(run).keys()] } };
		},
		[`GET ${SIMULATIONS}/{id}`]: ({ params }) => ({ status: 200, body: further(core, runOf(params.id), end) }),
		[`PATCH ${SIMULATIONS}/{id}`]: ({ params }) => {
			const run = finish(runOf(params.id), () => 'canceled');
			return { status: 200, body: Object.assign(run, { status: 'ended', endedReason: 'canceled' }) };
		},
		[`GET ${SIMULATIONS}/{id}/item`]: ({ params, query }) => ({
			status: 200,
			body: numbered(found(itemsOf(runOf(params.id)).values(), query, ['status', 'simulationId']), query),
		}),
		[`GET ${SIMULATIONS}/{id}/item/{itemId}`]: (request) => ({ status: 200, body: itemOf(request).item }),
		[`PATCH ${SIMULATIONS}/{id}/item/{itemId}`]: (request) => {
			const { run, item } = itemOf(request);
			Object.assign(item, { status: 'canceled' });
			counted(run);
			return { status: 200, body: item };
		},
		[`POST ${SIMULATIONS}/{id}/item/{itemId}/generate`]: (request) => {
			const { item } = itemOf(request);
			return { status: 201, body: { itemId: item.id, suggestions: [{ text: 'Be brief' }] } };
		},
	};
}

/** Routes of everything that is run, and ends by itself. */
export const runRoutes = (core: Core): Routes => ({ ...evalRunRoutes(core), ...simulationRunRoutes(core) });
