import { gunzipSync } from 'node:zlib';
import type { INodeParameters } from 'n8n-workflow';
import { CALLS } from '../../../../../sandbox/seed.mts';
import { ARTIFACTS } from '../../../../../nodes/Vapi/call/download/artifacts.ts';
import { binaryContent, startWorkflow, sandboxCredentials } from '../../../harness/index.mts';
import { runVapi } from '../../../support.mts';
import { hurryDownloads, place } from '../calls.mts';
import { downloadOf, fileOf, useFiles } from './downloads.mts';

const { sandbox, stored, asked, finished } = useFiles();

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
