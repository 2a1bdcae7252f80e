/** Gives what the promise came to, so that the caller decides what a throw means. */
export async function attempt<T>(promise: Promise<T>): Promise<{ value: T } | { fault: unknown }> {
	return await promise.then(
		(value) => ({ value }),
		(fault: unknown) => ({ fault }),
	);
}
