import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';

export interface RunOptions {
	cwd?: string;
	env?: NodeJS.ProcessEnv;
	/** Milliseconds after which the process group is killed and the run counts as failed. */
	timeout?: number;
	/** Called with each piece of output, for progress. */
	onOutput?: (text: string) => void;
}

export interface RunResult {
	/** Exit code; null when a signal ended the process. */
	code: number | null;
	stdout: string;
	stderr: string;
}

/** A process in a group of its own, so that stopping it leaves none of its children behind. */
export interface ManagedProcess {
	pid: number;
	/** Everything it has written so far, both streams in the order of arrival. */
	output(): string;
	/** Settles when the process has ended. */
	ended: Promise<RunResult>;
	hasEnded(): boolean;
	/** Asks it to end; kills the group when it is still there after `grace` milliseconds. */
	stop(grace?: number): Promise<void>;
	/** Ends the whole group at once, as a crash or a power cut would. */
	kill(): Promise<void>;
}

/** Children that run now; none of them may outlive this process. */
const running = new Set<ChildProcess>();

process.once('exit', () => running.forEach((child) => signalGroup(child, 'SIGKILL')));

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
	if (child.pid === undefined) return;
	try {
		process.kill(-child.pid, signal);
	} catch (error) {
		// ESRCH: the group is gone, which is what the caller wants.
		if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
	}
}

/**
 * Starts a program in its own process group, without stdin.
 * @throws Error (through `ended`) when the program cannot be started.
 */
export function startProcess(
	command: string,
	args: string[],
	{ cwd, env, timeout, onOutput }: RunOptions = {},
): ManagedProcess {
	const child = spawn(command, args, {
		cwd,
		env,
		detached: true,
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	running.add(child);
	let stdout = '';
	let stderr = '';
	let all = '';
	let finished = false;
	const collect = (text: string) => {
		all += text;
		onOutput?.(text);
	};
	child.stdout.setEncoding('utf8').on('data', (text: string) => {
		stdout += text;
		collect(text);
	});
	child.stderr.setEncoding('utf8').on('data', (text: string) => {
		stderr += text;
		collect(text);
	});
	const timer = timeout ? setTimeout(() => signalGroup(child, 'SIGKILL'), timeout) : undefined;
	const ended = new Promise<RunResult>((resolve, reject) => {
		child.once('error', reject);
		child.once('close', (code) => resolve({ code, stdout, stderr }));
	}).finally(() => {
		finished = true;
		running.delete(child);
		clearTimeout(timer);
	});
	// Whoever awaits `ended` sees the rejection; nobody has to.
	ended.catch(() => undefined);

	const kill = async () => {
		signalGroup(child, 'SIGKILL');
		await ended;
	};
	return {
		pid: child.pid ?? -1,
		output: () => all,
		ended,
		hasEnded: () => finished,
		kill,
		async stop(grace = 15_000) {
			if (finished) return;
			if (child.pid !== undefined) process.kill(child.pid, 'SIGTERM');
			await Promise.race([ended, delay(grace, undefined, { ref: false })]);
			await kill();
		},
	};
}

/**
 * Runs a program to its end.
 * @returns its exit code and output, whatever the code.
 */
export async function run(
	command: string,
	args: string[],
	options: RunOptions = {},
): Promise<RunResult> {
	return await startProcess(command, args, options).ended;
}

/**
 * Runs a program that has to succeed.
 * @throws Error with the end of its output when it exits with another code than 0.
 */
export async function runOrThrow(
	command: string,
	args: string[],
	options: RunOptions = {},
): Promise<RunResult> {
	const result = await run(command, args, options);
	if (result.code !== 0) {
		const tail = `${result.stdout}\n${result.stderr}`.trim().split('\n').slice(-30).join('\n');
		throw new Error(`"${[command, ...args].join(' ')}" ended with code ${result.code}:\n${tail}`);
	}
	return result;
}
