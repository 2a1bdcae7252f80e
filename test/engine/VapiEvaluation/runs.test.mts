import type { INodeParameters } from 'n8n-workflow';
import { ASSISTANTS, EVALS, SQUADS } from '../../../sandbox/seed.mts';
import type { RunTiming } from '../../../nodes/VapiEvaluation/runs/runTiming.ts';
import { violationsOf } from '../../contract/contract.mts';
import { builtModule } from '../harness/index.mts';
import { byId, posts, runVapi, useSandbox } from '../support.mts';

const TYPE = 'n8n-nodes-vapi.vapiEvaluation';
const sandbox = useSandbox();
const { runTiming } = builtModule('nodes/VapiEvaluation/runs/runTiming.js') as { runTiming: RunTiming };
beforeEach(() => void Object.assign(runTiming, { first: 1, growth: 1, most: 1, lastLook: 1_000 }));

const run = async (parameters: INodeParameters, node: object = {}) =>
	await runVapi(sandbox(), parameters, { node: { type: TYPE, ...node } });

const SIMULATION = '3f2b8c1e-6d40-4a95-b7e8-50c9d1f2a364';
const SUITE = '4f2b8c1e-6d40-4a95-b7e8-50c9d1f2a365';
const inline = (name: string) => JSON.stringify([{ type: 'simulation', name }]);
const evalJson = (content: string) =>
	JSON.stringify({ type: 'chat.mockConversation', messages: [{ role: 'user', content }] });

const onAssistant = { targetType: 'assistant', assistantId: byId(ASSISTANTS.receptionist) };
/** Either kind, with what says how it goes. */
const KINDS = {
	simulationRun: (how: string): INodeParameters => ({
		...{ resource: 'simulationRun', ...onAssistant, simulationIds: [SIMULATION] },
		additionalFields: { simulationsJson: inline(how) },
	}),
	evalRun: (how: string): INodeParameters => ({
		...{ resource: 'evalRun', ...onAssistant, evalId: byId('') },
		additionalFields: { evalJson: evalJson(how) },
	}),
};
const kinds = Object.entries(KINDS);

afterEach(() => {
	// What the node sent fits the contract, whatever became of it.
	const violations = sandbox().requests.flatMap(violationsOf);
	if (violations.length > 0) throw new Error(violations.join('\n'));
});

describe.each(kinds)('%s: Create and Wait', (_, of) => {
	const wait = (how: string, more: INodeParameters = {}) => ({ ...of(how), operation: 'createAndWait', ...more });

	it.each([['goes well', true], ['fails', false]])('ends with the verdict first: %s', async (how, passed) => {
		const [ended] = (await run(wait(how))).json('Vapi');
		expect(Object.keys(ended ?? {}).slice(0, 2)).toEqual(['passed', 'itemCounts']);
		expect(ended).toMatchObject({ passed, status: 'ended', itemCounts: { failed: passed ? 0 : 1 } });
		expect(posts(sandbox())).toHaveLength(1);
	});

	it('ends in time where the run does not, with its ID', async () => {
		const options = { maxWait: '={{ 0.001 }}' };
		const [open] = (await run(wait('endless', { options }))).json('Vapi');
		expect(open).toMatchObject({ waitTimedOut: true, status: 'running', id: expect.any(String) as string });
		expect(open).not.toHaveProperty('passed');
	});

	it('rides out what goes wrong after the start, and starts nothing twice', async () => {
		sandbox().faults.add({ kind: 'status', status: 404, method: 'GET', path: '/run/', times: 2 });
		sandbox().faults.add({ kind: 'resetBeforeAccept', method: 'GET', path: '/run/', times: 1 });
		expect((await run(wait('goes well'))).json('Vapi')).toMatchObject([{ passed: true }]);
		expect(posts(sandbox())).toHaveLength(1);
	});

	it.each([404, 401])('names the run where Vapi does not hand it out: %s', async (status) => {
		sandbox().faults.add({ kind: 'status', status, method: 'GET', path: '/run/', times: 20 });
		const { error } = await run(wait('goes well'), { retryOnFail: false });
		const path = String(posts(sandbox())[0]?.path);
		const [id] = [...sandbox().state.shelf(path).keys()];
		expect(error?.message).toContain(`(ID ${id})`);
		expect(error?.description).toContain('Read it with Get');
	});

	it.each([500, 502])('never starts again after an answer that says nothing: %s', async (status) => {
		sandbox().faults.add({ kind: 'status', status, method: 'POST', path: '/run$', times: 5 });
		expect((await run(wait('goes well'))).error).toBeDefined();
		expect(posts(sandbox())).toHaveLength(1);
	});

	it('tells the way out of a 402', async () => {
		const body = { statusCode: 402, message: 'Payment required', reason: 'insufficient_credits' };
		sandbox().faults.add({ kind: 'status', status: 402, body, method: 'POST', path: '/run$' });
		const { error } = await run(wait('goes well'));
		expect(error?.description).toContain('credits and the payment method');
	});
});

