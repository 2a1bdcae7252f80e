import { setTimeout as delay } from 'node:timers/promises';
import { importWorkflows, publishWorkflow } from '../../scripts/n8n/cli.mts';
import { signIn } from '../../scripts/n8n/rest.mts';
import type { RestClient } from '../../scripts/n8n/rest.mts';
import { startServer } from '../../scripts/n8n/server.mts';
import type { N8nServer } from '../../scripts/n8n/server.mts';
import { itemsOf } from '../../scripts/n8n/workflow.mts';
import type { ExecutionItem, ExecutionRun } from '../../scripts/n8n/workflow.mts';
import { deliver } from './deliver.mts';
import { prepare, RUN_TIMEOUT, SETUP_TIMEOUT } from './environment.mts';
import type { Environment } from './environment.mts';
import { dataOf, reaches } from './executions.mts';
import { waitingWorkflow } from './waitingWorkflow.mts';

/** Goes on until the test ends it. */
const ENDLESS = '+15555550165';

describe('Create and Wait in a real n8n', () => {
	let environment: Environment;
	let server: N8nServer;
	let n8n: RestClient;

	const start = async () => {
		// The resume address holds the port, so a restart has to keep it.
		server = await startServer(environment.n8n, server ? { port: server.port } : {});
		n8n = await signIn(server.url);
	};

	beforeAll(async () => {
		environment = await prepare();
		const { id, name } = environment.credential;
		const workflows = (['polling', 'webhook'] as const).map((waitUsing) =>
			waitingWorkflow(`wait-by-${waitUsing}`, waitUsing, { id, name }),
		);
		await importWorkflows(environment.n8n, workflows);
		for (const each of workflows) await publishWorkflow(environment.n8n, each.id as string);
		await start();
	}, SETUP_TIMEOUT);

	beforeEach(() => {
		environment.sandbox.reset();
	});

	afterAll(async () => {
		await server?.stop();
		await environment?.close();
	}, RUN_TIMEOUT);

	const call = async (slug: string, numbers: string[]) =>
		await deliver(server.url, slug, { numbers });

	/** The data of the latest execution of a workflow, once it has the status. */
	async function latest(slug: string, status: string): Promise<ExecutionRun> {
		const failed = ['error', 'crashed', 'canceled'];
		const execution = await reaches(n8n, slug, status, ...failed);
		expect(execution.status).toBe(status);
		return { data: await dataOf(n8n, execution.id) };
	}

	const outputOf = (execution: ExecutionRun): ExecutionItem[] => itemsOf(execution, 'After');
	const ids = () => environment.sandbox.dials.map(({ callId }) => callId);
	const results = (execution: ExecutionRun) =>
		itemsOf(execution, 'Vapi').map(({ json, pairedItem }) => [
			json.id,
			json.outcome,
			pairedItem,
		]);

	it(
		'polls two calls to their end, and gives one item each',
		async () => {
			await call('wait-by-polling', ['+15555550123', '+15555550166']);
			const execution = await latest('wait-by-polling', 'success');
			expect(results(execution)).toEqual([
				[ids()[0], 'answered', { item: 0 }],
				[ids()[1], 'busy', { item: 1 }],
			]);
			expect(outputOf(execution)[0]?.json).toMatchObject({
				structuredOutputs: { Interest: expect.anything() },
			});
		},
		RUN_TIMEOUT,
	);

	it(
		'sleeps through a restart of n8n, takes a report that finds it down when it comes again',
		async () => {
			const { sandbox } = environment;
			await call('wait-by-webhook', [ENDLESS, ENDLESS]);
			await latest('wait-by-webhook', 'waiting');
			const [first, second] = ids() as [string, string];
			await sandbox.end(second);
			await sandbox.settled();

			await server.kill();
			await sandbox.end(first);
			const isTried = () =>
				sandbox.deliveries.some(({ callId, attempts }) => callId === first && attempts.length > 0);
			while (!isTried()) await delay(20);
			await start();

			const execution = await latest('wait-by-webhook', 'success');
			expect(results(execution)).toEqual([
				[first, 'answered', { item: 0 }],
				[second, 'answered', { item: 1 }],
			]);
			expect(outputOf(execution)).toHaveLength(2);
			expect(sandbox.dials).toHaveLength(2);
		},
		2 * RUN_TIMEOUT,
	);

	it(
		'takes a report that comes before it sleeps when it is sent again',
		async () => {
			const { sandbox } = environment;
			const last = { number: ENDLESS };
			sandbox.faults.add({ kind: 'delay', ms: 1_500, when: 'after', method: 'POST', match: last });
			await call('wait-by-webhook', ['+15555550123', ENDLESS]);
			const tooEarly = () =>
				sandbox.deliveries.some(({ attempts }) => attempts.some(({ status }) => status === 409));
			while (!tooEarly()) await delay(20);
			await latest('wait-by-webhook', 'waiting');
			await sandbox.end(String(ids()[1]));
			const execution = await latest('wait-by-webhook', 'success');
			expect(results(execution)).toEqual([
				[ids()[0], 'answered', { item: 0 }],
				[ids()[1], 'answered', { item: 1 }],
			]);
		},
		RUN_TIMEOUT,
	);
});
