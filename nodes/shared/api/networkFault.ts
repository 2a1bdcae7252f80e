/** Why no answer came, without anything of the request. */
export interface NetworkFault {
	/** Code of Node.js or axios, such as ECONNREFUSED. */
	code?: string;
	/** `connect` where the connection never came about. */
	syscall?: string;
	/** Text of a refusal by n8n itself, before anything was sent. */
	text?: string;
}

/** Finds the reason in what n8n's helpers threw, and leaves the request that hangs on it behind. */
export function faultOf(error: unknown): NetworkFault {
	const chain: Array<{ code?: unknown; syscall?: unknown; message?: unknown }> = [];
	for (let link = error; link instanceof Error && chain.length < 5; link = link.cause) {
		chain.push(link as (typeof chain)[number]);
	}
	const text = (key: 'code' | 'syscall') =>
		chain.map((link) => link[key]).find((value) => typeof value === 'string') as string | undefined;
	const code = text('code');
	const last = chain.at(-1)?.message;
	// The other side answered the first bytes of TLS in plain text, so nothing of the request left.
	const noTls = code === 'EPROTO' && /wrong version number/.test(String(last));
	return {
		code: noTls ? 'ERR_SSL_WRONG_VERSION_NUMBER' : code,
		syscall: text('syscall'),
		text: code === undefined && typeof last === 'string' ? last : undefined,
	};
}
