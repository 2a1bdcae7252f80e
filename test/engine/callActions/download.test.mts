import { gunzipSync } from 'node:zlib';
import type { IBinaryData, IDataObject, INodeParameters } from 'n8n-workflow';
import { ASSISTANTS, CALLS, defaultSeed } from '../../../sandbox/seed.mts';
import type { Sandbox } from '../../../sandbox/server.mts';
import { ARTIFACTS } from '../../../nodes/Vapi/call/download/artifacts.ts';
import { binaryContent, keepBinaryDataInFiles, startWorkflow, sandboxCredentials } from '../harness/index.mts';
import type { RunResult } from '../harness/index.mts';
import { runVapi, useSandbox } from '../support.mts';
import { startServer } from '../../unit/transport/server.mts';
import type { TestServer } from '../../unit/transport/server.mts';
import { goOn, hurryDownloads, onCall, place } from './calls.mts';

const sandbox = useSandbox({ timeScale: 0 });

beforeAll(async () => {
	await keepBinaryDataInFiles();
});
beforeEach(() => {
	hurryDownloads();
});

const stored = () => sandbox().requests.filter(({ listener }) => listener === 'storage');
const asked = () => sandbox().requests.filter(({ listener }) => listener === 'api');

/** A call that has ended, with the artifacts that this plan turns on. */
async function finished(artifactPlan: IDataObject = {}, number = '+15555550123'): Promise<string> {
	sandbox().reset({
		assistants: defaultSeed().assistants.map((assistant) =>
			assistant.id === ASSISTANTS.receptionist ? { ...assistant, artifactPlan } : assistant,
		),
	});
	const id = await place(sandbox(), { number });
	await goOn(sandbox(), id);
	return id;
}

const downloadOf = (id: string, more: INodeParameters = {}) =>
	onCall('download', id, { artifact: 'monoRecording', ...more });

/** The file of the first item. */
function fileOf(result: RunResult, field = 'data'): IBinaryData {
	expect(result.error?.message).toBeUndefined();
	const binary = result.output('Vapi')[0]?.binary?.[field];
	if (binary === undefined) throw new Error(`No binary field ${field}`);
	return binary;
}

