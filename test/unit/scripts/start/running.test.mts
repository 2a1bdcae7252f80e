import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noteRunning } from '../../../../scripts/start/running.mts';

describe('the note of a start that goes on', () => {
	let folder: string;
	let path: string;

	beforeEach(async () => {
		folder = await mkdtemp(join(tmpdir(), 'running-'));
		path = join(folder, 'editor', 'sandbox.json');
	});

	afterEach(async () => {
		await rm(folder, { recursive: true });
	});

	/** Notes what another process has left or leaves there. */
	async function noteOf(content: object | string): Promise<void> {
		await (await noteRunning(path)).remove();
		await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
	}

	it.each([
		['says where the other one runs', { url: 'http://127.0.0.1:5678' }, /runs at http:\/\/127\.0\.0\.1:5678 /],
		['says that the other one is being started', {}, /is being started/],
	])('%s', async (_name, state, message) => {
		const other = spawn('sleep', ['60']);
		try {
			await noteOf({ pid: other.pid, ...state });
			await expect(noteRunning(path)).rejects.toThrow(message);
		} finally {
			other.kill('SIGKILL');
			await once(other, 'close');
		}
		// Killed, it could not take its note away.
		await (await noteRunning(path)).remove();
	});

	it.each(['', '{"pid": 1'])('that was torn, %j, counts as none', async (torn) => {
		await noteOf(torn);
		await expect(noteRunning(path)).resolves.toBeDefined();
	});

	it('goes when the start ends', async () => {
		const note = await noteRunning(path);
		await note.ready('http://127.0.0.1:5678');
		expect(existsSync(path)).toBe(true);
		await note.remove();
		expect(existsSync(path)).toBe(false);
	});
});
