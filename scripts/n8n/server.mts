import { setTimeout as delay } from 'node:timers/promises';
import type { N8nInstance } from './instance.mts';
import { freePort } from './ports.mts';
import { startProcess } from './processes.mts';

/** What n8n can run as: the editor with everything, or one part of a queue-mode installation. */
export type N8nRole = 'start' | 'worker' | 'webhook';

export interface ServerOptions {
	role?: N8nRole;
	/** Port to listen on; default: one that is free. */
	port?: number;
	/** Settings of this process only. */
	env?: NodeJS.ProcessEnv;
	/** Further arguments, such as `--concurrency=5` for a worker. */
	args?: string[];
	/** Milliseconds until it has to be ready. */
	timeout?: number;
	onOutput?: (text: string) => void;
}

/** A running n8n process. */
export interface N8nServer {
	/** `http://127.0.0.1:PORT`, without a slash at the end. */
	url: string;
	port: number;
	pid: number;
	output(): string;
	hasEnded(): boolean;
	/** Settles when the process has ended, for whatever reason. */
	ended: Promise<unknown>;
	/** Ends it as an administrator would; running executions get a few seconds. */
	stop(): Promise<void>;
	/** Ends it and its children at once (SIGKILL). */
	kill(): Promise<void>;
}

async function answers(url: string): Promise<boolean> {
	try {
		const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
		await response.body?.cancel();
		// While migrations run, n8n answers everything with 200 and a line of text.
		const type = response.headers.get('content-type') ?? '';
		return response.ok && type.includes('json');
	} catch {
		// Not listening yet, or starting: ask again.
		return false;
	}
}

/**
 * Starts n8n and resolves when it is ready to work, webhooks of published workflows included.
 * @throws Error with the end of its output when it ends early or is not ready in time.
 */
export async function startServer(
	instance: N8nInstance,
	options: ServerOptions = {},
): Promise<N8nServer> {
	const { role = 'start', args = [], timeout = 120_000, onOutput } = options;
	const port = options.port ?? (await freePort());
	const broker = String(await freePort());
	const url = `http://127.0.0.1:${port}`;
	const env = {
		N8N_RUNNERS_BROKER_PORT: broker,
		...(role === 'worker'
			? { QUEUE_HEALTH_CHECK_ACTIVE: 'true', QUEUE_HEALTH_CHECK_PORT: String(port) }
			: { N8N_PORT: String(port) }),
		// Where resume and webhook URLs point; queue mode sets it to the webhook process.
		WEBHOOK_URL: `${url}/`,
		...instance.env,
		...options.env,
	};
	const child = startProcess(process.execPath, [instance.install.bin, role, ...args], {
		cwd: instance.userFolder,
		env,
		onOutput,
	});
	const deadline = Date.now() + timeout;
	// While migrations run, every address answers 200 ("starting up") but that of readiness. The main
	// process goes on then: it mounts the editor's interface, registers the webhooks of published
	// workflows, and writes this line.
	const hasRegistered = () => role !== 'start' || child.output().includes('Editor is now accessible');
	const isReady = async () =>
		hasRegistered() &&
		(await answers(`${url}/healthz/readiness`)) &&
		(role !== 'start' || (await answers(`${url}/rest/settings`)));
	while (!(await isReady())) {
		if (child.hasEnded() || Date.now() > deadline) {
			await child.kill();
			const tail = child.output().trim().split('\n').slice(-30).join('\n');
			throw new Error(`n8n ${role} on port ${port} did not get ready:\n${tail}`);
		}
		await delay(200);
	}
	return {
		url,
		port,
		pid: child.pid,
		output: child.output,
		hasEnded: child.hasEnded,
		ended: child.ended,
		stop: () => child.stop(),
		kill: () => child.kill(),
	};
}
