import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { importWorkflows, publishWorkflow } from '../../scripts/n8n/cli.mts';
import { ROOT } from '../../scripts/paths.mts';
import { signIn } from '../../scripts/n8n/rest.mts';
import type { RestClient } from '../../scripts/n8n/rest.mts';
import { startServer } from '../../scripts/n8n/server.mts';
import type { N8nServer } from '../../scripts/n8n/server.mts';
import { itemsOf } from '../../scripts/n8n/workflow.mts';
import type { ExecutionItem, ExecutionRun } from '../../scripts/n8n/workflow.mts';
import { prepare, RUN_TIMEOUT, SETUP_TIMEOUT } from './environment.mts';
import type { Environment } from './environment.mts';
import { waitingWorkflow } from './waitingWorkflow.mts';

/** n8n writes executions with it; the same copy reads them. */
const here = createRequire(join(ROOT, 'package.json'));
const { parse } = createRequire(here.resolve('n8n-core'))('flatted') as {
	parse(text: string): ExecutionRun['data'];
};

/** Goes on until the test ends it. */
const ENDLESS = '+15555550165';

interface Execution {
	id: string;
	status: string;
	data: string;
}

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

	async function call(slug: string, numbers: string[]): Promise<void> {
		const answer = await fetch(`${server.url}/webhook/${slug}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ numbers }),
		});
		expect(answer.status).toBe(200);
	}

	/** The latest execution of a workflow, once it has the status. */
	async function latest(slug: string, status: string): Promise<Execution> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId: slug }));
		for (;;) {
			const { results } = (await n8n.request('GET', `/executions?filter=${filter}`)) as {
				results: Execution[];
			};
			const [last] = results;
			if (
				last &&
				['error', 'crashed', 'canceled'].includes(last.status) &&
				last.status !== status
			) {
				throw new Error(`The execution ended with ${last.status}`);
			}
			if (last?.status === status) {
				return (await n8n.request('GET', `/executions/${last.id}`)) as Execution;
			}
			await delay(100);
		}
	}

	const outputOf = (execution: Execution): ExecutionItem[] =>
		itemsOf({ data: parse(execution.data) }, 'After');
	const ids = () => environment.sandbox.dials.map(({ callId }) => callId);
	const results = (execution: Execution) =>
		itemsOf({ data: parse(execution.data) }, 'Vapi').map(({ json, pairedItem }) => [
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
