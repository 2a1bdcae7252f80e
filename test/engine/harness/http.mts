import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What nodes use of Express: n8n's webhook server is an Express server. */
export interface ExpressRequest extends IncomingMessage {
	body: unknown;
	rawBody: Buffer;
	query: Record<string, string>;
	params: Record<string, string>;
	path: string;
	header(name: string): string | undefined;
	get(name: string): string | undefined;
}

export interface ExpressResponse extends ServerResponse {
	status(code: number): ExpressResponse;
	set(name: string, value: string): ExpressResponse;
	header(name: string, value: string): ExpressResponse;
	json(body: unknown): ExpressResponse;
	send(body?: unknown): ExpressResponse;
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks);
}

function parseBody(raw: Buffer, contentType = ''): unknown {
	if (raw.length === 0) return {};
	return contentType.includes('json') ? JSON.parse(raw.toString('utf8')) : raw.toString('utf8');
}

async function toExpressRequest(request: IncomingMessage): Promise<ExpressRequest> {
	const rawBody = await readBody(request);
	const url = new URL(request.url ?? '/', 'http://localhost');
	const header = (name: string) => {
		const value = request.headers[name.toLowerCase()];
		return Array.isArray(value) ? value.join(', ') : value;
	};
	return Object.assign(request, {
		rawBody,
		body: parseBody(rawBody, request.headers['content-type']),
		query: Object.fromEntries(url.searchParams),
		params: {},
		path: url.pathname,
		header,
		get: header,
	});
}

function toExpressResponse(raw: ServerResponse): ExpressResponse {
	const response = raw as ExpressResponse;
	response.status = (code) => {
		response.statusCode = code;
		return response;
	};
	response.set = (name, value) => {
		response.setHeader(name, value);
		return response;
	};
	response.header = response.set;
	response.json = (body) => {
		if (!response.hasHeader('content-type')) {
			response.setHeader('content-type', 'application/json; charset=utf-8');
		}
		response.end(JSON.stringify(body));
		return response;
	};
	response.send = (body) => {
		if (typeof body === 'object' && body !== null && !Buffer.isBuffer(body)) {
			return response.json(body);
		}
		response.end(body as string | Buffer | undefined);
		return response;
	};
	return response;
}

/** An HTTP server on 127.0.0.1 that hands Express-like requests to `handle`; it answers 500 itself. */
export async function serve(
	handle: (request: ExpressRequest, response: ExpressResponse) => Promise<void>,
): Promise<{ url: string; close(): Promise<void> }> {
	const server = createServer((rawRequest, rawResponse) => {
		const response = toExpressResponse(rawResponse);
		toExpressRequest(rawRequest)
			.then(async (request) => await handle(request, response))
			.catch((error: Error) => {
				if (!response.headersSent) response.status(500).json({ message: error.message });
			});
	});
	await new Promise<void>((resolve) => {
		server.listen(0, '127.0.0.1', resolve);
	});
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}`,
		close: async () => {
			server.closeAllConnections();
			await new Promise<void>((resolve) => {
				server.close(() => resolve());
			});
		},
	};
}
