/** Headers as Node gives them: lower-case names, a list where a header came more than once. */
export type Headers = Record<string, string | string[] | undefined>;

/**
 * One header's value. A header that came twice counts as missing: nobody can say which one is
 * meant, and Vapi sends each once.
 * @param name in any case
 */
export function headerOf(headers: Headers, name: string): string | undefined {
	const value = headers[name.trim().toLowerCase()];
	return typeof value === 'string' ? value : undefined;
}
