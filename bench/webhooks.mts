import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { importCredentials, importWorkflows, publishWorkflow } from '../scripts/n8n/cli.mts';
import { ensureN8n } from '../scripts/n8n/install.mts';
import { createInstance } from '../scripts/n8n/instance.mts';
import { startServer, type N8nServer } from '../scripts/n8n/server.mts';
import { installPackage, packPackage } from '../scripts/n8n/tarball.mts';
import { PINNED_N8N } from '../scripts/n8n/versions.mts';
import { median, requestsPerSecond } from './load.mts';
import { toolCallsMessage } from './message.mts';
import { contestants, credentials, SECRET_HEADER, type Contestant } from './workflows.mts';

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 7);
const REQUESTS = Number(process.env.BENCH_REQUESTS ?? 150);
const CONCURRENCY = 5;

/** n8n's default, and the one without V8 isolates: n8n spares them its Webhook node, and no other. */
const ENGINES = ['vm', 'legacy'];
const body = toolCallsMessage();

const load = ({ path }: Contestant, requests: number) => ({
	path: `/webhook/${path}`,
	headers: SECRET_HEADER,
	body,
	requests,
	concurrency: CONCURRENCY,
});

/** Waits until n8n listens on a published URL; that comes a moment after it is ready. */
async function listening(server: N8nServer, contestant: Contestant): Promise<void> {
	for (;;) {
		try {
			await requestsPerSecond(server.url, load(contestant, 1));
			return;
		} catch (error) {
			if (!(error as Error).message.includes('answered 404') || server.hasEnded()) throw error;
			await delay(200);
		}
	}
}

/** Measures the contestants in turn, the order changing from round to round. */
async function measure(server: N8nServer): Promise<Map<string, number[]>> {
	const results = new Map(contestants.map(({ name }) => [name, [] as number[]]));
	for (const contestant of contestants) {
		await listening(server, contestant);
		await requestsPerSecond(server.url, load(contestant, REQUESTS));
	}
	for (let round = 0; round < ROUNDS; round++) {
		const order = round % 2 === 0 ? contestants : contestants.toReversed();
		for (const contestant of order) {
			const rate = await requestsPerSecond(server.url, load(contestant, REQUESTS));
			results.get(contestant.name)?.push(rate);
			console.log(`round ${round + 1}: ${contestant.name.padEnd(12)} ${rate.toFixed(1)} a second`);
		}
	}
	return results;
}

function report(engine: string, results: Map<string, number[]>): void {
	const [webhook = [], trigger = []] = [...results.values()];
	const ratios = trigger.map((rate, round) => rate / (webhook[round] ?? Number.NaN));
	for (const [name, rates] of results) {
		console.log(`${name}: median ${median(rates).toFixed(1)} webhooks a second`);
	}
	const range = `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`;
	console.log(`${engine}: Vapi Trigger / Webhook node = ${median(ratios).toFixed(2)} (${range})\n`);
}

const folder = await mkdtemp(join(tmpdir(), 'n8n-bench-'));
let server: N8nServer | undefined;
try {
	const n8n = await createInstance(await ensureN8n(PINNED_N8N), folder);
	await installPackage((await packPackage()).path, folder);
	await importCredentials(n8n, credentials);
	await importWorkflows(
		n8n,
		contestants.map(({ workflow }) => workflow),
	);
	for (const { workflow } of contestants) await publishWorkflow(n8n, workflow.id);
	const size = `${(body.length / 1024).toFixed(0)} KB`;
	console.log(`${REQUESTS} messages of ${size} a round, ${CONCURRENCY} at a time, n8n ${PINNED_N8N}`);
	for (const engine of ENGINES) {
		console.log(`\nExpression engine: ${engine}`);
		const env = { NODE_ENV: 'production', N8N_EXPRESSION_ENGINE: engine };
		server = await startServer(n8n, { env });
		report(engine, await measure(server));
		await server.stop();
	}
} finally {
	await server?.stop();
	await rm(folder, { recursive: true, force: true });
}
