/** What work came to: its value, or what it threw. */
export type Result<T> = { value: T } | { error: unknown };

/** Gives what a promise came to, so that the caller decides what a throw means. */
export async function attempt<T>(promise: Promise<T>): Promise<Result<T>> {
	return await promise.then(
		(value) => ({ value }),
		(error: unknown) => ({ error }),
	);
}

/** The value, or the throw that there was instead. */
export function valueOrThrow<T>(result: Result<T>): T {
	if ('value' in result) return result.value;
	throw result.error;
}

/** What was thrown, in words. */
export function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
