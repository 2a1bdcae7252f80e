import { run, runOrThrow, startProcess } from '../../../scripts/n8n/processes.mts';

/** Starts a shell with a child that ignores SIGTERM and keeps the shell's output open. */
async function startFamily() {
	let heard = () => {};
	const written = new Promise<void>((resolve) => (heard = resolve));
	const parent = startProcess('sh', ['-c', '(trap "" TERM; echo up; sleep 60; echo late) & wait'], {
		onOutput: () => heard(),
	});
	await written;
	return parent;
}

describe('processes in groups of their own', () => {
	it('gives exit code and both streams', async () => {
		const result = await run('sh', ['-c', 'echo out; echo err >&2; exit 3']);
		expect(result).toEqual({ code: 3, stdout: 'out\n', stderr: 'err\n' });
	});

	it('names the command, the code and the output of one that had to succeed', async () => {
		await expect(runOrThrow('sh', ['-c', 'echo the reason >&2; exit 3'])).rejects.toThrow(
			/ended with code 3:\n.*the reason/s,
		);
	});

	it('rejects for a program that does not exist', async () => {
		await expect(run('no-such-program-here', [])).rejects.toThrow(/ENOENT/);
	});

	it('ends one that takes longer than it may', async () => {
		const result = await run('sh', ['-c', 'sleep 60'], { timeout: 50 });
		expect(result.code).toBeNull();
	});

	it.each(['stop', 'kill'] as const)('leaves no child behind after %s', async (how) => {
		const parent = await startFamily();
		await (how === 'stop' ? parent.stop(50) : parent.kill());
		// It counts as ended when its output is closed: when the child is gone, too.
		expect(parent.hasEnded()).toBe(true);
		expect(parent.output()).toBe('up\n');
	});
});
