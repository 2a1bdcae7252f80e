import { ASSISTANTS, PHONE_NUMBERS } from '../../../../../sandbox/seed.mts';
import { retryExecution, runAndRetry, runWorkflow } from '../../../harness/index.mts';
import { timesDialed } from './account.mts';
import { unknown, useDialing } from './dialing.mts';
import { callNumbers, createCall, freshNumbers } from './workflows.mts';

const { sandbox, fail, posts, credentials } = useDialing();

describe('dialing once', () => {
	describe('the results of a later try', () => {
		it('are read from Vapi, stand in their place and are paired with their items', async () => {
			const numbers = freshNumbers(3);
			fail(numbers[2], unknown);
			const { first, second } = await runAndRetry(callNumbers(numbers, credentials()));
			expect(first.status).toBe('error');
			expect(second.status).toBe('success');
			expect(second.json('Vapi').map(({ id }) => id)).toEqual(
				sandbox().dials.map(({ callId }) => callId),
			);
			expect(second.output('Vapi').map(({ pairedItem }) => pairedItem)).toEqual(
				numbers.map((_, item) => ({ item })),
			);
			expect(timesDialed(numbers, sandbox().dials)).toEqual([1, 1, 1]);
		});

		it('leave an ID where someone has erased the call', async () => {
			const numbers = freshNumbers(2);
			fail(numbers[1], unknown);
			const options = callNumbers(numbers, credentials());
			const first = await runWorkflow(options);
			const [dial] = sandbox().dials;
			sandbox().state.calls.delete(dial?.callId ?? '');
			const second = await retryExecution({ saved: first.saved, original: options });
			expect(second.json('Vapi')[0]).toMatchObject({ id: dial?.callId, status: 'not-found' });
			expect(timesDialed(numbers, sandbox().dials)).toEqual([1, 1]);
		});

		it('fail with the ID of the call, and without a dial, while Vapi cannot be read', async () => {
			const numbers = freshNumbers(2);
			fail(numbers[1], unknown);
			const options = callNumbers(numbers, credentials());
			const first = await runWorkflow(options);
			const callId = sandbox().dials[0]?.callId ?? '';
			sandbox().faults.add({ kind: 'status', status: 400, method: 'GET', path: `/call/${callId}` });
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
			expect(entries).toEqual([{ at: expect.any(Number), id: sandbox().dials[0]?.callId }]);
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
			expect(error?.description).toContain(`item 0: ${sandbox().dials[0]?.callId}`);
			expect(error?.context).toMatchObject({ itemIndex: 1 });
		});

		it('lists the calls that exist also while Dial Once is off', async () => {
			const numbers = freshNumbers(2);
			fail(numbers[1], { status: 400, times: 1 });
			const options = callNumbers(numbers, credentials(), {}, { dialOnce: false });
			const { error } = await runWorkflow(options);
			expect(error?.description).toContain(
				`which a retry dials again, since 'Dial Once' is off: item 0: ${sandbox().dials[0]?.callId}`,
			);
		});

		it('does not dial where the search for an open call does not work', async () => {
			const numbers = freshNumbers(1);
			fail(numbers[0], unknown);
			sandbox().faults.add({ kind: 'status', status: 400, method: 'GET', path: '^/call$' });
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
			expect(timesDialed([first, second, changed], sandbox().dials)).toEqual([1, 0, 1]);
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
			expect(timesDialed(numbers, sandbox().dials)).toEqual([1, 1]);
		});

		it('finds an open call by the agent and the line that placed it', async () => {
			const numbers = freshNumbers(1);
			sandbox().faults.add({ kind: 'resetAfterAccept', method: 'POST', path: '^/call$', times: 1 });
			sandbox().faults.add({ kind: 'status', status: 400, method: 'GET', path: '^/call$', times: 1 });
			const options = callNumbers(numbers, credentials());
			const { first, second } = await runAndRetry(options, otherCaller());
			expect(first.error?.message).toContain('may have been placed');
			expect(second.json('Vapi')).toMatchObject([{ id: sandbox().dials[0]?.callId }]);
			expect(timesDialed(numbers, sandbox().dials)).toEqual([1]);
		});
	});

	it('dials at every try with the option off', async () => {
		const numbers = freshNumbers(2);
		fail(numbers[1], unknown);
		const node = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };
		await runWorkflow(callNumbers(numbers, credentials(), node, { dialOnce: false }));
		expect(timesDialed(numbers, sandbox().dials)).toEqual([2, 1]);
	});
});
