import { setTimeout as delay } from 'node:timers/promises';
import { ASSISTANTS } from '../../sandbox/seed.mts';
import { importWorkflows, publishWorkflow } from '../../scripts/n8n/cli.mts';
import { signIn } from '../../scripts/n8n/rest.mts';
import type { RestClient } from '../../scripts/n8n/rest.mts';
import type { N8nServer } from '../../scripts/n8n/server.mts';
import { place } from '../unit/sandbox/client.mts';
import { startCluster } from './cluster.mts';
import type { Cluster } from './cluster.mts';
import { deliver } from './deliver.mts';
import { prepare, RUN_TIMEOUT, SETUP_TIMEOUT } from './environment.mts';
import type { Environment } from './environment.mts';
import { reaches, retry } from './executions.mts';
import type { Execution } from './executions.mts';
import { leadsWorkflow } from './leadsWorkflow.mts';
import { STOPPED_AFTER, STOPS } from './queueStops.mts';

const TOOL_EXAMPLE = 'answer-a-tool-call';

/** Ends when it is told to. */
const LASTING_CALL = '+15555550165';

describe('n8n in queue mode: a main process, a webhook process, two workers', () => {
	let environment: Environment;
	let cluster: Cluster;
	let n8n: RestClient;

	beforeAll(async () => {
		environment = await prepare();
		const { id, name } = environment.credential;
		await importWorkflows(environment.n8n, [
			leadsWorkflow('create', { id, name }, { operation: 'create' }),
			leadsWorkflow('wait', { id, name }, { operation: 'createAndWait', waitUsing: 'webhook' }),
		]);
		for (const slug of ['create', 'wait', TOOL_EXAMPLE]) {
			await publishWorkflow(environment.n8n, slug);
		}
		cluster = await startCluster(environment);
		n8n = await signIn(cluster.main.url);
	}, SETUP_TIMEOUT * 2);

	afterAll(async () => {
		await cluster?.stop();
		await environment?.close();
	}, RUN_TIMEOUT);

	/** From now on: a function that gives the numbers which have been dialed since. */
	function watchDials(): () => Array<string | undefined> {
		const before = environment.sandbox.dials.length;
		return () => environment.sandbox.dials.slice(before).map(({ number }) => number);
	}

	/** The workers that have said that they work on an execution. */
	const workersOn = ({ id }: Execution): N8nServer[] =>
		cluster.workers.filter((worker) => worker.output().includes(`Worker started execution ${id} `));

	/** Posts leads to a webhook of the webhook process. */
	async function call(id: string, numbers: string[]): Promise<void> {
		const leads = numbers.map((number) => ({ number }));
		await deliver(cluster.webhook.url, id, { leads });
	}

	/** Calls three people; gives the execution while Vapi takes its time to answer for the second. */
	async function callUntilSecond(numbers: string[]): Promise<Execution> {
		const { sandbox } = environment;
		const match = { number: numbers[1] ?? '' };
		const late = { kind: 'delay', ms: 5_000, when: 'after' } as const;
		sandbox.faults.add({ ...late, method: 'POST', path: '^/call$', match });
		const dialed = watchDials();
		await call('create', numbers);
		while (dialed().length < 2) await delay(5);
		return await reaches(n8n, 'create', 'running');
	}

	// n8n cuts the POST off where it tells the worker. If it ever does for both, docs/queue-mode.md says too little.
	it.each([
		['the webhook process', { answered: 201 }],
		['the main process', { answered: null }],
	])(
		'stops an execution that %s has put into the queue',
		async (who, onItsWay) => {
			expect(await STOPS[who]?.(cluster, n8n)).toEqual({
				said: ['canceled', 'canceled'],
				dialed: STOPPED_AFTER,
				...onItsWay,
			});
		},
		RUN_TIMEOUT,
	);

	it(
		'creates calls on a worker',
		async () => {
			const dialed = watchDials();
			await call('create', ['+15555550123', '+15555550124']);
			const execution = await reaches(n8n, 'create', 'success', 'error');
			expect(execution.status).toBe('success');
			expect(dialed()).toEqual(['+15555550123', '+15555550124']);
			expect(workersOn(execution)).toHaveLength(1);
		},
		RUN_TIMEOUT,
	);

	it(
		'answers a tool call through the webhook process',
		async () => {
			const { sandbox } = environment;
			const callId = await place(sandbox, '+15555550123', { assistantId: ASSISTANTS.toolUser });
			const delivery = await sandbox.toolCalls(callId, [
				{ id: 'call_1', name: 'look_up_order', arguments: { orderNumber: 'A-100' } },
			]);
			expect(JSON.parse(delivery?.answer ?? '')).toEqual({
				results: [
					{ toolCallId: 'call_1', name: 'look_up_order', result: 'It was shipped yesterday.' },
				],
			});
			const execution = await reaches(n8n, TOOL_EXAMPLE, 'success', 'error');
			expect(execution.status).toBe('success');
			expect(workersOn(execution)).toHaveLength(1);
		},
		RUN_TIMEOUT,
	);

	it(
		'wakes a Create and Wait on another worker than it slept on',
		async () => {
			const { sandbox } = environment;
			const dialed = watchDials();
			await call('wait', [LASTING_CALL]);
			const sleeping = await reaches(n8n, 'wait', 'waiting', 'error');
			expect(sleeping.status).toBe('waiting');
			const [sleeper] = workersOn(sleeping);
			await sleeper?.stop();
			await sandbox.end(sandbox.dials.at(-1)?.callId ?? '');
			const execution = await reaches(n8n, 'wait', 'success', 'error');
			expect(execution).toMatchObject({ id: sleeping.id, status: 'success' });
			expect(dialed()).toEqual([LASTING_CALL]);
			expect(workersOn(execution)).toHaveLength(2);
		},
		RUN_TIMEOUT,
	);

	it(
		'dials nobody again when a worker is killed, says so, and has nothing left to retry',
		async () => {
			const numbers = ['+15555550131', '+15555550132', '+15555550133'];
			await cluster.addWorker();
			const dialed = watchDials();
			const running = await callUntilSecond(numbers);
			for (const worker of workersOn(running)) await worker.kill();
			const failed = await reaches(n8n, 'create', 'error', 'crashed');
			const { data } = (await n8n.request('GET', `/executions/${failed.id}`)) as { data: unknown };
			expect(data).toContain('failed to be processed too many times');
			const retried = await retry(n8n, failed);
			expect(retried.status).toBe('error');
			expect(dialed()).toEqual(numbers.slice(0, 2));
		},
		RUN_TIMEOUT,
	);

	it(
		'dials everybody once when all but one worker are killed and the execution is retried',
		async () => {
			const numbers = ['+15555550141', '+15555550142', '+15555550143'];
			await cluster.addWorker();
			const dialed = watchDials();
			const running = await callUntilSecond(numbers);
			const { main, webhook } = cluster;
			await Promise.all([main, webhook, ...workersOn(running)].map((one) => one.kill()));
			await cluster.restartMain();
			n8n = await signIn(cluster.main.url);
			const crashed = await reaches(n8n, 'create', 'crashed', 'error');
			expect(crashed.status).toBe('crashed');
			const retried = await retry(n8n, crashed);
			expect(retried.status).toBe('success');
			expect(dialed()).toEqual(numbers);
			expect(retried.data).toContain('foundExisting');
		},
		// The retry waits for what the list may show late.
		2 * RUN_TIMEOUT,
	);
});
