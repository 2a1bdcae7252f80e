import { setTimeout as delay } from 'node:timers/promises';
import { signIn } from '../scripts/n8n/rest.mts';
import type { RestClient } from '../scripts/n8n/rest.mts';
import { startCluster } from '../test/e2e/cluster.mts';
import type { Cluster } from '../test/e2e/cluster.mts';
import { prepare } from '../test/e2e/environment.mts';
import { openScene } from '../test/e2e/scene.mts';

/** Seconds between the two presses of Retry. */
const APART = [0, 0.3, 1, 2, 3, 5];
/** When the list shows a call: once its POST is answered, or from its beginning. */
const LISTED = { 'when answered': 'before', 'at once': 'after' } as const;
/** People of an execution, and what Vapi takes for each POST, in milliseconds. */
const PEOPLE = 10;
const TAKES = 1_200;

const POST = { method: 'POST', path: '^/call$' };

/** Presses Retry twice on an execution that failed at its first person; gives a line of what came of it. */
async function pressTwice(
	cluster: Cluster,
	n8n: RestClient,
	listed: keyof typeof LISTED,
	apart: number,
): Promise<string> {
	const scene = await openScene({ n8n, webhooks: cluster.webhook.url });
	const numbers = Array.from({ length: PEOPLE }, (_, lead) => `+155555501${10 + lead}`);
	scene.sandbox.faults.add({ ...POST, kind: 'status', status: 401, times: 1 });
	// In the list from the first moment on, as at Vapi, and answered late.
	scene.sandbox.faults.add({ ...POST, kind: 'delay', ms: TAKES, when: LISTED[listed] });
	await scene.call(numbers);
	const failed = await scene.reaches('error');
	const retries = await Promise.all(
		[0, apart].map(async (wait) => {
			await delay(1_000 * wait);
			return await scene.retry(failed);
		}),
	);
	const doubled = scene.timesDialed(numbers).filter((times) => times > 1).length;
	const workers = retries.map(({ id }) =>
		cluster.workers.findIndex((worker) => worker.output().includes(`started execution ${id} `)),
	);
	await scene.close();
	const where = workers[0] === workers[1] ? 'one worker' : 'two workers';
	return `listed ${listed}, ${apart} s apart, ${where}: ${doubled} of ${PEOPLE} dialed twice`;
}

/** Measures what two presses of Retry do in queue mode, where two workers cannot see each other. */
const environment = await prepare();
const cluster = await startCluster(environment);
try {
	const n8n = await signIn(cluster.main.url);
	for (const listed of Object.keys(LISTED) as Array<keyof typeof LISTED>) {
		for (const apart of APART) console.log(await pressTwice(cluster, n8n, listed, apart));
	}
} finally {
	await cluster.stop();
	await environment.close();
}
