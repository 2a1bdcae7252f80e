import type { ServerResponse } from 'node:http';
import { CALLS } from '../../../../../sandbox/seed.mts';
import type { Sandbox } from '../../../../../sandbox/server.mts';
import { startServer } from '../../../../unit/shared/api/server.mts';
import type { TestServer } from '../../../../unit/shared/api/server.mts';
import { sandboxCredentials, startWorkflow } from '../../../harness/index.mts';
import type { RunResult } from '../../../harness/index.mts';
import { runVapi } from '../../../support.mts';
import { hurryBodies } from '../calls.mts';
import { downloadOf, fileOf, useFiles } from './downloads.mts';

const { sandbox } = useFiles();

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

const parameters = downloadOf(CALLS.answered, { options: { waitSeconds: 0 } });
const account = () => ({ ...sandbox(), url: server.url }) as Sandbox;
const run = async (): Promise<RunResult> => await runVapi(account(), parameters);

type Send = (response: ServerResponse) => void;

/** Answers for the artifact like this, from Vapi itself or from the storage that it points to. */
function answerFrom(source: string, send: Send): () => number {
	server.answer(({ path }, response) => {
		if (source === 'the storage' && path !== '/file') {
			response.writeHead(302, { location: '/file' }).end();
		} else if (path.endsWith('-recording') || path === '/file') {
			send(response);
		} else {
			response.writeHead(200, { 'content-type': 'application/json' });
			response.end(JSON.stringify({ id: CALLS.answered, status: 'ended', startedAt: '2026-01-01' }));
		}
	});
	const isFile = ({ path }: { path: string }) =>
		source === 'the storage' ? path === '/file' : path.endsWith('-recording');
	return () => server.requests.filter(isFile).length;
}

const audio = { 'content-type': 'audio/wav' };

/** Begins and then says nothing more. */
const stall =
	(status: number, headers: Record<string, string> = audio): Send =>
	(response) => {
		response.writeHead(status, headers);
		response.write('RIFF');
	};

describe.each(['Vapi', 'the storage'])('A file from %s', (source) => {
	it('that comes to a halt is asked for once more, then given up', async () => {
		hurryBodies(250);
		const asked = answerFrom(source, stall(200));
		const result = await run();
		expect(result.error?.message).toContain('broke off (no byte for');
		expect(result.output('Vapi')).toEqual([]);
		expect(asked()).toBe(2);
	});

	it('that comes to a halt once comes with the second try', async () => {
		hurryBodies(250);
		let tries = 0;
		answerFrom(source, (response) => {
			tries += 1;
			if (tries === 1) stall(200)(response);
			else response.writeHead(200, audio).end('RIFFabc');
		});
		expect(fileOf(await run())).toMatchObject({ bytes: 7 });
	});

	it('that comes slowly, but comes, is taken', async () => {
		hurryBodies(400);
		answerFrom(source, (response) => {
			response.writeHead(200, audio);
			let left = 12;
			const drip = setInterval(() => {
				response.write('RIFF');
				left -= 1;
				if (left > 0) return;
				clearInterval(drip);
				response.end();
			}, 50);
		});
		expect(fileOf(await run())).toMatchObject({ bytes: 48 });
	});

	it.each<[string, Send, string]>([
		['a part of it (206)', (response) => response.writeHead(206, audio).end('RIFFabc'), '206 and no whole file'],
		['nothing (204)', (response) => response.writeHead(204).end(), '204 and no whole file'],
		['an empty body', (response) => response.writeHead(200, audio).end(), 'answered with an empty recording'],
		[
			'a web page',
			(response) => response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<html>Sign in</html>'),
			'answered with text/html instead of the recording',
		],
		[
			'a message',
			(response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"busy"}'),
			'answered with application/json instead of the recording',
		],
	])('that is %s is no file, and is asked for once more', async (_, send, message) => {
		const asked = answerFrom(source, send);
		const result = await run();
		expect(result.error?.message).toContain(message);
		expect(result.output('Vapi')).toEqual([]);
		expect(asked()).toBe(2);
	});

	it.each([403, 404, 500])('is not waited for without end where a refusal (%i) stalls', async (status) => {
		hurryBodies(30);
		answerFrom(source, stall(status, { 'content-type': 'application/json' }));
		const result = await run();
		expect(result.error?.message).toMatch(new RegExp(`${status}|no recording yet`));
	}, 60_000);

	it('is given up at once when the execution is stopped', async () => {
		const asked = answerFrom(source, stall(200));
		const running = await startWorkflow({
			credentials: sandboxCredentials(account()),
			nodes: [{ name: 'Vapi', parameters }],
		});
		while (asked() === 0) await new Promise((resolve) => setTimeout(resolve, 5));
		running.cancel();
		const result = await running.result;
		expect(result.errorOf('Vapi')?.message).toMatch(/was stopped/);
		expect(asked()).toBe(1);
	});
});
