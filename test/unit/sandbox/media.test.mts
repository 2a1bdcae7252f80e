import { gunzipSync } from 'node:zlib';
import { request } from 'undici';
import { ARTIFACT_KINDS } from '../../../sandbox/media/media.mts';
import { startSandbox } from '../../../sandbox/server.mts';
import { ask, liveOut, place, useSandbox } from './client.mts';

const sandbox = useSandbox({ timeScale: 0, recordingBytes: 300_000 });

const artifactPlan = { videoRecordingEnabled: true };
const finished = async (plan: object = artifactPlan) => {
	const id = await place(sandbox(), '+15555550123', { assistantOverrides: { artifactPlan: plan } });
	await liveOut(sandbox(), id);
	return id;
};
const locate = async (id: string, kind: string) => {
	const { status, headers } = await ask(sandbox().url, 'GET', `/call/${id}/${kind}`);
	expect(status).toBe(302);
	return String(headers.location);
};

describe('artifacts', () => {
	const types = [
		...Array<string>(4).fill('audio/wav'),
		'video/mp4',
		'application/gzip',
		'application/vnd.tcpdump.pcap',
	];

	it.each(ARTIFACT_KINDS.map((kind, index) => [kind, types[index]]))(
		'%s lies on another origin, as %s',
		async (kind = '', type) => {
			const location = await locate(await finished(), kind);
			expect(new URL(location).origin).toBe(sandbox().storageUrl);
			expect(sandbox().storageUrl).not.toBe(sandbox().url);
			const { statusCode, headers, body } = await request(location);
			const bytes = await body.bytes();
			expect(statusCode).toBe(200);
			expect(headers['content-type']).toBe(type);
			expect(Number(headers['content-length'])).toBe(bytes.length);
			expect(kind.endsWith('recording')).toBe(bytes.length === 300_000);
		},
	);

	it('are what they say', async () => {
		const id = await finished();
		const read = async (kind: string) =>
			Buffer.from(await (await request(await locate(id, kind))).body.arrayBuffer());
		expect((await read('mono-recording')).subarray(0, 4).toString()).toBe('RIFF');
		const [line = ''] = gunzipSync(await read('call-logs')).toString().split('\n');
		expect(JSON.parse(line)).toMatchObject({ callId: id });
	});

	it('come as MP3 on request, and not at all if switched off', async () => {
		const mp3 = await locate(await finished({ recordingFormat: 'mp3' }), 'mono-recording');
		const { headers, body } = await request(mp3);
		await body.dump();
		expect(headers['content-type']).toBe('audio/mpeg');
		const id = await finished({ recordingEnabled: false });
		const missing = await ask(sandbox().url, 'GET', `/call/${id}/mono-recording`);
		expect(missing).toMatchObject({ status: 404, body: { message: 'Artifact not found' } });
	});

	it('are not there while the call goes on', async () => {
		const id = await place(sandbox());
		expect((await ask(sandbox().url, 'GET', `/call/${id}/mono-recording`)).status).toBe(404);
	});

	it('are refused with a key, without a signature, and when the address is old', async () => {
		const location = await locate(await finished(), 'mono-recording');
		const authorization = `Bearer ${sandbox().privateKey}`;
		const withKey = await request(location, { headers: { authorization } });
		expect(withKey.statusCode).toBe(400);
		expect(await withKey.body.text()).toContain('InvalidArgument');
		const unsigned = await request(location.split('?')[0] ?? '');
		expect(unsigned.statusCode).toBe(403);
		sandbox().clock.offset += 31 * 60 * 1000;
		const late = await request(location);
		sandbox().clock.offset = 0;
		expect(late.statusCode).toBe(403);
		await Promise.all([unsigned.body.dump(), late.body.dump()]);
	});

	it('of 200 MB are streamed without being held in memory', async () => {
		const size = 200_000_000;
		const large = await startSandbox({ timeScale: 0, recordingBytes: size });
		const id = await place(large);
		await liveOut(large, id);
		const { headers } = await ask(large.url, 'GET', `/call/${id}/mono-recording`);
		const { body } = await request(String(headers.location));
		let read = 0;
		let peak = 0;
		const before = process.memoryUsage.rss();
		for await (const chunk of body) {
			read += (chunk as Buffer).length;
			peak = Math.max(peak, process.memoryUsage.rss() - before);
		}
		await large.close();
		expect(read).toBe(size);
		expect(peak).toBeLessThan(size / 2);
	});
});
