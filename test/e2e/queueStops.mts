import { setTimeout as delay } from 'node:timers/promises';
import type { RestClient } from '../../scripts/n8n/rest.mts';
import type { Cluster } from './cluster.mts';
import { openScene } from './scene.mts';
import type { Scene } from './scene.mts';

const leads = [1, 2, 3, 4, 5, 6].map((lead) => `+1555555015${lead}`);
const POST = { method: 'POST', path: '^/call$' };

/** How long Vapi takes for the second POST, in milliseconds. */
const TAKES = 5_000;

const numberIn = (body: unknown) => (body as { customer?: { number?: string } } | undefined)?.customer?.number;

/** Who has been dialed when Stop is pressed. */
export const STOPPED_AFTER = leads.slice(0, 2);

/** What Stop during the second POST came to. */
interface Stopped {
	/** What n8n answers to Stop, and how the execution stands afterwards. */
	said: [string, string];
	dialed: string[];
	/** Vapi's answer to the POST that was on its way; null where n8n cut its connection off. */
	answered: number | null;
}

/** Presses Stop while Vapi takes its time for the second person, and waits for the worker to be done. */
async function stopDuringSecond(scene: Scene, { workers }: Cluster): Promise<Stopped> {
	await scene.dialed(2);
	const running = await scene.reaches('running');
	const said = await scene.stop(running);
	const end = new RegExp(`Worker (finished|errored while running) execution ${running.id} `);
	while (!workers.some((worker) => end.test(worker.output()))) await delay(20);
	// The sandbox notes its answer when the delay is over.
	await delay(TAKES);
	const { status } = await scene.reaches('canceled', 'success', 'error');
	const { dials, requests } = scene.sandbox;
	const second = requests.findLast(({ body }) => numberIn(body) === leads[1]);
	await scene.close();
	return {
		said: [said, status],
		dialed: dials.map(({ number }) => String(number)),
		answered: second?.status ?? null,
	};
}

const slowSecond = ({ sandbox }: Scene) =>
	sandbox.faults.add({ ...POST, kind: 'delay', ms: TAKES, when: 'after', match: { number: leads[1] } });

/** Stop in queue mode, by who has put the execution into the queue. */
export const STOPS: Record<string, (cluster: Cluster, n8n: RestClient) => Promise<Stopped>> = {
	async 'the webhook process'(cluster, n8n) {
		const scene = await openScene({ n8n, webhooks: cluster.webhook.url });
		slowSecond(scene);
		await scene.call(leads);
		return await stopDuringSecond(scene, cluster);
	},
	async 'the main process'(cluster, n8n) {
		const scene = await openScene({ n8n, webhooks: cluster.webhook.url });
		scene.sandbox.faults.add({ ...POST, kind: 'status', status: 401, times: 1 });
		slowSecond(scene);
		await scene.call(leads);
		const failed = await scene.reaches('error');
		// n8n answers a retry that is stopped with an error of its own.
		const retried = scene.retry(failed).catch(() => undefined);
		const stopped = await stopDuringSecond(scene, cluster);
		await retried;
		return stopped;
	},
};
