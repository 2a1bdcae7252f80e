/** The last work that waits for, or has, each of these turns. One a process: executions share it. */
const last = new Map<string, Promise<void>>();

/**
 * Does work that must not run beside other work on the same thing, in the order of the calls. Takes all
 * turns at once, so that two works never wait for each other.
 * @param keys what the work is on
 */
export async function inTurns<T>(keys: string[], work: () => Promise<T>): Promise<T> {
	const own = [...new Set(keys)];
	const before = own.map((key) => last.get(key));
	let release = () => {};
	const done = new Promise<void>((resolve) => {
		release = resolve;
	});
	for (const key of own) last.set(key, done);
	await Promise.all(before);
	try {
		return await work();
	} finally {
		for (const key of own) if (last.get(key) === done) last.delete(key);
		release();
	}
}
