import { STRUCTURED_OUTPUTS } from '../../../../../sandbox/seed.mts';
import { runAsTool, runWorkflow, sandboxCredentials } from '../../../harness/index.mts';
import { posts, useSandbox } from '../../../support.mts';
import { ENDLESS, callAndWait, createAndWait, hurry } from './waits.mts';

const sandbox = useSandbox();
beforeEach(() => hurry());

const numbers = () => sandbox().dials.map(({ number }) => number);

describe('Create and Wait, polling', () => {
	it('gives the finished call with transcript, summary, structured outputs, duration and recording', async () => {
		const result = await runWorkflow(callAndWait(sandbox(), ['+15555550123']));
		const [call] = result.json('Vapi');
		expect(call).toEqual({
			id: sandbox().dials[0]?.callId,
			status: 'ended',
			outcome: 'answered',
			customerNumber: '+15555550123',
			durationSeconds: 42,
			summary: expect.any(String),
			transcript: expect.stringContaining('User: Yes, go ahead.'),
			structuredOutputs: { Interest: expect.anything(), successEvaluation: 'true' },
			recordingUrl: expect.stringContaining('mono-recording'),
		});
	});

	it('gives all of the call where it is not simplified', async () => {
		const parameters = createAndWait({ output: 'raw' });
		const result = await runWorkflow(callAndWait(sandbox(), ['+15555550123'], parameters));
		expect(result.json('Vapi')).toMatchObject([
			{
				status: 'ended',
				artifact: { structuredOutputs: { [STRUCTURED_OUTPUTS.interest]: { name: 'Interest' } } },
				costBreakdown: {},
			},
		]);
	});

	it('puts results in the order of the items, paired, however the calls end', async () => {
		const list = ['+15555550161', '+15555550166', '+15555550123', '+15555550168', '+15555550169'];
		const result = await runWorkflow(callAndWait(sandbox(), list));
		const output = result
			.output('Vapi')
			.map(({ json, pairedItem }) => [json.customerNumber, json.outcome, pairedItem]);
		expect(output).toEqual([
			[list[0], 'answered', { item: 0 }],
			[list[1], 'busy', { item: 1 }],
			[list[2], 'answered', { item: 2 }],
			[list[3], 'voicemail', { item: 3 }],
			[list[4], 'failed', { item: 4 }],
		]);
	});

	it.each([1, 3])('has at most %i calls in progress', async (callsAtSameTime) => {
		const list = Array.from({ length: 7 }, (_, index) => `+1555555012${index}`);
		let most = 0;
		const watch = setInterval(() => {
			const calls = [...sandbox().state.calls.values()];
			const open = calls.filter(({ status }) => status !== 'ended').length;
			most = Math.max(most, open);
		}, 1);
		const parameters = createAndWait({}, { callsAtSameTime });
		const result = await runWorkflow(callAndWait(sandbox(), list, parameters));
		clearInterval(watch);
		expect(result.json('Vapi')).toHaveLength(7);
		expect(numbers()).toEqual(list);
		expect(most).toBe(callsAtSameTime);
	});

	it('gives the call with its ID at the deadline', async () => {
		const parameters = createAndWait({}, { maxWait: 0.002 });
		const result = await runWorkflow(callAndWait(sandbox(), [ENDLESS], parameters));
		expect(result.status).toBe('success');
		const [call] = result.json('Vapi');
		expect(call).toMatchObject({ id: sandbox().dials[0]?.callId, waitTimedOut: true });
		expect(call?.status).not.toBe('ended');
	});

	it.each([
		[
			'several customers',
			{ additionalBody: '{"customers":[{"number":"+15555550123"},{"number":"+15555550124"}]}' },
			'customers',
		],
		[
			'a session that nobody can join',
			{ additionalBody: '{"transport":{"provider":"vapi.websocket"}}' },
			'Only phone calls',
		],
	])('refuses %s before dialing', async (_, additionalFields, message) => {
		const parameters = createAndWait({ additionalFields });
		const result = await runWorkflow(callAndWait(sandbox(), ['+15555550123'], parameters));
		expect(result.errorOf('Vapi')?.message).toContain(message);
		expect(posts(sandbox())).toEqual([]);
	});

	it.each([
		['maxWait', 'Max Wait'],
		['callsAtSameTime', 'Calls at the Same Time'],
	])('refuses %s that is no number above 0', async (option, name) => {
		const parameters = createAndWait({}, { [option]: '={{ -1 }}' });
		const result = await runWorkflow(callAndWait(sandbox(), ['+15555550123'], parameters));
		expect(result.errorOf('Vapi')?.message).toContain(name);
		expect(posts(sandbox())).toEqual([]);
	});

	it.each(['legacy', 'engine'] as const)('works as a tool of an agent (%s)', async (path) => {
		const result = await runAsTool({
			credentials: sandboxCredentials(sandbox()),
			path,
			tool: { parameters: createAndWait({ to: "={{ $fromAI('To') }}" }) },
			calls: [{ input: { To: '+15555550123' } }, { input: { To: '+15555550123' } }],
		});
		const text = JSON.stringify(result.json('Agent'));
		expect(text).toContain('answered');
		expect(text).toContain('alreadyPlaced');
		expect(numbers()).toHaveLength(1);
	});
});
