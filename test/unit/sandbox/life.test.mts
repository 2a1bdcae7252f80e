import { ASSISTANTS, STRUCTURED_OUTPUTS } from '../../../sandbox/seed.mts';
import { MAGIC_NUMBERS } from '../../../sandbox/life/story.mts';
import { ask, liveOut, place, useSandbox } from './client.mts';

const sandbox = useSandbox({ timeScale: 0 });
const get = async (id: string) => (await ask(sandbox().url, 'GET', `/call/${id}`)).body;

describe('the life of a call', () => {
	it('goes from queued to ended, and artifacts come after the end', async () => {
		const id = await place(sandbox(), '+15555550123', { assistantId: ASSISTANTS.leadQualifier });
		const seen = [String((await get(id)).status)];
		while (seen.at(-1) !== 'ended') {
			await sandbox().step(id);
			seen.push(String((await get(id)).status));
		}
		expect([...new Set(seen)]).toEqual(['queued', 'ringing', 'in-progress', 'ended']);
		const ended = await get(id);
		expect(ended).toMatchObject({ analysis: {}, cost: expect.any(Number) });
		expect(ended.artifact).not.toHaveProperty('structuredOutputs');
		const complete = await liveOut(sandbox(), id);
		expect(complete).toMatchObject({
			analysis: { summary: expect.any(String) },
			artifact: {
				transcript: expect.stringContaining('do you have a minute?'),
				recording: { mono: { combinedUrl: expect.any(String) } },
				structuredOutputs: { [STRUCTURED_OUTPUTS.interest]: { name: 'Interest' } },
			},
		});
		const { startedAt, endedAt } = complete;
		expect(Date.parse(String(endedAt)) - Date.parse(String(startedAt))).toBe(42_000);
		expect(sandbox().dials[0]?.rangAt).toBeDefined();
	});

	it('greets the customer by name', async () => {
		const customer = { number: '+15555550123', name: 'Ann' };
		const { artifact } = await liveOut(sandbox(), await place(sandbox(), '', { customer }));
		expect(artifact).toMatchObject({ transcript: expect.stringContaining('Hello Ann,') });
	});

	const endings = Object.entries(MAGIC_NUMBERS).filter(([, { endedReason }]) => endedReason);

	it.each(endings)('ends as the number says: %s', async (number, story) => {
		const call = await liveOut(sandbox(), await place(sandbox(), number));
		expect(call).toMatchObject({ status: 'ended', endedReason: story.endedReason });
		expect('startedAt' in call).toBe(story.answered ?? true);
	});

	it('goes on without end for one number, until someone ends it', async () => {
		const id = await place(sandbox(), '+15555550165');
		while (await sandbox().step(id)) continue;
		expect(await get(id)).toMatchObject({ status: 'in-progress' });
		expect(await sandbox().end(id)).toBe(true);
		expect(await sandbox().end(id)).toBe(false);
		expect(await get(id)).toMatchObject({ status: 'ended', endedReason: 'customer-ended-call' });
	});
});

describe('at its own pace', () => {
	const quick = useSandbox();

	it('a call ends by itself', async () => {
		const id = await place(quick());
		for (let status = ''; status !== 'ended'; ) {
			status = String((await ask(quick().url, 'GET', `/call/${id}`)).body.status);
		}
		expect(quick().state.calls.get(id)?.endedReason).toBe('customer-ended-call');
	});
});
