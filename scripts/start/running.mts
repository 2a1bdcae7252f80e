import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A start that goes on, as it notes itself. */
interface Running {
	pid: number;
	/** Address of its editor; not there until the editor is. */
	url?: string;
}

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		// EPERM: it lives, and belongs to somebody else.
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}

async function read(path: string): Promise<Running | undefined> {
	try {
		return JSON.parse(await readFile(path, 'utf8')) as Running;
	} catch (error) {
		const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
		// A start that was killed while it wrote leaves half a line.
		if (isMissing || error instanceof SyntaxError) return undefined;
		throw error;
	}
}

/** What a start has noted about itself, so that no second one takes over its n8n. */
export interface RunningNote {
	/** Adds where the editor is. */
	ready(url: string): Promise<void>;
	/** Takes the note away. */
	remove(): Promise<void>;
}

/**
 * Notes that this process uses the n8n of an account.
 * @param path file of the note
 * @throws Error that says where the editor is, when another process uses it
 */
export async function noteRunning(path: string): Promise<RunningNote> {
	const other = await read(path);
	if (other !== undefined && other.pid !== process.pid && isAlive(other.pid)) {
		const state = other.url === undefined ? 'is being started' : `runs at ${other.url}`;
		throw new Error(
			`This n8n ${state} (process ${other.pid}). Use it, or stop it with Ctrl-C where it was started.`,
		);
	}
	const write = async (running: Running) => await writeFile(path, JSON.stringify(running));
	await mkdir(dirname(path), { recursive: true });
	await write({ pid: process.pid });
	return {
		ready: async (url) => await write({ pid: process.pid, url }),
		remove: async () => await rm(path, { force: true }),
	};
}
