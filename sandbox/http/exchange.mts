import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../clock.mts';
import type { ListenerName, RecordedRequest, Reply } from '../types.mts';

/** The whole body of a request. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks);
}

/** JSON where it is JSON, the text where it is not, undefined where there is nothing. */
export function parseBody(raw: Buffer): unknown {
	if (raw.length === 0) return undefined;
	const text = raw.toString('utf8');
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

/** Notes a request down; its status follows when it is answered. */
export function recordOf(
	listener: ListenerName,
	request: IncomingMessage,
	body: unknown,
	clock: Clock,
): RecordedRequest {
	const [path = '/', query = ''] = (request.url ?? '/').split(/\?(.*)/s);
	return {
		listener,
		method: request.method ?? 'GET',
		path,
		query,
		headers: request.headers,
		body,
		status: null,
		at: clock.iso(),
	};
}

/** Writes an answer, and its status into the record. */
export function send(response: ServerResponse, reply: Reply, record?: RecordedRequest): void {
	const { status, body } = reply;
	const isRaw = typeof body === 'string' || Buffer.isBuffer(body);
	const type = isRaw ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8';
	if (record && !response.destroyed) record.status = status;
	const content = body === undefined ? '' : isRaw ? body : JSON.stringify(body);
	response.writeHead(status, {
		...(body === undefined ? {} : { 'content-type': type }),
		'content-length': Buffer.byteLength(content),
		...reply.headers,
	});
	response.end(content);
}

/** Cuts the connection with a TCP reset (over TLS it just ends). */
export function reset(response: ServerResponse): void {
	const { socket } = response;
	if (socket && !('encrypted' in socket)) socket.resetAndDestroy();
	else socket?.destroy();
}
