import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** A door in front of the sandbox that can be shut: then connections are refused for real. */
export interface Gate {
	url: string;
	/** Lets that many POSTs through, then shuts; 0 shuts at once. */
	shutAfter(posts: number): void;
	open(): Promise<void>;
	close(): void;
}

const isPost = (data: Buffer): boolean => data.toString('latin1', 0, 5) === 'POST ';

/** Opens a gate to a server on 127.0.0.1. */
export async function startGate(target: string): Promise<Gate> {
	const targetPort = Number(new URL(target).port);
	const sockets = new Set<Socket>();
	let postsLeft = Infinity;
	const shut = () => {
		if (server.listening) server.close();
	};
	const server = createServer((near) => {
		const far = connect(targetPort, '127.0.0.1');
		sockets.add(near).add(far);
		near.on('data', (data: Buffer) => {
			if (isPost(data)) postsLeft -= 1;
			if (postsLeft <= 0) shut();
			far.write(data);
		});
		// One answer a connection: a connection that is kept alive would slip past a shut gate.
		far.on('data', (data: Buffer) => near.end(data));
		near.on('error', () => far.destroy()).on('close', () => far.destroy());
		far.on('error', () => near.destroy()).on('close', () => near.end());
	});
	const listen = async (port: number) => {
		server.listen(port, '127.0.0.1');
		await once(server, 'listening');
		return (server.address() as AddressInfo).port;
	};
	const port = await listen(0);
	return {
		url: `http://127.0.0.1:${port}`,
		shutAfter: (posts) => {
			postsLeft = posts === 0 ? Infinity : posts;
			if (posts === 0) shut();
		},
		open: async () => {
			postsLeft = Infinity;
			if (!server.listening) await listen(port);
		},
		close: () => {
			shut();
			for (const socket of sockets) socket.destroy();
		},
	};
}
