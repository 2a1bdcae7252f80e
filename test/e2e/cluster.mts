import { join } from 'node:path';
import { createInstance } from '../../scripts/n8n/instance.mts';
import { freePort } from '../../scripts/n8n/ports.mts';
import { startServer } from '../../scripts/n8n/server.mts';
import type { N8nRole, N8nServer } from '../../scripts/n8n/server.mts';
import { installPackage } from '../../scripts/n8n/tarball.mts';
import type { Environment } from './environment.mts';
import { startRedis } from './redis.mts';

/** An n8n in queue mode. */
export interface Cluster {
	/** Serves the editor and its REST interface. */
	main: N8nServer;
	/** Takes all webhooks; the main process takes none. */
	webhook: N8nServer;
	workers: N8nServer[];
	/** Adds one more worker, for one that was killed. */
	addWorker(): Promise<N8nServer>;
	stop(): Promise<void>;
}

/** What is dead is noticed within seconds, not after a minute (workers) or three hours (executions). */
const attentive = {
	// Milliseconds.
	QUEUE_WORKER_LOCK_DURATION: '6000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '1000',
	QUEUE_WORKER_STALLED_INTERVAL: '2000',
	// Minutes.
	N8N_EXECUTIONS_QUEUE_RECOVERY_INTERVAL: '0.1',
};

/**
 * Starts Redis, a main process, a webhook process and two workers on the database of an
 * environment. Each has a user folder of its own, as on machines of their own; the package is
 * installed in each.
 */
export async function startCluster(environment: Environment): Promise<Cluster> {
	const { install, userFolder } = environment.n8n;
	const redis = await startRedis();
	const webhookPort = await freePort();
	const env = {
		EXECUTIONS_MODE: 'queue',
		QUEUE_BULL_REDIS_HOST: '127.0.0.1',
		QUEUE_BULL_REDIS_PORT: String(redis.port),
		...attentive,
		DB_SQLITE_DATABASE: join(userFolder, '.n8n', 'database.sqlite'),
		N8N_DISABLE_PRODUCTION_MAIN_PROCESS: 'true',
		OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
		WEBHOOK_URL: `http://127.0.0.1:${webhookPort}/`,
	};
	const servers: N8nServer[] = [];
	let folders = 0;
	const start = async (role: N8nRole, port?: number) => {
		folders += 1;
		const folder = join(userFolder, `${role}-${folders}`);
		await installPackage(environment.tarball, folder);
		const server = await startServer(await createInstance(install, folder), { role, port, env });
		servers.push(server);
		return server;
	};
	const stop = async () => {
		await Promise.all(servers.map((server) => server.stop()));
		await redis.stop();
	};
	try {
		// The main process first: it brings the database up to date.
		const main = await start('start');
		const [webhook, ...workers] = await Promise.all([
			start('webhook', webhookPort),
			start('worker'),
			start('worker'),
		]);
		const addWorker = async () => {
			const worker = await start('worker');
			workers.push(worker);
			return worker;
		};
		return { main, webhook, workers, addWorker, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}
