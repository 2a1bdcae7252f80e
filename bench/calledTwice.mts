import { setTimeout as delay } from 'node:timers/promises';
import { signIn } from '../scripts/n8n/rest.mts';
import type { RestClient } from '../scripts/n8n/rest.mts';
import { startCluster } from '../test/e2e/cluster.mts';
import type { Cluster } from '../test/e2e/cluster.mts';
import { prepare } from '../test/e2e/environment.mts';
import { openScene } from '../test/e2e/scene.mts';

/** Seconds between the two executions of the sheet. */
const APART = [0, 1, 3, 6, 11];
/** People in the sheet, and what Vapi takes for each POST, in milliseconds. */
const PEOPLE = 10;
const TAKES = 1_200;

const rule = { hours: 24, person: 'number', calls: 'all' };
const parameters = { options: { skipIfCalledRecently: { rule } } };

/** Starts one sheet twice; gives a line of what came of it. */
async function callTwice(cluster: Cluster, n8n: RestClient, apart: number): Promise<string> {
	const scene = await openScene({ n8n, webhooks: cluster.webhook.url }, { parameters });
	const numbers = Array.from({ length: PEOPLE }, (_, lead) => `+155555501${10 + lead}`);
	scene.sandbox.faults.add({ method: 'POST', path: '^/call$', kind: 'delay', ms: TAKES, when: 'after' });
	const started = () => cluster.workers.map((worker) => worker.output().split('started execution').length);
	const before = started();
	await scene.call(numbers);
	await delay(1_000 * apart);
	await scene.call(numbers);
	await scene.reaches('success');
	await delay(1_000 + PEOPLE * TAKES);
	const workers = started().filter((count, index) => count > (before[index] ?? 0)).length;
	const doubled = scene.timesDialed(numbers).filter((times) => times > 1).length;
	await scene.close();
	return `${apart} s apart, ${workers} workers: ${doubled} of ${PEOPLE} called twice`;
}

/** Measures what Skip If Called Recently cannot see: another n8n process that works through the same sheet. */
const environment = await prepare();
const cluster = await startCluster(environment);
try {
	const n8n = await signIn(cluster.main.url);
	for (const apart of APART) console.log(await callTwice(cluster, n8n, apart));
} finally {
	await cluster.stop();
	await environment.close();
}
