import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../../scripts/n8n/ports.mts';
import { startProcess } from '../../scripts/n8n/processes.mts';

/** A Redis of our own on loopback, which keeps nothing on disk. */
export interface Redis {
	port: number;
	stop(): Promise<void>;
}

/**
 * Starts `redis-server` (Debian's package of that name) on a free port.
 * @throws Error when it is not installed or ends before it is ready.
 */
export async function startRedis(): Promise<Redis> {
	const port = await freePort();
	const inMemory = ['--save', '', '--appendonly', 'no'];
	const redis = startProcess('redis-server', [
		...['--port', String(port), '--bind', '127.0.0.1'],
		...inMemory,
	]);
	while (!redis.output().includes('Ready to accept connections')) {
		if (redis.hasEnded()) throw new Error(`redis-server did not start:\n${redis.output()}`);
		// Rejects when there is no such program.
		await Promise.race([redis.ended, delay(50)]);
	}
	return { port, stop: () => redis.stop() };
}
