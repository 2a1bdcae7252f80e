import type { IDataObject } from 'n8n-workflow';
import { runAsTool, sandboxCredentials } from '../../harness/index.mts';
import { useSandbox } from '../../support.mts';
import { goOn, hurryDownloads, onCall, place, talking } from './calls.mts';

const sandbox = useSandbox({ timeScale: 0 });
const paths = ['legacy', 'engine'] as const;

/** What the model gets to read. */
const answersOf = (result: Awaited<ReturnType<typeof runAsTool>>): string =>
	JSON.stringify(result.json('Agent').map(({ answer, thrown }: IDataObject) => answer ?? thrown));

describe.each(paths)('as a tool of an AI agent (%s)', (path) => {
	it('says something in a call', async () => {
		const id = await talking(sandbox());
		const result = await runAsTool({
			credentials: sandboxCredentials(sandbox()),
			tool: { parameters: onCall('say', id, { content: "={{ $fromAI('Text') }}" }) },
			calls: [{ input: { Text: 'One moment' } }],
			path,
		});

		expect(sandbox().requests.at(-1)?.body).toEqual({ type: 'say', content: 'One moment' });
		expect(answersOf(result)).toContain(id);
		expect(answersOf(result)).not.toContain('/control');
		expect(answersOf(result).length).toBeLessThan(300);
	});

	it('tells the model that a call is over', async () => {
		const id = await talking(sandbox());
		await sandbox().end(id);
		const result = await runAsTool({
			credentials: sandboxCredentials(sandbox()),
			tool: { parameters: onCall('endCall', id) },
			calls: [{ input: {} }],
			path,
		});

		expect(answersOf(result)).toContain('The call is over');
		expect(answersOf(result)).not.toContain('sandbox-');
	});

	it('answers a download with the facts of the file', async () => {
		hurryDownloads();
		const id = await place(sandbox(), { number: '+15555550123' });
		await goOn(sandbox(), id);
		const result = await runAsTool({
			credentials: sandboxCredentials(sandbox()),
			tool: { parameters: onCall('download', id, { artifact: 'monoRecording' }) },
			calls: [{ input: {} }],
			path,
		});

		expect(answersOf(result)).toContain('audio/wav');
		expect(answersOf(result)).not.toContain('X-Amz');
		expect(answersOf(result).length).toBeLessThan(500);
	});
});
