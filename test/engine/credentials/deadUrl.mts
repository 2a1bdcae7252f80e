import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An address on which nothing listens: the port of a server that has just been closed. */
export async function deadUrl(): Promise<string> {
	const server = createServer();
	await new Promise<void>((resolve) => {
		server.listen(0, '127.0.0.1', resolve);
	});
	const { port } = server.address() as AddressInfo;
	await new Promise((resolve) => {
		server.close(resolve);
	});
	return `http://127.0.0.1:${port}`;
}