describe.each(kinds)('%s', (resource, of) => {
	it('is created, read, listed', async () => {
		const [created] = (await run({ ...of('goes well'), operation: 'create' })).json('Vapi');
		const id = String(created?.id ?? created?.evalRunId);
		const idName = `${resource}Id`;
		const put = async (operation: string, more: INodeParameters) =>
			(await run({ resource, operation, ...more })).json('Vapi');
		expect(await put('get', { [idName]: byId(id) })).toMatchObject([{ id, status: 'running' }]);
		expect(await put('getAll', { returnAll: true })).toMatchObject([{ id }]);
	});

	it.each(['create', 'createAndWait'])('%s says what is missing before anything is sent', async (operation) => {
		const nothing = { ...of('x'), operation, simulationIds: [], additionalFields: {} };
		expect((await run(nothing)).error?.message).toMatch(/is empty|has anything to run/);
		const nobody = { ...of('x'), operation, assistantId: byId('={{ "" }}') };
		expect((await run(nobody)).error?.message).toContain("'Assistant' is empty");
		expect(sandbox().requests).toEqual([]);
	});
});

it('runs what is chosen, suites and JSON as one list, on a squad', async () => {
	await run({
		...{ resource: 'simulationRun', operation: 'create', targetType: 'squad', squadId: byId(SQUADS.clinic) },
		// Left over of the other target.
		assistantId: byId(ASSISTANTS.receptionist),
		...{ simulationIds: [SIMULATION], simulationSuiteIds: [SUITE] },
		additionalFields: { simulationsJson: inline('More'), iterations: 2, transport: 'vapi.webchat' },
	});
	expect(posts(sandbox()).map(({ body }) => body)).toEqual([
		{
			simulations: [
				{ type: 'simulation', simulationId: SIMULATION },
				{ type: 'simulationSuite', simulationSuiteId: SUITE },
				{ type: 'simulation', name: 'More' },
			],
			target: { type: 'squad', squadId: SQUADS.clinic },
			iterations: 2,
			transport: { provider: 'vapi.webchat' },
		},
	]);
});

it('runs one eval: a saved one or one by JSON, and never both', async () => {
	const saved = { resource: 'evalRun', operation: 'create', ...onAssistant, evalId: byId(EVALS.cancels) };
	await run(saved);
	const target = { type: 'assistant', assistantId: ASSISTANTS.receptionist };
	expect(posts(sandbox()).map(({ body }) => body)).toEqual([{ type: 'eval', evalId: EVALS.cancels, target }]);
	const both = await run({ ...saved, additionalFields: { evalJson: evalJson('Hi') } });
	expect(both.error?.message).toBe("'Eval' and 'Eval (JSON)' both name an eval");
	expect(posts(sandbox())).toHaveLength(1);
});

it('lists and reads items of a simulation run, stops them, and asks for improvements', async () => {
	const resource = 'simulationRun';
	const [{ id } = {}] = (await run({ ...KINDS.simulationRun('one'), operation: 'create' })).json('Vapi');
	const simulationRunId = byId(String(id));
	const put = async (operation: string, more: INodeParameters = {}) =>
		(await run({ resource, operation, simulationRunId, ...more })).json('Vapi');
	const items = await put('getItems', { returnAll: true });
	expect(items).toHaveLength(2);
	const itemId = String(items[0]?.id);
	expect(await put('getItem', { itemId })).toEqual([items[0]]);
	expect(await put('cancelItem', { itemId })).toMatchObject([{ id: itemId, status: 'canceled' }]);
	expect(await put('suggest', { itemId, force: true })).toMatchObject([{ itemId }]);
	expect(await put('cancel')).toMatchObject([{ status: 'ended', itemCounts: { canceled: 2, total: 2 } }]);
});

it('deletes an eval run', async () => {
	const [{ evalRunId } = {}] = (await run({ ...KINDS.evalRun('x'), operation: 'create' })).json('Vapi');
	const gone = await run({ resource: 'evalRun', operation: 'delete', evalRunId: byId(String(evalRunId)) });
	expect(gone.json('Vapi')).toEqual([{ deleted: true, id: evalRunId }]);
	expect(sandbox().state.shelf('/eval/run').size).toBe(0);
});
