import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { objectOr, type JsonObject } from '../../../sandbox/types.mts';

/** A webhook as it arrived. */
export interface Received {
	headers: IncomingHttpHeaders;
	/** The body, byte for byte. */
	raw: string;
	message: JsonObject;
}

/** A server of our own that takes webhooks and answers what the test sets. */
export class Receiver {
	readonly received: Received[] = [];
	/** Statuses of the next answers; 200 when they are used up. */
	statuses: number[] = [];
	/** The answer to every message. */
	answer: unknown = {};
	private readonly server: Server;

	constructor() {
		this.server = createServer((request, response) => {
			let raw = '';
			request.setEncoding('utf8');
			request.on('data', (chunk: string) => (raw += chunk));
			request.on('end', () => {
				const message = objectOr((JSON.parse(raw) as JsonObject).message);
				this.received.push({ headers: request.headers, raw, message });
				const text = typeof this.answer === 'string' ? this.answer : JSON.stringify(this.answer);
				response.writeHead(this.statuses.shift() ?? 200).end(text);
			});
		});
	}

	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hook`;
	}

	/** Messages of a type, in the order of their arrival. */
	of(type: string): JsonObject[] {
		return this.received.map(({ message }) => message).filter((one) => one.type === type);
	}

	start(): Promise<void> {
		return new Promise((resolve) => this.server.listen(0, '127.0.0.1', resolve));
	}

	stop(): Promise<void> {
		return new Promise((resolve) => {
			this.server.close(() => resolve());
			this.server.closeAllConnections();
		});
	}

	clear(): void {
		this.received.length = 0;
		this.statuses = [];
		this.answer = {};
	}
}

/** A receiver for a test file: started once, empty before each test. */
export function useReceiver(): Receiver {
	const receiver = new Receiver();
	beforeAll(() => receiver.start());
	beforeEach(() => receiver.clear());
	afterAll(() => receiver.stop());
	return receiver;
}
