import type { Sandbox } from '../../../../../sandbox/server.mts';
import { CALLS } from '../../../../../sandbox/seed.mts';
import { startServer } from '../../../../unit/shared/api/server.mts';
import type { TestServer } from '../../../../unit/shared/api/server.mts';
import { binaryContent } from '../../../harness/index.mts';
import type { RunResult } from '../../../harness/index.mts';
import { runVapi } from '../../../support.mts';
import { hurryDownloads } from '../calls.mts';
import { downloadOf, fileOf, useFiles } from './downloads.mts';

const { sandbox, stored, finished } = useFiles();

describe('Download', () => {
	it.each([
		['a busy storage', { kind: 'status', status: 503, path: '^/artifacts/' }],
		['a broken connection', { kind: 'resetBeforeAccept', path: '^/artifacts/' }],
		['a busy API', { kind: 'status', status: 429, path: '-recording$' }],
	] as const)('tries again after %s, with a fresh address', async (_title, rule) => {
		const id = await finished();
		sandbox().faults.add({ ...rule, times: 1 });

		fileOf(await runVapi(sandbox(), downloadOf(id)));

		expect(sandbox().requests.length).toBeGreaterThan(2);
	});

	it('gives up on a storage that refuses, and says what it said', async () => {
		const id = await finished();
		sandbox().faults.add({
			kind: 'status',
			status: 403,
			path: '^/artifacts/',
			body: '<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>',
		});

		const result = await runVapi(sandbox(), downloadOf(id));

		expect(result.error?.message).toContain('The storage of Vapi answered 403');
		expect(result.error?.message).toContain('Request has expired');
		expect(stored()).toHaveLength(1);
	});

	it.each([
		['http off this machine', 'http://files.example.com/a.wav'],
		['another scheme', 'ftp://files.example.com/a.wav'],
		['no address', ''],
	])('requests no file over %s', async (_title, location) => {
		const id = await finished();
		sandbox().faults.add({ kind: 'status', status: 302, path: '-recording$', headers: { location } });

		const result = await runVapi(sandbox(), downloadOf(id));

		expect(result.error?.message).toContain('names no safe address');
		expect(stored()).toEqual([]);
	});

	it('follows no redirect of the storage', async () => {
		const id = await finished();
		sandbox().faults.add({
			kind: 'status',
			status: 302,
			path: '^/artifacts/',
			headers: { location: `${sandbox().url}/call/${id}` },
		});

		const result = await runVapi(sandbox(), downloadOf(id));

		expect(result.error?.message).toContain('The storage of Vapi answered 302');
		expect(stored()).toHaveLength(1);
		expect(sandbox().requests).toHaveLength(2);
	});
});

describe('a recording of 200 MB', () => {
	it('goes through without being held in memory', async () => {
		const size = 200_000_000;
		const id = await finished();
		sandbox().options.recordingBytes = size;
		const before = process.memoryUsage().rss;
		let most = before;
		const watch = setInterval(() => {
			most = Math.max(most, process.memoryUsage().rss);
		}, 20);
		try {
			const file = fileOf(await runVapi(sandbox(), downloadOf(id)));
			expect(file.bytes).toBe(size);
			expect(file.data).toBe('filesystem-v2');
		} finally {
			clearInterval(watch);
			sandbox().options.recordingBytes = 200_000;
		}
		// Held in memory, it would take its size and, as Base64, a third more on top of that.
		expect(most - before).toBeLessThan(size * 0.75);
	}, 120_000);
});

describe('Download from a server that is not the sandbox', () => {
	let server: TestServer;
	beforeAll(async () => {
		server = await startServer();
	});
	afterAll(async () => {
		await server.close();
	});

	const run = async (): Promise<RunResult> =>
		await runVapi({ ...sandbox(), url: server.url } as Sandbox, downloadOf(CALLS.answered, { options: { waitSeconds: 0 } }));

	it('takes the file from the answer itself', async () => {
		server.answer((_arrived, response) => {
			response.writeHead(200, { 'content-type': 'application/octet-stream' });
			response.end('RIFFabc');
		});

		const file = fileOf(await run());

		expect(file).toMatchObject({ mimeType: 'audio/wav', bytes: 7 });
		expect((await binaryContent(file)).toString()).toBe('RIFFabc');
	});

	it('fails where the transfer stops in the middle', async () => {
		hurryDownloads({ transfer: 500 });
		server.answer(({ path }, response) => {
			if (path !== '/file') {
				response.writeHead(302, { location: '/file' }).end();
				return;
			}
			response.writeHead(200, { 'content-type': 'audio/wav', 'content-length': 100 });
			response.write('RIFF');
		});

		const result = await run();

		expect(result.error?.message).toContain('broke off');
		expect(result.output('Vapi')).toEqual([]);
	}, 30_000);

	it('fails where the connection breaks in the middle', async () => {
		server.answer((_arrived, response) => {
			response.writeHead(200, { 'content-type': 'audio/wav', 'content-length': 100 });
			response.write('RIFF', () => response.destroy());
		});

		const result = await run();

		expect(result.error?.message).toContain('broke off');
	}, 30_000);

	it('repeats what Vapi says when it refuses', async () => {
		server.answer((_arrived, response) => {
			response.writeHead(401, { 'content-type': 'application/json' });
			response.end(JSON.stringify({ message: 'Invalid Key.', statusCode: 401 }));
		});

		const result = await run();

		expect(result.error?.message).toContain('Vapi does not accept this key (401)');
		expect(result.error?.httpCode).toBe('401');
	});
});
