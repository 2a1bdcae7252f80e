import { setTimeout as delay } from 'node:timers/promises';
import type { INodeParameters } from 'n8n-workflow';
import { retryExecution, runWorkflow } from '../../../harness/index.mts';
import { timesDialed } from './account.mts';
import { useDialing } from './dialing.mts';
import { callNumbers, freshNumbers, loopOverNumbers } from './workflows.mts';

const { sandbox, fail, credentials } = useDialing();

/** How long Vapi takes for each POST, in milliseconds. */
const TAKES = 30;

const slowly = (numbers: string[]) => {
	for (const number of numbers) fail(number, { kind: 'delay', ms: TAKES, when: 'before' });
};

describe('Retry execution, pressed again while the retry runs', () => {
	const ways: Array<[string, typeof callNumbers, INodeParameters]> = [
		['one by one', callNumbers, {}],
		['in a loop', loopOverNumbers, {}],
		['in a batch', callNumbers, { batch: true, batchSize: 3 }],
		['several requests at a time', callNumbers, { parallelRequests: 4 }],
	];
	const cases = ways.flatMap(([name, make, options]) =>
		[0, 10, TAKES, 3 * TAKES].map((after) => [name, after, make, options] as const),
	);

	it.each(cases)('dials nobody twice (%s, %i ms later)', async (_, after, make, options) => {
		const numbers = freshNumbers(6);
		fail(numbers[2], { status: 401, times: 1 });
		const original = make(numbers, credentials(), {}, { ...options });
		const { saved, status } = await runWorkflow(original);
		expect(status).toBe('error');
		slowly(numbers);

		const [first, second] = await Promise.all([
			retryExecution({ saved, original }),
			delay(after).then(async () => await retryExecution({ saved, original })),
		]);

		expect(timesDialed(numbers, sandbox().dials)).toEqual([1, 1, 1, 1, 1, 1]);
		expect([first.status, second.status]).toEqual(['success', 'success']);
	});

	it('gives both the same calls', async () => {
		const numbers = freshNumbers(4);
		fail(numbers[1], { status: 401, times: 1 });
		const original = callNumbers(numbers, credentials());
		const { saved } = await runWorkflow(original);
		slowly(numbers);
		const runs = await Promise.all([0, 5, 15].map(async (after) => {
			await delay(after);
			return await retryExecution({ saved, original });
		}));
		const [first, ...others] = runs.map((run) => run.json('Vapi').map(({ id }) => id));
		for (const ids of others) expect(ids).toEqual(first);
		expect(timesDialed(numbers, sandbox().dials)).toEqual([1, 1, 1, 1]);
	});
});
