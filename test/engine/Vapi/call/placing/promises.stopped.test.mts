import type { INodeParameters, IRunExecutionData } from 'n8n-workflow';
import { ASSISTANTS, PHONE_NUMBERS } from '../../../../../sandbox/seed.mts';
import { retryExecution, runWorkflow, startWorkflow, stopped } from '../../../harness/index.mts';
import type { NodeSpec, RunOptions } from '../../../harness/index.mts';
import { timesDialed } from './account.mts';
import { useDialing } from './dialing.mts';
import { until } from './stage.mts';
import { hurry } from './timing.mts';
import { callNumbers, freshNumbers } from './workflows.mts';

const HOUR = 3_600_000;
const { sandbox, fail, posts, clockAhead, credentials } = useDialing();
// The real one: clocks that are 10 minutes off are what it is for.
beforeEach(() => hurry({ unknownClockMargin: 900_000 }));
const dialed = (numbers: string[]) => timesDialed(numbers, sandbox().dials);
const rl = (value: string) => ({ __rl: true, mode: 'id', value });

/** The same with another agent and another line, as an expression may choose them at the retry. */
function withOthers(options: RunOptions): Pick<RunOptions, 'nodes'> {
	const [node] = options.nodes as [NodeSpec];
	const assistantId = rl(ASSISTANTS.receptionist);
	const phoneNumberId = rl(PHONE_NUMBERS.noAssistant);
	return { nodes: [{ ...node, parameters: { ...node.parameters, assistantId, phoneNumberId } }] };
}

/** Runs until so many POSTs went out, presses Stop, and gives what n8n has of the execution then. */
async function stopAfter(count: number, options: RunOptions) {
	const running = await startWorkflow(options);
	await until(() => posts() >= count, running.result);
	running.cancel();
	await running.result;
	return stopped(running);
}

/** Lets time pass: what is in the account and what n8n has stored is that much older. */
function age(hours: number, saved?: IRunExecutionData): void {
	for (const call of sandbox().state.calls.values()) {
		call.createdAt = new Date(Date.parse(call.createdAt) - hours * HOUR).toISOString();
	}
	const runtimeData = saved?.executionData?.runtimeData;
	if (runtimeData) runtimeData.establishedAt -= hours * HOUR;
}

describe('Stop, whose execution n8n stores without the record', () => {
	it.each([1, 2, 6])('during POST %i of 6: a retry dials nobody twice', async (count) => {
		const numbers = freshNumbers(6);
		fail(numbers[count - 1], { kind: 'delay', ms: 60, when: 'after', times: 1 });
		const original = callNumbers(numbers, credentials());
		const saved = await stopAfter(count, original);
		const retried = await retryExecution({ saved, original });
		expect(retried.status).toBe('success');
		expect(dialed(numbers)).toEqual(numbers.map(() => 1));
	});

	it.each([0, 25, 72, 24 * 30])('a retry after %i hours finds all calls, whoever calls now', async (hours) => {
		const numbers = freshNumbers(4);
		const original = callNumbers(numbers, credentials());
		const saved = await stopAfter(3, original);
		age(hours, saved);
		const retried = await retryExecution({ saved, original, current: withOthers(original) });
		expect(dialed(numbers)).toEqual(numbers.map(() => 1));
		expect(retried.json('Vapi')).toMatchObject([
			{ foundExisting: true, otherAgentOrLine: true },
			{ foundExisting: true, otherAgentOrLine: true },
			{ foundExisting: true, otherAgentOrLine: true },
			{},
		]);
		expect(retried.json('Vapi')[3]).not.toHaveProperty('foundExisting');
	});

	it('keeps two calls where two items have one number', async () => {
		const [twice = '', other = ''] = freshNumbers(2);
		const original = callNumbers([twice, twice, other, twice], credentials());
		const saved = await stopAfter(2, original);
		const retried = await retryExecution({ saved, original });
		expect(dialed([twice, other])).toEqual([3, 1]);
		const ids = retried.json('Vapi').map(({ id }) => id);
		expect(new Set(ids).size).toBe(4);
	});

	it('gives items with one number the calls that were placed for them', async () => {
		const [number = ''] = freshNumbers(1);
		const plain = callNumbers([number, number], credentials());
		const [node] = plain.nodes as [NodeSpec];
		const values = [{ name: 'lead', value: '={{ $itemIndex }}' }];
		const original = { ...plain, nodes: [{ ...node, parameters: { ...node.parameters, variables: { values } } }] };
		const first = await runWorkflow(original);
		const retried = await retryExecution({ saved: stopped(first), original });
		expect(dialed([number])).toEqual([2]);
		expect(retried.json('Vapi').map(({ id }) => id)).toEqual(first.json('Vapi').map(({ id }) => id));
	});

	it('takes what another workflow has placed since as a call, and says that it differs', async () => {
		const numbers = freshNumbers(2);
		const original = callNumbers(numbers, credentials());
		const saved = await stopAfter(1, original);
		const theirs = callNumbers(numbers.slice(1), credentials());
		await runWorkflow({ ...theirs, ...withOthers(theirs), workflowId: 'other' });
		const retried = await retryExecution({ saved, original });
		expect(dialed(numbers)).toEqual([1, 1]);
		expect(retried.json('Vapi')[0]).not.toHaveProperty('otherAgentOrLine');
		expect(retried.json('Vapi')[1]).toMatchObject({ foundExisting: true, otherAgentOrLine: true });
	});

	it('takes no call from before the execution', async () => {
		const numbers = freshNumbers(2);
		const original = callNumbers(numbers, credentials());
		await runWorkflow(original);
		age(1);
		const saved = await stopAfter(3, original);
		await retryExecution({ saved, original });
		expect(dialed(numbers)).toEqual([2, 2]);
	});

	it('takes no call that another workflow has marked, whoever calls', async () => {
		const numbers = freshNumbers(1);
		const original = callNumbers(numbers, credentials(), {}, { markCall: true });
		const first = await runWorkflow({ ...original, ...withOthers(original), workflowId: 'other' });
		await retryExecution({ saved: stopped(first), original });
		expect(dialed(numbers)).toEqual([2]);
	});

	it.each<[string, INodeParameters, number, number]>([
		['looks back 24 hours', {}, 23, 1],
		['and no further', {}, 25, 2],
		['or as far as Look Back says', { lookBackHours: 48 }, 47, 1],
	])('where n8n stores no beginning, %s', async (_, options, hours, times) => {
		const numbers = freshNumbers(1);
		const original = { ...callNumbers(numbers, credentials(), {}, options), beginningStored: false };
		const first = await runWorkflow(original);
		age(hours);
		await retryExecution({ saved: stopped(first), original });
		expect(dialed(numbers)).toEqual([times]);
	});

	it('is not looked for where Look Back is 0', async () => {
		const numbers = freshNumbers(1);
		const original = callNumbers(numbers, credentials(), {}, { lookBackHours: 0 });
		const first = await runWorkflow(original);
		await retryExecution({ saved: stopped(first), original });
		expect(dialed(numbers)).toEqual([2]);
	});
});

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
