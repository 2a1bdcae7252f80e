import type { INodeParameters } from 'n8n-workflow';
import { retryExecution, runWorkflow, startWorkflow, stopped } from '../../../harness/index.mts';
import { until } from './stage.mts';
import { useStops, withOthers } from './stops.mts';
import { hurry } from './timing.mts';
import { callNumbers, freshNumbers } from './workflows.mts';

const { fail, posts, clockAhead, credentials, dialed, stopAfter } = useStops();

describe('a retry of an execution whose record was stored', () => {
	it('finds what another retry has placed, whoever calls now', async () => {
		const numbers = freshNumbers(3);
		fail(numbers[0], { status: 401, times: 1 });
		const original = callNumbers(numbers, credentials());
		const { saved } = await runWorkflow(original);
		const first = await retryExecution({ saved, original, current: withOthers(original) });
		const second = await retryExecution({ saved, original });
		expect([first.status, second.status]).toEqual(['success', 'success']);
		expect(dialed(numbers)).toEqual([1, 1, 1]);
		expect(second.json('Vapi')[0]).toMatchObject({ foundExisting: true, otherAgentOrLine: true });
	});

	it('finds another agent’s call for a POST without an answer, too', async () => {
		const numbers = freshNumbers(2);
		fail(numbers[0], { status: 500, times: 1 });
		const original = callNumbers(numbers, credentials());
		const { saved } = await runWorkflow(original);
		await retryExecution({ saved, original, current: withOthers(original) });
		await retryExecution({ saved, original });
		expect(dialed(numbers)).toEqual([1, 1]);
	});

	it.each([
		[600_000, 0, 0],
		[-600_000, 0, 0],
		[0, 600_000, -600_000],
		[0, -600_000, 600_000],
	])('finds it with clocks of n8n that are off by %i, %i and %i ms', async (first, second, third) => {
		const numbers = freshNumbers(3);
		fail(numbers[1], { status: 401, times: 1 });
		const original = callNumbers(numbers, credentials());
		clockAhead(first);
		const { saved } = await runWorkflow(original);
		clockAhead(second);
		await retryExecution({ saved, original });
		clockAhead(third);
		await retryExecution({ saved, original });
		expect(dialed(numbers)).toEqual([1, 1, 1]);
	});

	it.each([
		[600_000, 0],
		[-600_000, 0],
		[0, 600_000],
		[600_000, -600_000],
		[-600_000, 600_000],
		[7_200_000, 7_200_000],
		[-7_200_000, -7_200_000],
	])('and so does one without a record (%i and %i ms)', async (first, second) => {
		const numbers = freshNumbers(3);
		const original = callNumbers(numbers, credentials());
		clockAhead(first);
		const run = await runWorkflow(original);
		clockAhead(second);
		await retryExecution({ saved: stopped(run), original });
		expect(dialed(numbers)).toEqual([1, 1, 1]);
	});
});

describe('Stop that n8n tells nobody but its database', () => {
	it.each<[string, number, INodeParameters]>([
		['one by one', 2, {}],
		['in batches', 1, { batch: true, batchSize: 2 }],
		['several at a time', 3, { parallelRequests: 3 }],
		['with Dial Once off', 2, { dialOnce: false }],
	])('during a POST ends the dialing (%s)', async (_, count, options) => {
		const numbers = freshNumbers(8);
		for (const number of numbers) fail(number, { kind: 'delay', ms: 50, when: 'before' });
		const running = await startWorkflow(callNumbers(numbers, credentials(), {}, { ...options }));
		await until(() => posts() >= count, running.result);
		running.stopElsewhere();
		const { error } = await running.result;
		expect(posts()).toBe(count);
		expect(error?.message).toContain('The execution was canceled, so no further call is placed');
	});

	it('ends the tries, too', async () => {
		const numbers = freshNumbers(3);
		fail(numbers[0], { status: 500, times: 1 });
		hurry({ looks: [0, 50] });
		const plain = callNumbers(numbers, credentials(), { retryOnFail: true, maxTries: 5, waitBetweenTries: 1 });
		const running = await startWorkflow(plain);
		await until(() => posts() >= 1, running.result);
		running.stopElsewhere();
		await running.result;
		expect(posts()).toBe(1);
	});

	it('is not taken over by a retry of the stopped execution', async () => {
		const numbers = freshNumbers(3);
		const original = callNumbers(numbers, credentials());
		const saved = await stopAfter(2, original);
		const { data } = await retryExecution({ saved, original });
		expect(data.resultData.error?.message).toContain('cancelled manually');
		expect(dialed(numbers)).toEqual([1, 1, 1]);
	});

	it('is asked for once a second at most', async () => {
		hurry({ askedForStop: 60_000 });
		const numbers = freshNumbers(5);
		const running = await startWorkflow(callNumbers(numbers, credentials()));
		await until(() => posts() >= 2, running.result);
		running.stopElsewhere();
		await running.result;
		expect(posts()).toBe(5);
	});
});
