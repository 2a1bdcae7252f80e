import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../clock.mts';

/** PEM texts; the caller brings a certificate for 127.0.0.1. */
export interface Tls {
	key: string;
	cert: string;
}

/** One of the sandbox's servers on 127.0.0.1. */
export interface Listener {
	/** `http://127.0.0.1:PORT`, no slash at the end. */
	url: string;
	close(): Promise<void>;
}

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const originOf = (server: Server, tls?: Tls) =>
	`${tls ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`;

/** Listens on 127.0.0.1 (port 0: any). Every answer carries the sandbox's Date. */
export async function listen(
	handler: Handler,
	clock: Clock,
	port = 0,
	tls?: Tls,
): Promise<Listener> {
	const serve = (request: IncomingMessage, response: ServerResponse) => {
		response.setHeader('date', clock.http());
		handler(request, response).catch((error: unknown) => {
			console.error(error);
			if (response.headersSent) response.destroy();
			else response.writeHead(500).end('The sandbox itself broke; see its console.');
		});
	};
	const server = tls ? createTlsServer(tls, serve) : createServer(serve);
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, '127.0.0.1', resolve);
	});
	return {
		url: originOf(server, tls),
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}
