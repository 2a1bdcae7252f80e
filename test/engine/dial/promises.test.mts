import { setTimeout as delay } from 'node:timers/promises';
import { startSandbox } from '../../../sandbox/server.mts';
import type { Sandbox, SandboxOptions } from '../../../sandbox/server.mts';
import { ASSISTANTS, PHONE_NUMBERS } from '../../../sandbox/seed.mts';
import {
	killed,
	retryExecution,
	runAndRetry,
	runAsTool,
	runWorkflow,
	sandboxCredentials,
	startWorkflow,
} from '../harness/index.mts';
import { timesDialed } from './account.mts';
import { hurry } from './timing.mts';
import { callNumbers, createCall, freshNumbers, loopOverNumbers } from './workflows.mts';

describe('dialing once', () => {
	let sandbox: Sandbox;
	const open = async (options: SandboxOptions = {}) => {
		await sandbox?.close();
		sandbox = await startSandbox(options);
	};

	beforeAll(() => open());
	beforeEach(() => {
		sandbox.reset();
		hurry();
	});
	afterAll(() => sandbox.close());

	const fail = (number: string | undefined, rule: object) => {
		sandbox.faults.add({
			kind: 'status',
			method: 'POST',
			path: '^/call$',
			match: { number: number ?? '' },
			...rule,
		});
	};
	const unknown = { status: 500, times: 1 };
	const posts = () => sandbox.requests.filter(({ method }) => method === 'POST').length;
	/** The Date header counts in seconds, so a search begins up to a second early. */
	const secondPasses = () => delay(1_100);
	const credentials = () => sandboxCredentials(sandbox);

	describe('the results of a later try', () => {
		it('are read from Vapi, stand in their place and are paired with their items', async () => {
			const numbers = freshNumbers(3);
			fail(numbers[2], unknown);
			const { first, second } = await runAndRetry(callNumbers(numbers, credentials()));
			expect(first.status).toBe('error');
			expect(second.status).toBe('success');
			expect(second.json('Vapi').map(({ id }) => id)).toEqual(
				sandbox.dials.map(({ callId }) => callId),
			);
			expect(second.output('Vapi').map(({ pairedItem }) => pairedItem)).toEqual(
				numbers.map((_, item) => ({ item })),
			);
			expect(timesDialed(numbers, sandbox.dials)).toEqual([1, 1, 1]);
		});

		it('leave an ID where someone has erased the call', async () => {
			const numbers = freshNumbers(2);
			fail(numbers[1], unknown);
			const options = callNumbers(numbers, credentials());
			const first = await runWorkflow(options);
			const [dial] = sandbox.dials;
			sandbox.state.calls.delete(dial?.callId ?? '');
			const second = await retryExecution({ saved: first.saved, original: options });
			expect(second.json('Vapi')[0]).toMatchObject({ id: dial?.callId, status: 'not-found' });
			expect(timesDialed(numbers, sandbox.dials)).toEqual([1, 1]);
		});

		it('fail with the ID of the call, and without a dial, while Vapi cannot be read', async () => {
			const numbers = freshNumbers(2);
			fail(numbers[1], unknown);
			const options = callNumbers(numbers, credentials());
			const first = await runWorkflow(options);
			const callId = sandbox.dials[0]?.callId ?? '';
			sandbox.faults.add({ kind: 'status', status: 400, method: 'GET', path: `/call/${callId}` });
			const second = await retryExecution({ saved: first.saved, original: options });
			expect(second.error?.message).toContain(callId);
			expect(posts()).toBe(2);
		});

		it('are kept as an ID and a time', async () => {
			const [number = ''] = freshNumbers(1);
			const { saved } = await runWorkflow(callNumbers([number], credentials()));
			const context = saved.executionData?.contextData['node:Vapi'] as {
				dials: { runs: { 0: { items: { 0: object } } } };
			};
			const entries = Object.values(context.dials.runs[0].items[0]);
			expect(entries).toEqual([{ at: expect.any(Number), id: sandbox.dials[0]?.callId }]);
			expect(JSON.stringify(context).length).toBeLessThan(300);
		});
	});

	describe('what is thrown', () => {
		it('says to whom, when and what to check, and lists the calls that exist', async () => {
			const numbers = freshNumbers(2);
			fail(numbers[1], unknown);
			const { error } = await runWorkflow(callNumbers(numbers, credentials()));
			expect(error?.message).toMatch(
				/The call to \+\d+ may have been placed: it was requested at \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/,
			);
			expect(error?.message).toContain(numbers[1]);
			expect(error?.description).toContain('call logs');
			expect(error?.description).toContain(`item 0: ${sandbox.dials[0]?.callId}`);
			expect(error?.context).toMatchObject({ itemIndex: 1 });
		});

		it('lists the calls that exist also while Dial Once is off', async () => {
			const numbers = freshNumbers(2);
			fail(numbers[1], { status: 400, times: 1 });
			const options = callNumbers(numbers, credentials(), {}, { dialOnce: false });
			const { error } = await runWorkflow(options);
			expect(error?.description).toContain(
				`which a retry dials again, since 'Dial Once' is off: item 0: ${sandbox.dials[0]?.callId}`,
			);
		});

		it('does not dial where the search for an open call does not work', async () => {
			const numbers = freshNumbers(1);
			fail(numbers[0], unknown);
			sandbox.faults.add({ kind: 'status', status: 400, method: 'GET', path: '^/call$' });
			const options = callNumbers(numbers, credentials());
			const { first, second } = await runAndRetry(options);
			expect(first.error?.description).toContain('did not work');
			expect(second.error?.message).toContain('may have been placed');
			expect(posts()).toBe(1);
		});
	});

	describe('an edited workflow', () => {
		it('dials a changed number, and only that', async () => {
			const [first = '', second = '', changed = ''] = freshNumbers(3);
			fail(second, { status: 400, times: 1 });
			const options = callNumbers([first, second], credentials());
			const to = `={{ $json.number === '${first}' ? '${first}' : '${changed}' }}`;
			const current = { nodes: [{ name: 'Vapi', parameters: createCall({}, to) }] };
			const outcome = await runAndRetry(options, current);
			expect(outcome.second.status).toBe('success');
			expect(timesDialed([first, second, changed], sandbox.dials)).toEqual([1, 0, 1]);
		});

		/** The node with another agent and line, as an expression may choose them at every try. */
		const otherCaller = () => ({
			nodes: [
				{
					name: 'Vapi',
					parameters: {
						...createCall(),
						assistantId: { __rl: true, mode: 'id', value: ASSISTANTS.receptionist },
						phoneNumberId: { __rl: true, mode: 'id', value: PHONE_NUMBERS.noAssistant },
					},
				},
			],
		});

		it('dials nobody again whom another agent from another line has called', async () => {
			const numbers = freshNumbers(2);
			fail(numbers[1], { status: 400, times: 1 });
			const options = callNumbers(numbers, credentials());
			const { second } = await runAndRetry(options, otherCaller());
			expect(second.status).toBe('success');
			expect(timesDialed(numbers, sandbox.dials)).toEqual([1, 1]);
		});

		it('finds an open call by the agent and the line that placed it', async () => {
			const numbers = freshNumbers(1);
			sandbox.faults.add({ kind: 'resetAfterAccept', method: 'POST', path: '^/call$', times: 1 });
			sandbox.faults.add({ kind: 'status', status: 400, method: 'GET', path: '^/call$', times: 1 });
			const options = callNumbers(numbers, credentials());
			const { first, second } = await runAndRetry(options, otherCaller());
			expect(first.error?.message).toContain('may have been placed');
			expect(second.json('Vapi')).toMatchObject([{ id: sandbox.dials[0]?.callId }]);
			expect(timesDialed(numbers, sandbox.dials)).toEqual([1]);
		});
	});

	describe('a retry', () => {
		it('of an execution whose record was stored takes no call from before it', async () => {
			const numbers = freshNumbers(3);
			hurry({ clockMargin: 0 });
			fail(numbers[0], { status: 400, times: 1 });
			await runWorkflow(callNumbers(numbers.slice(1), credentials()));
			await secondPasses();
			const { second } = await runAndRetry(callNumbers(numbers, credentials()));
			expect(timesDialed(numbers, sandbox.dials)).toEqual([1, 2, 2]);
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
			expect(timesDialed(numbers, sandbox.dials)).toEqual([1, 1, 2]);
		});

		it('that comes a second time finds what the first one placed', async () => {
			const numbers = freshNumbers(3);
			fail(numbers[0], { status: 400, times: 1 });
			const options = callNumbers(numbers, credentials());
			const { saved } = await runWorkflow(options);
			const first = await retryExecution({ saved, original: options });
			const second = await retryExecution({ saved, original: options });
			expect(timesDialed(numbers, sandbox.dials)).toEqual([1, 1, 1]);
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
			expect(timesDialed(numbers, sandbox.dials)).toEqual([1, 1, 1]);
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
			expect(timesDialed(numbers, sandbox.dials)).toEqual([1, 1, 1]);
		});

		it('of an execution killed in the third round of a loop knows the rounds before', async () => {
			const numbers = freshNumbers(3);
			const options = { ...loopOverNumbers(numbers, credentials()), saveProgress: true };
			const { savedProgress } = await runWorkflow(options);
			// Trigger, Loop, Vapi, Loop, Vapi, Loop; then the third Vapi, of which nothing was stored.
			const saved = killed(savedProgress[5]!);
			const second = await retryExecution({ saved, original: options });
			expect(second.status).toBe('success');
			expect(timesDialed(numbers, sandbox.dials)).toEqual([1, 1, 1]);
			expect(second.json('Vapi', 0, 2)).toMatchObject([{ foundExisting: true }]);
		});

		it('of a killed execution dials without looking where Look Back is 0', async () => {
			const numbers = freshNumbers(1);
			const options = callNumbers(numbers, credentials(), {}, { lookBackHours: 0 });
			const { savedAtStart } = await runWorkflow(options);
			await retryExecution({ saved: killed(savedAtStart), original: options });
			expect(timesDialed(numbers, sandbox.dials)).toEqual([2]);
		});

		it('of a killed execution does not dial while it cannot look', async () => {
			const numbers = freshNumbers(1);
			const options = callNumbers(numbers, credentials());
			const { savedAtStart } = await runWorkflow(options);
			sandbox.faults.add({ kind: 'status', status: 400, method: 'GET', path: '^/call$' });
			const second = await retryExecution({ saved: killed(savedAtStart), original: options });
			expect(second.error?.message).toContain('was not dialed');
			expect(timesDialed(numbers, sandbox.dials)).toEqual([1]);
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
			expect(timesDialed(numbers, sandbox.dials)).toEqual([1]);
			expect((await retry('other')).json('Vapi')[0]).not.toHaveProperty('foundExisting');
			expect(timesDialed(numbers, sandbox.dials)).toEqual([2]);
		});
	});

	describe('the search', () => {
		it.each([-7_200_000, 7_200_000])('is exact with Vapi’s clock off by %i ms', async (offset) => {
			await open({ clockOffset: offset });
			const [number = ''] = freshNumbers(1);
			const two = [number, number];
			fail(number, { kind: 'resetAfterAccept', skip: 1, times: 1 });
			const result = await runWorkflow(callNumbers(two, credentials()));
			expect(result.json('Vapi').map(({ id }) => id)).toEqual(
				sandbox.dials.map(({ callId }) => callId),
			);
			expect(sandbox.dials).toHaveLength(2);
			await open();
		});

		it('takes no call of before the POST', async () => {
			const [number = ''] = freshNumbers(1);
			hurry({ clockMargin: 0 });
			await runWorkflow(callNumbers([number], credentials()));
			await secondPasses();
			fail(number, unknown);
			const { error } = await runWorkflow(callNumbers([number], credentials()));
			expect(error?.message).toContain('may have been placed');
		});
	});

	describe('a full account', () => {
		it('fails plainly where the user does not want to wait', async () => {
			const numbers = freshNumbers(1);
			fail(numbers[0], { status: 429 });
			const options = callNumbers(numbers, credentials(), {}, { waitForSlot: 0 });
			const { error } = await runWorkflow(options);
			expect(error?.message).toContain('429');
			expect(error?.description).toContain('The call was not placed');
			expect(posts()).toBe(1);
		});

		it('is asked again within the bound, and not beyond it', async () => {
			const numbers = freshNumbers(1);
			fail(numbers[0], { status: 429 });
			hurry({ slotFirst: 10, slotMost: 10 });
			const options = callNumbers(numbers, credentials(), {}, { waitForSlot: 0.05 });
			const { error } = await runWorkflow(options);
			expect(error?.message).toContain('429');
			expect(posts()).toBeGreaterThan(3);
			expect(posts()).toBeLessThan(9);
		});

		it('is not waited for when Vapi asks for more than the bound', async () => {
			const numbers = freshNumbers(1);
			fail(numbers[0], { status: 429, headers: { 'retry-after': '3600' } });
			const { error } = await runWorkflow(callNumbers(numbers, credentials()));
			expect(error?.description).toContain('Vapi asks to wait 3600 seconds');
			expect(posts()).toBe(1);
		});

		it('is not waited for once the execution is canceled', async () => {
			const numbers = freshNumbers(1);
			fail(numbers[0], { status: 429, headers: { 'retry-after': '100' } });
			const running = await startWorkflow(callNumbers(numbers, credentials()));
			while (posts() === 0) {
				await new Promise((resolve) => {
					setImmediate(resolve);
				});
			}
			running.cancel();
			const { status } = await running.result;
			expect(status).not.toBe('success');
			expect(posts()).toBe(1);
		});
	});

	describe('a tool', () => {
		const asTool = (calls: string[], parallel = false) =>
			runAsTool({
				tool: { name: 'Vapi', parameters: createCall({}, "={{ $fromAI('number', '', 'string') }}") },
				calls: calls.map((number) => ({ input: { number } })),
				path: 'legacy',
				parallel,
				credentials: credentials(),
			});

		it('tells a later request that the call is placed, with its ID', async () => {
			const [number = ''] = freshNumbers(1);
			const answers = (await asTool([number, number])).json('Agent');
			expect(String(answers[1]?.answer)).toContain('"alreadyPlaced":true');
			expect(String(answers[1]?.answer)).toContain(sandbox.dials[0]?.callId);
			expect(sandbox.dials).toHaveLength(1);
		});

		it('tells a request at the same time that the call is being placed', async () => {
			const [number = '', other = ''] = freshNumbers(2);
			const answers = (await asTool([number, number, other], true)).json('Agent');
			expect(answers.filter(({ thrown }) => String(thrown).includes('being placed'))).toHaveLength(1);
			expect(timesDialed([number, other], sandbox.dials)).toEqual([1, 1]);
		});
	});

	describe('several customers in one request', () => {
		const batch = (numbers: string[]) => ({
			...callNumbers(['unused'], credentials()),
			nodes: [
				{
					name: 'Vapi',
					parameters: {
						...createCall({}, ''),
						additionalFields: {
							advanced: {
								body: JSON.stringify({ customers: numbers.map((number) => ({ number })) }),
							},
						},
					},
				},
			],
		});

		it('are each dialed once, and all found after an answer that does not come', async () => {
			const numbers = freshNumbers(3);
			fail(numbers[1], { kind: 'resetAfterAccept', times: 1 });
			const result = await runWorkflow(batch(numbers));
			expect(result.json('Vapi').map(({ id }) => id)).toEqual(
				sandbox.dials.map(({ callId }) => callId),
			);
			expect(timesDialed(numbers, sandbox.dials)).toEqual([1, 1, 1]);
		});

		it('are completed by a retry, which sends only those who have not been called', async () => {
			const [first = '', second = '', third = ''] = freshNumbers(3);
			const original = { ...batch([first, second]), items: [{}, {}] };
			fail(first, { status: 400, skip: 1, times: 1 });
			const { saved } = await runWorkflow(original);
			const current = { nodes: batch([second, third, first]).nodes };
			const retried = await retryExecution({ saved, original, current });
			expect(retried.status).toBe('success');
			const sent = sandbox.requests.flatMap(({ method, body }) => {
				const { customers } = (body ?? {}) as { customers?: Array<{ number: string }> };
				return method === 'POST' ? [customers?.map(({ number }) => number)] : [];
			});
			// The second item has not been called at all, so all of its people are sent.
			expect(sent.slice(2)).toEqual([[third], [second, third, first]]);
			const ofFirstItem = retried.output('Vapi').slice(0, 3);
			expect(ofFirstItem.map(({ json }) => json.id)).toEqual(
				[second, third, first].map(
					(number) => sandbox.dials.find((dial) => dial.number === number)?.callId,
				),
			);
		});
	});

	describe('a web call', () => {
		it('is the same session with the same address in a retry, and rings nobody', async () => {
			const parameters = {
				resource: 'call',
				operation: 'create',
				callType: 'web',
				assistantId: { __rl: true, mode: 'id', value: ASSISTANTS.receptionist },
				simplify: false,
			};
			const options = {
				...callNumbers(['a', 'b'], credentials()),
				nodes: [{ name: 'Vapi', parameters }],
			};
			sandbox.faults.add({ kind: 'status', status: 400, path: '^/call/web$', skip: 1, times: 1 });
			const { second } = await runAndRetry(options);
			expect(second.status).toBe('success');
			const made = [...sandbox.state.calls.values()].filter(({ type }) => type === 'webCall');
			expect(made).toHaveLength(2);
			const [call] = second.json('Vapi');
			expect(made.map(({ id }) => id)).toContain(call?.id);
			expect(call?.webCallUrl).toMatch(/^https?:/);
			expect(sandbox.dials).toEqual([]);
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
			expect(ids.toSorted()).toEqual(sandbox.dials.map(({ callId }) => callId).toSorted());
			expect(sandbox.dials).toHaveLength(2);
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
				sandbox.dials.map(({ callId }) => callId),
			);
			expect(timesDialed(numbers, sandbox.dials)).toEqual([1, 1]);
		});
	});

	it('dials at every try with the option off', async () => {
		const numbers = freshNumbers(2);
		fail(numbers[1], unknown);
		const node = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };
		await runWorkflow(callNumbers(numbers, credentials(), node, { dialOnce: false }));
		expect(timesDialed(numbers, sandbox.dials)).toEqual([2, 1]);
	});
});
