import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { signIn } from '../../scripts/n8n/rest.mts';
import { startServer } from '../../scripts/n8n/server.mts';
import type { N8nServer } from '../../scripts/n8n/server.mts';
import { ROOT } from '../../scripts/paths.mts';
import { CLOCK_RUNS } from './clockRuns.mts';
import { prepare, RUN_TIMEOUT, SETUP_TIMEOUT } from './environment.mts';
import type { Environment } from './environment.mts';
import { FAULT_RUNS } from './faultRuns.mts';
import type { Facts, FaultRun } from './faultRuns.mts';
import { openScene } from './scene.mts';
import type { Scene } from './scene.mts';

const RUNS: Record<string, FaultRun> = { ...CLOCK_RUNS, ...FAULT_RUNS };
const CLOCK = pathToFileURL(join(ROOT, 'test', 'e2e', 'steppedClock.mts')).href;

/** Everything in real time, in one n8n, each with a Vapi of its own; they run beside each other. */
describe('faults in a real n8n', () => {
	let environment: Environment;
	let server: N8nServer;
	const scenes = new Map<string, Scene>();
	const facts = new Map<string, Promise<Facts>>();

	/** Puts n8n's clock on its next step. */
	async function stepClock(): Promise<void> {
		const steps = () => server.output().split('The clock goes wrong by').length;
		const before = steps();
		process.kill(server.pid, 'SIGUSR2');
		while (steps() === before) await delay(20);
	}

	beforeAll(async () => {
		environment = await prepare();
		const wrong = Object.values(CLOCK_RUNS).map(({ n8nAhead }) => n8nAhead);
		const clock = { NODE_OPTIONS: `--import=${CLOCK}`, CLOCK_STEPS: [...wrong, 0].join() };
		server = await startServer(environment.n8n, { env: clock });
		const running = { n8n: await signIn(server.url), webhooks: server.url };
		for (const [name, { setting }] of Object.entries(RUNS)) {
			scenes.set(name, await openScene(running, setting));
		}
		for (const [name, { vapiAhead, begin }] of Object.entries(CLOCK_RUNS)) {
			const scene = scenes.get(name) as Scene;
			scene.sandbox.clock.offset = vapiAhead;
			await begin(scene);
			scene.sandbox.clock.offset = 0;
			await stepClock();
		}
		for (const [name, { run }] of Object.entries(RUNS)) {
			const told = run(scenes.get(name) as Scene);
			// Its own test reports what it throws.
			told.catch(() => undefined);
			facts.set(name, told);
		}
	}, 2 * SETUP_TIMEOUT);

	afterAll(async () => {
		await server?.stop();
		for (const scene of scenes.values()) await scene.close();
		await environment?.close();
	}, RUN_TIMEOUT);

	it.each(Object.entries(RUNS))(
		'%s: nobody is dialed twice, nothing is lost',
		async (name, { expected }) => {
			expect(await facts.get(name)).toEqual(expected);
		},
		2 * RUN_TIMEOUT,
	);
});
