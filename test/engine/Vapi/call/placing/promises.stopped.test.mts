import type { INodeParameters } from 'n8n-workflow';
import { retryExecution, runWorkflow, stopped } from '../../../harness/index.mts';
import type { NodeSpec } from '../../../harness/index.mts';
import { useStops, withOthers } from './stops.mts';
import { callNumbers, freshNumbers } from './workflows.mts';

const { fail, credentials, dialed, stopAfter, age } = useStops();

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
