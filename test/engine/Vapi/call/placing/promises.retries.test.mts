import { ASSISTANTS } from '../../../../../sandbox/seed.mts';
import { killed, retryExecution, runAndRetry, runWorkflow, startWorkflow } from '../../../harness/index.mts';
import { timesDialed } from './account.mts';
import { secondPasses, unknown, useDialing } from './dialing.mts';
import { hurry } from './timing.mts';
import { callNumbers, createCall, freshNumbers, loopOverNumbers } from './workflows.mts';

const { sandbox, fail, posts, credentials } = useDialing();

describe('dialing once', () => {
	describe('a retry', () => {
		it('of an execution whose record was stored takes no call from before it', async () => {
			const numbers = freshNumbers(3);
			hurry({ clockMargin: 0 });
			fail(numbers[0], { status: 400, times: 1 });
			await runWorkflow(callNumbers(numbers.slice(1), credentials()));
			await secondPasses();
			const { second } = await runAndRetry(callNumbers(numbers, credentials()));
			expect(timesDialed(numbers, sandbox().dials)).toEqual([1, 2, 2]);
			expect(second.json('Vapi').some(({ foundExisting }) => foundExisting)).toBe(false);
		});

		it('of a loop takes no call from before it in any round', async () => {
			const numbers = freshNumbers(3);
			hurry({ clockMargin: 0 });
			await runWorkflow(callNumbers(numbers.slice(2), credentials()));
			await secondPasses();
			fail(numbers[1], { status: 400, times: 1 });
			const { second } = await runAndRetry(loopOverNumbers(numbers, credentials()));
			expect(second.status).toBe('success');
			expect(timesDialed(numbers, sandbox().dials)).toEqual([1, 1, 2]);
		});

		it('that comes a second time finds what the first one placed', async () => {
			const numbers = freshNumbers(3);
			fail(numbers[0], { status: 400, times: 1 });
			const options = callNumbers(numbers, credentials());
			const { saved } = await runWorkflow(options);
			const first = await retryExecution({ saved, original: options });
			const second = await retryExecution({ saved, original: options });
			expect(timesDialed(numbers, sandbox().dials)).toEqual([1, 1, 1]);
			const ids = (run: typeof first) => run.json('Vapi').map(({ id }) => id);
			expect(ids(second)).toEqual(ids(first));
		});

		it('that was killed itself finds what it placed', async () => {
			const numbers = freshNumbers(3);
			fail(numbers[0], { status: 400, times: 1 });
			fail(numbers[2], unknown);
			const options = callNumbers(numbers, credentials());
			const { saved } = await runWorkflow(options);
			const { savedAtStart } = await retryExecution({ saved, original: options });
			const dead = killed(savedAtStart, { finished: [], begun: ['Vapi'] });
			const second = await retryExecution({ saved: dead, original: options });
			expect(second.status).toBe('success');
			expect(timesDialed(numbers, sandbox().dials)).toEqual([1, 1, 1]);
		});

		it('of a killed execution says which calls it found', async () => {
			const numbers = freshNumbers(3);
			fail(numbers[2], { status: 400, times: 1 });
			const options = callNumbers(numbers, credentials());
			const { savedAtStart } = await runWorkflow(options);
			const second = await retryExecution({ saved: killed(savedAtStart), original: options });
			expect(second.json('Vapi').map(({ foundExisting }) => foundExisting)).toEqual([
				true,
				true,
				undefined,
			]);
			expect(timesDialed(numbers, sandbox().dials)).toEqual([1, 1, 1]);
		});

		it('of an execution killed in the third round of a loop knows the rounds before', async () => {
			const numbers = freshNumbers(3);
			const options = { ...loopOverNumbers(numbers, credentials()), saveProgress: true };
			const { savedProgress } = await runWorkflow(options);
			// Trigger, Loop, Vapi, Loop, Vapi, Loop; then the third Vapi, of which nothing was stored.
			const saved = killed(savedProgress[5]!);
			const second = await retryExecution({ saved, original: options });
			expect(second.status).toBe('success');
			expect(timesDialed(numbers, sandbox().dials)).toEqual([1, 1, 1]);
			expect(second.json('Vapi', 0, 2)).toMatchObject([{ foundExisting: true }]);
		});

		it('of a killed execution dials without looking where Look Back is 0', async () => {
			const numbers = freshNumbers(1);
			const options = callNumbers(numbers, credentials(), {}, { lookBackHours: 0 });
			const { savedAtStart } = await runWorkflow(options);
			await retryExecution({ saved: killed(savedAtStart), original: options });
			expect(timesDialed(numbers, sandbox().dials)).toEqual([2]);
		});

		it('of a killed execution does not dial while it cannot look', async () => {
			const numbers = freshNumbers(1);
			const options = callNumbers(numbers, credentials());
			const { savedAtStart } = await runWorkflow(options);
			sandbox().faults.add({ kind: 'status', status: 400, method: 'GET', path: '^/call$' });
			const second = await retryExecution({ saved: killed(savedAtStart), original: options });
			expect(second.error?.message).toContain('was not dialed');
			expect(timesDialed(numbers, sandbox().dials)).toEqual([1]);
		});

		it('takes no call that another workflow has marked as its own', async () => {
			const numbers = freshNumbers(1);
			const options = callNumbers(numbers, credentials(), {}, { markCall: true });
			const { savedAtStart } = await runWorkflow({ ...options, workflowId: 'one' });
			const retry = async (workflowId: string) => {
				const original = { ...options, workflowId };
				return await retryExecution({ saved: killed(savedAtStart), original });
			};
			expect((await retry('one')).json('Vapi')).toMatchObject([{ foundExisting: true }]);
			expect(timesDialed(numbers, sandbox().dials)).toEqual([1]);
			expect((await retry('other')).json('Vapi')[0]).not.toHaveProperty('foundExisting');
			expect(timesDialed(numbers, sandbox().dials)).toEqual([2]);
		});
	});

	describe('a web call', () => {
		it('is the same session with the same address in a retry, and rings nobody', async () => {
			const parameters = {
				resource: 'call',
				operation: 'create',
				callType: 'web',
				assistantId: { __rl: true, mode: 'id', value: ASSISTANTS.receptionist },
				output: 'raw',
			};
			const options = {
				...callNumbers(['a', 'b'], credentials()),
				nodes: [{ name: 'Vapi', parameters }],
			};
			sandbox().faults.add({ kind: 'status', status: 400, path: '^/call/web$', skip: 1, times: 1 });
			const { second } = await runAndRetry(options);
			expect(second.status).toBe('success');
			const made = [...sandbox().state.calls.values()].filter(({ type }) => type === 'webCall');
			expect(made).toHaveLength(2);
			const [call] = second.json('Vapi');
			expect(made.map(({ id }) => id)).toContain(call?.id);
			expect(call?.webCallUrl).toMatch(/^https?:/);
			expect(sandbox().dials).toEqual([]);
			expect(posts()).toBe(3);
		});
	});

	describe('two nodes that call the same person', () => {
		it('each find their own call after a kill', async () => {
			const [number = ''] = freshNumbers(1);
			const plain = callNumbers([number], credentials());
			const again = { name: 'Again', parameters: createCall({}, number) };
			const options = { ...plain, nodes: [...plain.nodes, again] };
			const { savedAtStart } = await runWorkflow(options);
			const second = await retryExecution({ saved: killed(savedAtStart), original: options });
			const ids = [...second.json('Vapi'), ...second.json('Again')].map(({ id }) => id);
			expect(ids.toSorted()).toEqual(sandbox().dials.map(({ callId }) => callId).toSorted());
			expect(sandbox().dials).toHaveLength(2);
		});
	});

	describe('a canceled execution', () => {
		it('that is retried looks for the call whose POST was under way', async () => {
			const numbers = freshNumbers(2);
			fail(numbers[1], { kind: 'delay', ms: 60, when: 'after', times: 1 });
			const options = callNumbers(numbers, credentials());
			const running = await startWorkflow(options);
			while (posts() < 2) {
				await new Promise((resolve) => {
					setImmediate(resolve);
				});
			}
			running.cancel();
			const { saved } = await running.result;
			const second = await retryExecution({ saved, original: options });
			expect(second.json('Vapi').map(({ id }) => id)).toEqual(
				sandbox().dials.map(({ callId }) => callId),
			);
			expect(timesDialed(numbers, sandbox().dials)).toEqual([1, 1]);
		});
	});
});
