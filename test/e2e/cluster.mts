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
	addWorker(): Promise<void>;
	/** Starts a main process in place of one that was killed; it soon recovers what that one left. */
	restartMain(): Promise<void>;
	stop(): Promise<void>;
}

/** In milliseconds; a worker that died is noticed within seconds, not after a minute. */
const attentive = {
	QUEUE_WORKER_LOCK_DURATION: '6000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '1000',
	QUEUE_WORKER_STALLED_INTERVAL: '2000',
};

/**
 * In minutes, instead of three hours. Only where nothing else runs: n8n takes an execution that it
 * is just about to put into the queue for one that nobody works on.
 */
const recoverSoon = { N8N_EXECUTIONS_QUEUE_RECOVERY_INTERVAL: '0.1' };

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
	const start = async (role: N8nRole, port?: number, more: NodeJS.ProcessEnv = {}) => {
		folders += 1;
		const folder = join(userFolder, `${role}-${folders}`);
		await installPackage(environment.tarball, folder);
		const instance = await createInstance(install, folder);
		const server = await startServer(instance, { role, port, env: { ...env, ...more } });
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
		const cluster: Cluster = {
			main,
			webhook,
			workers,
			async addWorker() {
				workers.push(await start('worker'));
			},
			async restartMain() {
				cluster.main = await start('start', undefined, recoverSoon);
			},
			stop,
		};
		return cluster;
	} catch (error) {
		await stop();
		throw error;
	}
}
