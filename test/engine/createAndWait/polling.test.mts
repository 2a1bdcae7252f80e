import { STRUCTURED_OUTPUTS } from '../../../sandbox/seed.mts';
import {
	retryExecution,
	runAsTool,
	runWorkflow,
	sandboxCredentials,
	startWorkflow,
} from '../harness/index.mts';
import { posts, useSandbox } from '../support.mts';
import { callAndWait, createAndWait, hurry, until } from './support.mts';

const sandbox = useSandbox();
beforeEach(() => hurry());

const ENDLESS = '+15555550165';
const REFUSED = '+15555550160';
const numbers = () => sandbox().dials.map(({ number }) => number);

describe('Create and Wait, polling', () => {
	it('gives the finished call with transcript, summary, structured outputs, duration and cost', async () => {
		const result = await runWorkflow(callAndWait(sandbox(), ['+15555550123']));
		const [call] = result.json('Vapi');
		expect(call).toEqual({
			id: sandbox().dials[0]?.callId,
			status: 'ended',
			outcome: 'answered',
			customerNumber: '+15555550123',
			startedAt: expect.any(String),
			durationSeconds: 42,
			cost: expect.any(Number),
			summary: expect.any(String),
			transcript: expect.stringContaining('User: Yes, go ahead.'),
			structuredOutputs: { Interest: expect.anything(), successEvaluation: 'true' },
		});
	});

	it('gives all of the call where it is not simplified', async () => {
		const parameters = createAndWait({ simplify: false });
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

	it('rides out what goes wrong between dialing and the end', async () => {
		sandbox().faults.add({ kind: 'status', status: 503, method: 'GET', path: '^/call/', times: 5 });
		sandbox().faults.add({
			kind: 'resetBeforeAccept',
			method: 'GET',
			path: '^/call/',
			skip: 6,
			times: 1,
		});
		sandbox().faults.add({ kind: 'status', status: 404, method: 'GET', path: '^/call/', times: 2 });
		const result = await runWorkflow(callAndWait(sandbox(), ['+15555550123']));
		expect(result.json('Vapi')).toMatchObject([{ status: 'ended', outcome: 'answered' }]);
		expect(numbers()).toHaveLength(1);
	}, 60_000);

	it('ends when the call is deleted meanwhile', async () => {
		const running = await startWorkflow(callAndWait(sandbox(), [ENDLESS]));
		await until(() => sandbox().dials.length === 1);
		const id = String(sandbox().dials[0]?.callId);
		sandbox().faults.add({ kind: 'status', status: 404, method: 'GET', path: id });
		const result = await running.result;
		expect(result.json('Vapi')).toMatchObject([{ id, status: 'not-found' }]);
	});

	it('does not wait forever for structured outputs that never come', async () => {
		hurry({ artifacts: 60 });
		const parameters = createAndWait({
			additionalFields: {
				advanced: {
					assistantOverrides: JSON.stringify({
						artifactPlan: { structuredOutputIds: ['e1000000-0000-4000-8000-00000000000f'] },
					}),
				},
			},
		});
		const result = await runWorkflow(callAndWait(sandbox(), ['+15555550123'], parameters));
		expect(result.json('Vapi')).toMatchObject([{ status: 'ended', outcome: 'answered' }]);
	});

	it('names the calls when the execution is canceled, and dials nobody after that', async () => {
		const running = await startWorkflow(
			callAndWait(
				sandbox(),
				[ENDLESS, ENDLESS, '+15555550123'],
				createAndWait({}, { callsAtSameTime: 2 }),
			),
		);
		const isRead = ({ callId }: { callId: string }) =>
			sandbox().requests.some(({ path, status }) => path === `/call/${callId}` && status === 200);
		await until(() => sandbox().dials.length === 2 && sandbox().dials.every(isRead));
		running.cancel();
		const result = await running.result;
		expect(result.status).toBe('canceled');
		expect(sandbox().dials).toHaveLength(2);
		const stored = JSON.stringify(result.saved);
		for (const { callId } of sandbox().dials) expect(stored).toContain(callId);
	});

	describe('where an item fails', () => {
		it('goes on under Continue On Fail, with the error in its place', async () => {
			const options = callAndWait(
				sandbox(),
				['+15555550123', REFUSED, 'abc', '+15555550168'],
				undefined,
				{
					onError: 'continueErrorOutput',
				},
			);
			const result = await runWorkflow(options);
			expect(
				result.output('Vapi').map(({ json, pairedItem }) => [json.outcome, pairedItem]),
			).toEqual([
				['answered', { item: 0 }],
				['voicemail', { item: 3 }],
			]);
			expect(result.output('Vapi', 1).map(({ pairedItem }) => pairedItem)).toEqual([
				{ item: 1 },
				{ item: 2 },
			]);
			expect(result.json('Vapi', 1)).toEqual([
				{ error: expect.stringContaining('Cannot Be Called') },
				{ error: expect.stringContaining('abc') },
			]);
		});

		it('stops without it, and a retry waits again instead of dialing', async () => {
			sandbox().faults.add({
				kind: 'status',
				status: 400,
				method: 'POST',
				match: { number: '+15555550168' },
				times: 1,
			});
			const options = callAndWait(sandbox(), ['+15555550123', '+15555550168'], undefined, {
				retryOnFail: true,
				maxTries: 2,
				waitBetweenTries: 1,
			});
			const result = await runWorkflow(options);
			expect(result.json('Vapi').map(({ outcome }) => outcome)).toEqual(['answered', 'voicemail']);
			expect(numbers()).toEqual(['+15555550123', '+15555550168']);
		});

		it('names the calls in progress in what it throws, and Retry execution waits for them', async () => {
			const options = callAndWait(sandbox(), [ENDLESS, REFUSED]);
			const first = await runWorkflow(options);
			const id = String(sandbox().dials[0]?.callId);
			expect(first.errorOf('Vapi')?.description).toContain(id);
			expect(first.errorOf('Vapi')?.message).toContain('[item 1]');
			await sandbox().end(id);
			const current = callAndWait(sandbox(), [ENDLESS, '+15555550123']);
			const { nodes } = current;
			const parameters = createAndWait({ to: '={{ $json.number.replace("0160", "0123") }}' });
			const second = await retryExecution({
				saved: first.saved,
				original: options,
				current: { ...current, nodes: nodes.map((node) => ({ ...node, parameters })) },
			});
			expect(second.json('Vapi')).toMatchObject([{ id, status: 'ended' }, { outcome: 'answered' }]);
			expect(numbers()).toEqual([ENDLESS, '+15555550123']);
		});
	});

	it.each([
		[
			'several customers',
			{ body: '{"customers":[{"number":"+15555550123"},{"number":"+15555550124"}]}' },
			'customers',
		],
		[
			'a session that nobody can join',
			{ body: '{"transport":{"provider":"vapi.websocket"}}' },
			'Only phone calls',
		],
	])('refuses %s before dialing', async (_, advanced, message) => {
		const parameters = createAndWait({ additionalFields: { advanced } });
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
