import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** A door in front of the sandbox that can be shut: then connections are refused for real. */
export interface Gate {
	url: string;
	/** Refuses connections from now on. */
	shut(): Promise<void>;
	open(): Promise<void>;
	close(): Promise<void>;
}

/** Opens a gate to a server on 127.0.0.1; every connection carries one request. */
export async function startGate(target: string): Promise<Gate> {
	const { port: targetPort } = new URL(target);
	const sockets = new Set<Socket>();
	const server = createServer((near) => {
		const far = connect(Number(targetPort), '127.0.0.1');
		for (const [from, to] of [
			[near, far],
			[far, near],
		] as const) {
			sockets.add(from);
			from.on('error', () => to.destroy());
			from.on('close', () => {
				sockets.delete(from);
				to.destroy();
			});
			from.pipe(to);
		}
	});
	const listen = async (port: number) => {
		server.listen(port, '127.0.0.1');
		await once(server, 'listening');
		return (server.address() as AddressInfo).port;
	};
	const port = await listen(0);
	const shut = async () => {
		if (!server.listening) return;
		const closed = once(server, 'close');
		server.close();
		for (const socket of sockets) socket.destroy();
		await closed;
	};
	return {
		url: `http://127.0.0.1:${port}`,
		shut,
		open: async () => {
			if (!server.listening) await listen(port);
		},
		close: shut,
	};
}
