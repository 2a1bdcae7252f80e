import { retryExecution, runAsTool, runWorkflow, startWorkflow } from '../../../harness/index.mts';
import { timesDialed } from './account.mts';
import { secondPasses, unknown, useDialing } from './dialing.mts';
import { hurry } from './timing.mts';
import { callNumbers, createCall, freshNumbers } from './workflows.mts';

const { sandbox, open, fail, posts, credentials } = useDialing();

describe('dialing once', () => {
	describe('the search', () => {
		it.each([-7_200_000, 7_200_000])('is exact with Vapi’s clock off by %i ms', async (offset) => {
			await open({ clockOffset: offset });
			const [number = ''] = freshNumbers(1);
			const two = [number, number];
			fail(number, { kind: 'resetAfterAccept', skip: 1, times: 1 });
			const result = await runWorkflow(callNumbers(two, credentials()));
			expect(result.json('Vapi').map(({ id }) => id)).toEqual(
				sandbox().dials.map(({ callId }) => callId),
			);
			expect(sandbox().dials).toHaveLength(2);
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
			expect(String(answers[1]?.answer)).toContain(sandbox().dials[0]?.callId);
			expect(sandbox().dials).toHaveLength(1);
		});

		it('tells a request at the same time that the call is being placed', async () => {
			const [number = '', other = ''] = freshNumbers(2);
			const answers = (await asTool([number, number, other], true)).json('Agent');
			expect(answers.filter(({ answer }) => String(answer).includes('being placed'))).toHaveLength(1);
			expect(timesDialed([number, other], sandbox().dials)).toEqual([1, 1]);
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
							additionalBody: JSON.stringify({
								customers: numbers.map((number) => ({ number })),
							}),
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
				sandbox().dials.map(({ callId }) => callId),
			);
			expect(timesDialed(numbers, sandbox().dials)).toEqual([1, 1, 1]);
		});

		it('are completed by a retry, which sends only those who have not been called', async () => {
			const [first = '', second = '', third = ''] = freshNumbers(3);
			const original = { ...batch([first, second]), items: [{}, {}] };
			fail(first, { status: 400, skip: 1, times: 1 });
			const { saved } = await runWorkflow(original);
			const current = { nodes: batch([second, third, first]).nodes };
			const retried = await retryExecution({ saved, original, current });
			expect(retried.status).toBe('success');
			const sent = sandbox().requests.flatMap(({ method, body }) => {
				const { customers } = (body ?? {}) as { customers?: Array<{ number: string }> };
				return method === 'POST' ? [customers?.map(({ number }) => number)] : [];
			});
			// The second item has not been called at all, so all of its people are sent.
			expect(sent.slice(2)).toEqual([[third], [second, third, first]]);
			const ofFirstItem = retried.output('Vapi').slice(0, 3);
			expect(ofFirstItem.map(({ json }) => json.id)).toEqual(
				[second, third, first].map(
					(number) => sandbox().dials.find((dial) => dial.number === number)?.callId,
				),
			);
		});
	});
});
