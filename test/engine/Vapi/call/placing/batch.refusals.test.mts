import type { IDataObject } from 'n8n-workflow';
import { REFUSED_NUMBER } from '../../../../../sandbox/life/story.mts';
import { runAndRetry, runWorkflow } from '../../../harness/index.mts';
import { timesDialed } from './account.mts';
import { hurry } from './timing.mts';
import { useSandbox } from '../../../support.mts';
import {
	GOES_ON,
	batchCall,
	customersOf,
	inOrder,
	itemsFor,
	numbersFor,
	pairs,
	posts,
	workflowOf,
} from './batches.mts';

const sandbox = useSandbox();

beforeAll(() => {
	hurry();
});

describe('customers that Vapi refuses', () => {
	const numbers = [...numbersFor(2), REFUSED_NUMBER, ...numbersFor(4).slice(2)];

	it('become error items in their places, beside the calls', async () => {
		const result = await runWorkflow(workflowOf(sandbox(), itemsFor(numbers), batchCall(), GOES_ON));

		expect(pairs(result.output('Vapi')).map(([item]) => item)).toEqual([0, 1, 2, 3, 4]);
		const failed = result.json('Vapi').map(({ error }) => error);
		expect(failed).toEqual([
			undefined,
			undefined,
			expect.stringContaining(`The call to ${REFUSED_NUMBER} was not placed`),
			undefined,
			undefined,
		]);
	});

	it('go to the error output', async () => {
		const node = { onError: 'continueErrorOutput' } as const;
		const result = await runWorkflow(workflowOf(sandbox(), itemsFor(numbers), batchCall(), node));
		expect(result.output('Vapi', 0)).toHaveLength(4);
		expect(result.output('Vapi', 1).map(({ pairedItem }) => pairedItem)).toEqual([{ item: 2 }]);
	});

	it('stop the node, which names them and the calls; a retry returns those without dialing', async () => {
		const options = workflowOf(sandbox(), itemsFor(numbers), batchCall());
		const { first, second } = await runAndRetry(options);

		for (const result of [first, second]) {
			const error = result.errorOf('Vapi')!;
			expect(error.message).toContain(`The call to ${REFUSED_NUMBER} was not placed`);
			expect(error.context?.itemIndex).toBe(2);
			expect(error.context?.recordedCalls).toHaveLength(4);
		}
		expect(timesDialed(numbers, sandbox().dials)).toEqual([1, 1, 0, 1, 1]);
		expect(posts(sandbox()).map((request) => customersOf(request).length)).toEqual([5, 1]);
	});

	it('stop the batches behind them', async () => {
		const options = workflowOf(sandbox(), itemsFor(numbers), batchCall({ batchSize: 3 }));
		await runWorkflow(options);
		expect(posts(sandbox())).toHaveLength(1);
	});

	it('are left out where Vapi refuses the whole request for their sake', async () => {
		const items = itemsFor(numbersFor(3));
		const message = ['customers.1.number must be a valid phone number'];
		sandbox().faults.add({
			kind: 'status',
			status: 400,
			body: { message, error: 'Bad Request', statusCode: 400 },
			method: 'POST',
			times: 1,
		});
		const result = await runWorkflow(workflowOf(sandbox(), items, batchCall(), GOES_ON));

		const errors = result.json('Vapi').map(({ error }) => error);
		expect(errors).toEqual([
			undefined,
			expect.stringContaining('customer.number must be a valid phone number'),
			undefined,
		]);
		expect(posts(sandbox()).map((request) => customersOf(request).length)).toEqual([3, 2]);
	});

	it('all fail, each with an error of its own, where Vapi blames the request', async () => {
		sandbox().faults.add({
			kind: 'status',
			status: 402,
			body: { message: 'Wallet is empty', statusCode: 402 },
			method: 'POST',
		});
		const items = itemsFor(numbersFor(3));
		const result = await runWorkflow(workflowOf(sandbox(), items, batchCall(), GOES_ON));
		expect(result.json('Vapi').map(({ error }) => error)).toEqual(
			[0, 1, 2].map((index) => `Vapi refused the request (402): Wallet is empty [item ${index}]`),
		);
	});
});

it('waits for a free slot, for the request and for single customers', async () => {
	const numbers = numbersFor(4);
	const busy = { kind: 'status', method: 'POST', times: 1 } as const;
	sandbox().faults.add({ ...busy, status: 429, body: { message: 'Slow down' } });
	const [results, errors] = [0, 1].map((part) =>
		numbers.filter((_, index) => index % 2 === part),
	) as [string[], string[]];
	sandbox().faults.add({
		...busy,
		status: 201,
		body: {
			results: results.map((number) => ({ id: `call-${number}`, customer: { number } })),
			errors: errors.map((number) => ({ customer: { number }, error: 'Over Concurrency Limit' })),
		},
	});
	const options = workflowOf(sandbox(), itemsFor(numbers), batchCall());
	const result = await runWorkflow(options);

	expect(pairs(result.output('Vapi'))).toEqual(inOrder(numbers));
	expect(posts(sandbox()).map((request) => customersOf(request).map(({ number }) => number))).toEqual(
		[numbers, numbers, errors],
	);
});

it('fails those for whom no slot comes free, and marks those that wait for one in Vapi', async () => {
	const [a, b, c] = numbersFor(3);
	sandbox().faults.add({
		kind: 'status',
		status: 201,
		method: 'POST',
		body: {
			subscriptionLimits: { concurrencyBlocked: true, concurrencyLimit: 1 },
			results: [
				{ id: 'call-a', status: 'queued', customer: { number: a } },
				{ id: 'call-b', status: 'scheduled', customer: { number: b } },
			],
			errors: [{ customer: { number: c }, error: 'Over Concurrency Limit' }],
		},
	});
	const items = itemsFor(numbersFor(3));
	const parameters = batchCall({ waitForSlot: 0 });
	const result = await runWorkflow(workflowOf(sandbox(), items, parameters, GOES_ON));

	expect(result.json('Vapi').map(({ concurrencyBlocked }) => concurrencyBlocked)).toEqual([
		undefined,
		true,
		undefined,
	]);
	const { error, details } = result.json('Vapi')[2] ?? {};
	expect(error).toContain('was not placed: Over Concurrency Limit');
	expect((details as IDataObject).description).toContain("'Wait for a Free Slot'");
	expect(posts(sandbox())).toHaveLength(1);
});