describe('Download', () => {
	it.each([
		['monoRecording', 'audio/wav', 'mono-recording.wav'],
		['stereoRecording', 'audio/wav', 'stereo-recording.wav'],
		['customerRecording', 'audio/wav', 'customer-recording.wav'],
		['assistantRecording', 'audio/wav', 'assistant-recording.wav'],
		['videoRecording', 'video/mp4', 'video-recording.mp4'],
		['callLogs', 'application/gzip', 'call-logs.jsonl.gz'],
		['pcap', 'application/vnd.tcpdump.pcap', 'pcap.pcap'],
	])('gets %s as %s', async (artifact, mimeType, name) => {
		const id = await finished({ videoRecordingEnabled: true });

		const result = await runVapi(sandbox(), downloadOf(id, { artifact }));

		const file = fileOf(result);
		const content = await binaryContent(file);
		const fileName = `${id}-${name}`;
		expect(file).toMatchObject({ mimeType, fileName, bytes: content.length });
		expect(result.json('Vapi')).toEqual([
			{ callId: id, artifact, fileName, mimeType, fileSize: content.length },
		]);
		expect(content.length).toBeGreaterThan(20);
		expect(asked().map(({ path }) => path)).toEqual([`/call/${id}/${ARTIFACTS[artifact]?.path}`]);
	});

	it('keeps what is in the file', async () => {
		const id = await finished();

		const log = fileOf(await runVapi(sandbox(), downloadOf(id, { artifact: 'callLogs' })));
		const recording = fileOf(await runVapi(sandbox(), downloadOf(id)));

		expect(JSON.parse(gunzipSync(await binaryContent(log)).toString())).toMatchObject({ callId: id });
		const content = await binaryContent(recording);
		expect(content.subarray(0, 4).toString()).toBe('RIFF');
		expect(content).toHaveLength(sandbox().options.recordingBytes);
	});

	it('sends the key to Vapi only', async () => {
		const id = await finished();

		await runVapi(sandbox(), downloadOf(id));

		expect(asked().map(({ headers }) => headers.authorization)).toEqual([
			`Bearer ${sandbox().privateKey}`,
		]);
		expect(stored()).toHaveLength(1);
		const [request] = stored();
		expect(request?.headers).not.toHaveProperty('authorization');
		expect(JSON.stringify(request)).not.toContain(sandbox().privateKey);
		expect(JSON.stringify(request)).not.toContain(sandbox().publicKey);
	});

	it('shows no signed address', async () => {
		const id = await finished();
		const result = await runVapi(sandbox(), downloadOf(id));

		expect(JSON.stringify(result.output('Vapi'))).not.toContain('X-Amz');
	});

	it('names an MP3 as what it is, whatever name the user chose', async () => {
		const id = await finished({ recordingFormat: 'mp3' });
		const options = { fileName: 'lead/42.wav' };

		const file = fileOf(
			await runVapi(sandbox(), downloadOf(id, { binaryPropertyName: 'audio', options })),
			'audio',
		);

		expect(file).toMatchObject({ mimeType: 'audio/mpeg', fileName: 'lead-42.mp3' });
	});

	it('waits for a file that comes after the end of the call', async () => {
		const id = await place(sandbox(), { number: '+15555550123' });
		const running = await startWorkflow({
			credentials: sandboxCredentials(sandbox()),
			nodes: [{ name: 'Vapi', parameters: downloadOf(id) }],
		});
		while (asked().filter(({ status }) => status === 404).length < 2) {
			await new Promise((resolve) => setTimeout(resolve, 5));
		}
		while (await sandbox().step(id)) continue;

		const file = fileOf(await running.result);
		expect(file.fileName).toContain(id);
	});

	it.each([
		['in the time that the user gives', { waitSeconds: 0.05 }],
		['and asks once with 0', { waitSeconds: 0 }],
	])('says plainly that there is no file %s', async (_title, options) => {
		const id = await finished({}, '+15555550171');

		const result = await runVapi(sandbox(), downloadOf(id, { options }));

		expect(result.error?.message).toContain('The call has no recording yet (status ended)');
		expect(result.error?.description).toContain('recordingEnabled');
		expect(stored()).toEqual([]);
	});

	it.each([
		['it ended long ago', CALLS.answered, 'artifactPlan.recordingEnabled'],
		['nobody answered', CALLS.busy, 'Nobody answered'],
	])('does not wait where %s', async (_title, id, reason) => {
		const result = await runVapi(sandbox(), downloadOf(id));

		expect(result.error?.message).toContain('The call has no recording (status ended)');
		expect(result.error?.description).toContain(reason);
		expect(asked().map(({ path }) => path)).toEqual([
			`/call/${id}/mono-recording`,
			`/call/${id}`,
		]);
	});

	it('does not wait for a call that is scheduled', async () => {
		const more = { schedulePlan: { earliestAt: '2099-01-01T00:00:00.000Z' } };
		const id = await place(sandbox(), { more });

		const result = await runVapi(sandbox(), downloadOf(id));

		expect(result.error?.description).toContain('has not been placed yet');
	});

	it('does not wait for a call that is not there', async () => {
		const id = 'f1000000-0000-4000-8000-00000000ffff';
		const result = await runVapi(sandbox(), downloadOf(id));

		expect(result.error?.httpCode).toBe('404');
		expect(asked()).toHaveLength(2);
	});

	it('stops waiting when the execution is stopped', async () => {
		hurryDownloads({ lookFirst: 2_000, lookMost: 2_000 });
		const id = await place(sandbox());
		const running = await startWorkflow({
			credentials: sandboxCredentials(sandbox()),
			nodes: [{ name: 'Vapi', parameters: downloadOf(id) }],
		});
		while (asked().length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
		running.cancel();

		expect((await running.result).errorOf('Vapi')?.message).toContain('was stopped');
	});

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

	it('deals files, and reasons why there are none, to the items they belong to', async () => {
		const ids = [await finished(), CALLS.busy];

		const result = await runVapi(sandbox(), downloadOf('={{ $json.id }}'), {
			items: ids.map((id) => ({ id })),
			node: { name: 'Vapi', onError: 'continueErrorOutput' },
		});

		expect(result.json('Vapi').map(({ callId }) => callId)).toEqual([ids[0]]);
		expect(result.output('Vapi', 1).map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }]);
	});

	it.each<[INodeParameters, string]>([
		[{ options: { waitSeconds: '={{ "soon" }}' } }, 'not a number'],
		[{ artifact: '={{ "fax" }}' }, 'which Vapi does not have'],
		[{ binaryPropertyName: '={{ "" }}' }, "'Put Output File in Field' is empty"],
	])('%j stops before any request', async (more, message) => {
		const result = await runVapi(sandbox(), downloadOf(CALLS.answered, more));

		expect(result.error?.message).toContain(message);
		expect(sandbox().requests).toEqual([]);
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

		expect(result.error?.message).toContain('Invalid Key.');
		expect(result.error?.httpCode).toBe('401');
	});
});
