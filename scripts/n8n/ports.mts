import { createServer } from 'node:net';

/** The port if it can be bound on loopback (for 0 the system's choice), else undefined. */
function tryPort(port: number): Promise<number | undefined> {
	return new Promise((resolve) => {
		const server = createServer();
		server.once('error', () => resolve(undefined));
		server.listen(port, '127.0.0.1', () => {
			const address = server.address();
			const bound = typeof address === 'object' && address ? address.port : undefined;
			server.close(() => resolve(bound));
		});
	});
}

/**
 * A port that is free on loopback right now: the preferred one if it is, else one that the system
 * gives.
 */
export async function freePort(preferred?: number): Promise<number> {
	const port = (preferred && (await tryPort(preferred))) || (await tryPort(0));
	if (!port) throw new Error('No port on 127.0.0.1 can be opened');
	return port;
}
