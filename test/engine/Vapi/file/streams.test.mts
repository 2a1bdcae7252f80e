import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import type { IExecuteFunctions, INodeType } from 'n8n-workflow';
import { discardBinaryData } from '../../harness/binaryData.mts';
import { keepBinaryDataInFiles, runWorkflow } from '../../harness/index.mts';

const MB = 1024 * 1024;

/** What reached the server, and the most memory that buffers took meanwhile. */
interface Received {
	bytes: number;
	contentLength: number;
	sha256: string;
	mostBuffers: number;
}

/** The bytes of a file, by its size; never all of them at once. */
function* bytesOf(size: number): Generator<Buffer> {
	for (let at = 0; at < size; at += MB) yield Buffer.alloc(Math.min(MB, size - at), at / MB);
}

/** A node that puts out a file of some size, which n8n stores. */
const reader = (size: number): INodeType => ({
	description: {
		displayName: 'Reader',
		name: 'reader',
		group: ['input'],
		version: 1,
		description: 'Reads a file',
		defaults: { name: 'Reader' },
		inputs: ['main'],
		outputs: ['main'],
		properties: [],
	},
	async execute(this: IExecuteFunctions) {
		const content = Readable.from(bytesOf(size));
		const data = await this.helpers.prepareBinaryData(content, 'big.bin', 'application/octet-stream');
		return [[{ json: {}, binary: { data } }]];
	},
});

let received: Received[];
let answers: (() => { status: number; cut?: boolean })[];
const server = createServer(async (request, response) => {
	const { cut = false, status } = answers.shift()?.() ?? { status: 201 };
	if (cut) {
		request.socket.destroy();
		return;
	}
	const hash = createHash('sha256');
	const before = process.memoryUsage().arrayBuffers;
	let [bytes, mostBuffers] = [0, 0];
	for await (const chunk of request) {
		bytes += (chunk as Buffer).length;
		hash.update(chunk as Buffer);
		mostBuffers = Math.max(mostBuffers, process.memoryUsage().arrayBuffers - before);
	}
	const contentLength = Number(request.headers['content-length']);
	received.push({ bytes, contentLength, sha256: hash.digest('hex'), mostBuffers });
	response.writeHead(status, { 'content-type': 'application/json' }).end('{"id":"1"}');
});

beforeAll(async () => {
	await keepBinaryDataInFiles();
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
});
beforeEach(() => {
	received = [];
	answers = [];
});
afterAll(async () => {
	server.close();
	await discardBinaryData();
});

const upload = async (size: number) =>
	await runWorkflow({
		credentials: {
			region: 'custom',
			baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
			apiKey: 'key',
		},
		nodeTypes: { 'test.reader': reader(size) },
		nodes: [
			{ name: 'Reader', type: 'test.reader' },
			{ name: 'Vapi', parameters: { resource: 'file', operation: 'upload', binaryPropertyName: 'data' } },
		],
	});

describe('Upload of a file that n8n keeps on disk', () => {
	it.each([1, 100_000, 5 * MB])('sends all of %s bytes, and says before how many', async (size) => {
		const result = await upload(size);
		expect(result.error?.message).toBeUndefined();
		expect(result.json('Vapi')).toEqual([{ id: '1' }]);
		expect(received).toHaveLength(1);
		expect(received[0]?.bytes).toBe(received[0]?.contentLength);
		// What stands around the file is some lines.
		const around = (received[0]?.bytes ?? 0) - size;
		expect(around).toBeGreaterThan(100);
		expect(around).toBeLessThan(600);
	});

	it('does not hold 200 MB at once, what waits to be collected included', async () => {
		const result = await upload(200 * MB);
		expect(result.error?.message).toBeUndefined();
		expect(received[0]?.bytes).toBeGreaterThan(200 * MB);
		expect(received[0]?.mostBuffers).toBeLessThan(100 * MB);
	}, 60_000);

	it('is not sent again where the connection breaks', async () => {
		answers = [() => ({ cut: true, status: 0 })];
		const result = await upload(5 * MB);
		expect(result.error?.message).toContain('may have been carried out');
		expect(received).toEqual([]);
	});

	it('stops before it is sent where the file is empty', async () => {
		const result = await upload(0);
		expect(result.error?.message).toContain("The file in 'Input Binary Field' is empty");
		expect(received).toEqual([]);
	});
});
