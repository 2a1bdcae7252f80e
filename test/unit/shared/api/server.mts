import { createServer } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as it arrived. */
export interface Arrived {
	method: string;
	path: string;
	query: URLSearchParams;
	headers: IncomingHttpHeaders;
	body: string;
}

export type Answer = (
	arrived: Arrived,
	response: ServerResponse,
	request: IncomingMessage,
) => void | Promise<void>;

export interface TestServer {
	url: string;
	requests: Arrived[];
	/** What the server does from now on. */
	answer(next: Answer): void;
	close(): Promise<void>;
}

/** Answers with JSON. */
export const json =
	(body: unknown, status = 200, headers: Record<string, string> = {}): Answer =>
	(_arrived, response) => {
		response.writeHead(status, { 'content-type': 'application/json', ...headers });
		response.end(JSON.stringify(body));
	};

/** Answers with each in turn, and with the last one from then on. */
export function inTurn(...answers: Answer[]): Answer {
	let index = 0;
	return async (...args) => {
		await answers[Math.min(index++, answers.length - 1)]?.(...args);
	};
}

/** A server on this machine that keeps every request it gets. */
export async function startServer(): Promise<TestServer> {
	let current: Answer = json({});
	const requests: Arrived[] = [];
	const server = createServer(async (request, response) => {
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		const url = new URL(request.url ?? '/', 'http://127.0.0.1');
		const arrived = {
			method: request.method ?? '',
			path: url.pathname,
			query: url.searchParams,
			headers: request.headers,
			body: Buffer.concat(chunks).toString(),
		};
		requests.push(arrived);
		await current(arrived, response, request);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		requests,
		answer: (next) => {
			current = next;
		},
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

/** A server for all tests of a file, which forgets its requests before each. */
export function useServer(): Omit<TestServer, 'close'> {
	let server: TestServer;
	beforeAll(async () => {
		server = await startServer();
	});
	beforeEach(() => {
		server.requests.length = 0;
	});
	afterAll(async () => {
		await server.close();
	});
	return {
		get url() {
			return server.url;
		},
		get requests() {
			return server.requests;
		},
		answer: (next) => server.answer(next),
	};
}
