import { retryExecution, runWorkflow, startWorkflow } from '../../../harness/index.mts';
import { useSandbox } from '../../../support.mts';
import { hurry as hurryDialing } from '../placing/timing.mts';
import { ENDLESS, REFUSED, callAndWait, createAndWait, hurry, until } from './waits.mts';

const sandbox = useSandbox();
beforeEach(() => {
	hurry();
	hurryDialing();
});

const numbers = () => sandbox().dials.map(({ number }) => number);

describe('Create and Wait, polling', () => {
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
		sandbox().state.calls.delete(id);
		const result = await running.result;
		expect(result.json('Vapi')).toMatchObject([{ id, status: 'not-found' }]);
	});

	const notFound = { kind: 'status', status: 404, method: 'GET' } as const;

	it.each([
		['by its ID, and lists it', [{ ...notFound, path: '^/call/' }]],
		[
			'neither by its ID nor in its list, for a while',
			[
				{ ...notFound, path: '^/call/', times: 8 },
				{ kind: 'status', status: 200, body: [], method: 'GET', path: '^/call$', times: 8 } as const,
			],
		],
		['by its ID, and cannot list it either', [
			{ ...notFound, path: '^/call/', times: 8 },
			{ ...notFound, path: '^/call$', status: 403, times: 4 },
			{ ...notFound, path: '^/call$', status: 500, times: 4 },
		]],
	] as const)('goes on where Vapi does not know the call %s', async (_, rules) => {
		hurry({ gone: 60_000 });
		for (const rule of rules) sandbox().faults.add(rule);
		const running = await startWorkflow(callAndWait(sandbox(), [ENDLESS]));
		const asked = () => sandbox().requests.filter(({ status }) => status === 404).length;
		await until(() => asked() >= 5);
		const id = String(sandbox().dials[0]?.callId);
		await sandbox().end(id);
		const result = await running.result;
		expect(result.json('Vapi')).toMatchObject([{ id, status: 'ended' }]);
	});

	it('asks no more once the time is up, where Vapi does not answer', async () => {
		sandbox().faults.add({ kind: 'delay', ms: 8_000, method: 'GET', path: '^/call' });
		const parameters = createAndWait({}, { maxWait: 0.02 });
		const result = await runWorkflow(callAndWait(sandbox(), [ENDLESS], parameters));
		const id = String(sandbox().dials[0]?.callId);
		expect(result.json('Vapi')).toMatchObject([{ id, waitTimedOut: true }]);
		// One that lasts until the deadline, and the look at the deadline.
		const asked = sandbox().requests.filter(({ path }) => path.startsWith('/call/'));
		expect(asked.length).toBeLessThanOrEqual(2);
	});

	it('keeps what a call came to where its data are deleted after the end', async () => {
		hurry({ gone: 20, quiet: 60_000, artifacts: 3_000 });
		const overrides = { assistantOverrides: '{"artifactPlan":{"structuredOutputIds":[]}}' };
		const parameters = createAndWait({ additionalFields: overrides });
		const running = await startWorkflow(callAndWait(sandbox(), ['+15555550123'], parameters));
		const id = () => String(sandbox().dials[0]?.callId);
		await until(() => sandbox().state.calls.get(id())?.status === 'ended');
		const reads = () => sandbox().requests.filter(({ method, status }) => method === 'GET' && status === 200);
		const before = reads().length;
		// One may have been on its way when the call ended.
		await until(() => reads().length >= before + 2);
		sandbox().state.calls.delete(id());
		const result = await running.result;
		expect(result.json('Vapi')).toMatchObject([{ id: id(), status: 'ended' }]);
	});

	it('does not wait forever for structured outputs that never come', async () => {
		hurry({ artifacts: 60 });
		const parameters = createAndWait({
			additionalFields: { assistantOverrides: JSON.stringify({
						artifactPlan: { structuredOutputIds: ['e1000000-0000-4000-8000-00000000000f'] },
					}) },
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
			expect(result.json('Vapi', 1)).toMatchObject([
				{
					number: REFUSED,
					error: expect.stringContaining('Cannot Be Called'),
					details: { outcome: 'refused' },
				},
				{ number: 'abc', error: expect.stringContaining('abc'), details: { outcome: 'notSent' } },
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
});
