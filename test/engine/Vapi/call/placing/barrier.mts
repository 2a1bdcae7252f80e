import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A door in front of the sandbox that holds POSTs back until it is told to let them through. */
export interface Barrier {
	url: string;
	/** POSTs that wait at this moment. */
	held(): number;
	/** The most that ever waited at the same time. */
	peak(): number;
	/** Lets those through that wait; from now on, POSTs pass in groups of that many. */
	release(group: number): void;
	close(): void;
}

/** Opens a barrier to a server on 127.0.0.1; it is shut at first. */
export async function startBarrier(target: string): Promise<Barrier> {
	const waiting: Array<() => void> = [];
	let group = Infinity;
	let peak = 0;
	const letThrough = () => {
		for (const pass of waiting.splice(0)) pass();
	};
	const server = createServer((near, answer) => {
		const { method, headers, url } = near;
		const pass = () => {
			const far = request(new URL(url ?? '/', target), { method, headers }, (response) => {
				answer.writeHead(response.statusCode ?? 502, response.headers);
				response.pipe(answer);
			});
			far.on('error', () => answer.destroy());
			near.pipe(far);
		};
		if (method !== 'POST') {
			pass();
			return;
		}
		waiting.push(pass);
		peak = Math.max(peak, waiting.length);
		if (waiting.length >= group) letThrough();
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		held: () => waiting.length,
		peak: () => peak,
		release: (size) => {
			group = size;
			letThrough();
		},
		close: () => {
			server.close();
			server.closeAllConnections();
		},
	};
}
