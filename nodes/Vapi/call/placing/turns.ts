/** The last work that waits for, or has, each of these turns. One a process: executions share it. */
const last = new Map<string, Promise<void>>();

/** Waits for the works before, or until the signal is aborted. */
async function theirEnd(before: Promise<unknown>, signal?: AbortSignal): Promise<void> {
	const ended = new AbortController();
	const aborted = new Promise<void>((resolve) => {
		if (signal?.aborted) resolve();
		signal?.addEventListener('abort', () => resolve(), { once: true, signal: ended.signal });
	});
	await Promise.race([before, aborted]);
	ended.abort();
}

/**
 * Does work that must not run beside other work on the same thing, in the order of the calls. Takes all
 * turns at once, so that two works never wait for each other.
 * @param keys what the work is on
 * @param signal once aborted, the work begins without its turn, to end by itself
 */
export async function inTurns<T>(
	keys: string[],
	work: () => Promise<T>,
	signal?: AbortSignal,
): Promise<T> {
	const own = [...new Set(keys)];
	const before = Promise.all(own.map((key) => last.get(key)));
	let release = () => {};
	const done = new Promise<void>((resolve) => {
		release = resolve;
	});
	for (const key of own) last.set(key, done);
	await theirEnd(before, signal);
	try {
		return await work();
	} finally {
		void before.then(() => {
			for (const key of own) if (last.get(key) === done) last.delete(key);
			release();
		});
	}
}
