import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { REFUSED_NUMBER } from '../../../sandbox/life/story.mts';
import { ASSISTANTS, SQUADS } from '../../../sandbox/seed.mts';
import { runAndRetry, runWorkflow, startWorkflow } from '../harness/index.mts';
import { timesDialed } from '../dial/account.mts';
import { hurry } from '../dial/timing.mts';
import { byId, useSandbox } from '../support.mts';
import { batchCall, customersOf, itemsFor, numbersFor, posts, workflowOf } from './support.mts';

const sandbox = useSandbox();

beforeAll(() => {
	hurry();
});

const pairs = (items: INodeExecutionData[]): Array<[unknown, unknown]> =>
	items.map(({ json, pairedItem }) => [(pairedItem as { item: number }).item, json.customerNumber]);

const inOrder = (numbers: string[]): Array<[unknown, unknown]> =>
	numbers.map((number, index) => [index, number]);

const rows = (values: Record<string, string>) => ({
	values: Object.entries(values).map(([name, value]) => ({ name, value })),
});

/** Sends the whole run again by n8n, several times. */
const RETRIES = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
const GOES_ON = { onError: 'continueRegularOutput' } as const;

it('dials 300 people with 6 requests, and gives each item its own call', async () => {
	const numbers = numbersFor(300);
	const result = await runWorkflow(workflowOf(sandbox(), itemsFor(numbers), batchCall()));

	expect(sandbox().requests).toHaveLength(6);
	expect(sandbox().requests.map((request) => customersOf(request).length)).toEqual(
		Array.from({ length: 6 }, () => 50),
	);
	expect(pairs(result.output('Vapi'))).toEqual(inOrder(numbers));
	expect(timesDialed(numbers, sandbox().dials)).toEqual(numbers.map(() => 1));
});

it('sends chunks of the size that is set, the last one alone as a single call', async () => {
	const numbers = numbersFor(7);
	const parameters = batchCall({ batchSize: 3 });
	const result = await runWorkflow(workflowOf(sandbox(), itemsFor(numbers), parameters));

	expect(posts(sandbox()).map((request) => customersOf(request).length)).toEqual([3, 3, 0]);
	expect(posts(sandbox())[2]?.body).toMatchObject({ customer: { number: numbers[6] } });
	expect(pairs(result.output('Vapi'))).toEqual(inOrder(numbers));
});

it('puts overrides that differ whole into each customer, and leaves equal ones with the request', async () => {
	const items = [
		{ number: '+15555552001', name: 'Anna', order: '17' },
		{ number: '+15555552002', name: 'Ben', order: '18' },
	];
	const parameters = batchCall(
		{},
		{
			additionalFields: {
				conversation: {
					firstMessage: 'Hello!',
					variableValues: rows({ name: '={{ $json.name }}' }),
				},
				data: { metadata: rows({ order: '={{ $json.order }}' }) },
			},
			simplify: false,
		},
	);
	const result = await runWorkflow(workflowOf(sandbox(), items, parameters));

	const [post, ...others] = posts(sandbox());
	expect(others).toEqual([]);
	const overrides = items.map(({ name, order }) => ({
		firstMessage: 'Hello!',
		variableValues: { name },
		metadata: { order },
	}));
	expect(customersOf(post!)).toEqual(
		items.map(({ number }, index) => ({ number, assistantOverrides: overrides[index] })),
	);
	expect(post!.body).not.toHaveProperty('assistantOverrides');
	expect(result.json('Vapi').map(({ assistantOverrides }) => assistantOverrides)).toEqual(overrides);

	sandbox().reset();
	const equal = batchCall({}, { additionalFields: { conversation: { firstMessage: 'Hi' } } });
	await runWorkflow(workflowOf(sandbox(), items, equal));
	expect(posts(sandbox())[0]?.body).toMatchObject({ assistantOverrides: { firstMessage: 'Hi' } });
	expect(customersOf(posts(sandbox())[0]!)).toEqual(items.map(({ number }) => ({ number })));
});

it('keeps overrides of a squad, and marks, with each customer', async () => {
	const items = itemsFor(numbersFor(2));
	const parameters = batchCall(
		{ markCall: true },
		{ agent: 'squad', squadId: byId(SQUADS.clinic) },
	);
	await runWorkflow(workflowOf(sandbox(), items, parameters));

	const marks = customersOf(posts(sandbox())[0]!).map(
		({ squadOverrides }) => (squadOverrides as { metadata: { n8nDial: string } }).metadata.n8nDial,
	);
	expect(marks).toEqual([expect.stringContaining('/0/'), expect.stringContaining('/1/')]);
});

it('sends apart what differs in more than the customer', async () => {
	const [a, b, c, d, e, f] = numbersFor(6);
	const items = [
		{ number: a, agent: ASSISTANTS.leadQualifier, name: 'x' },
		{ number: b, agent: ASSISTANTS.receptionist, name: 'x' },
		{ number: c, agent: ASSISTANTS.leadQualifier, name: 'x' },
		{ number: d, agent: ASSISTANTS.leadQualifier, name: 'y' },
		{ number: e, agent: ASSISTANTS.receptionist, name: 'x' },
		{ number: f, agent: ASSISTANTS.leadQualifier, name: 'x', at: '2099-01-01T10:00:00Z' },
	];
	const parameters = batchCall(
		{},
		{
			assistantId: { __rl: true, mode: 'id', value: '={{ $json.agent }}' },
			additionalFields: {
				data: { name: '={{ $json.name }}' },
				schedule: { earliestAt: '={{ $json.at }}' },
			},
		},
	);
	const result = await runWorkflow(workflowOf(sandbox(), items, parameters));

	const sent = posts(sandbox()).map(
		(request) => customersOf(request).map(({ number }) => number).join() || 'alone',
	);
	expect(sent).toEqual([`${a},${c}`, `${b},${e}`, 'alone', 'alone']);
	expect(pairs(result.output('Vapi'))).toEqual(inOrder([a, b, c, d, e, f] as string[]));
});

it('tells items with the same number apart by what else they say', async () => {
	const number = '+15555552001';
	const names = ['Anna', 'Ben', 'Cleo'];
	const parameters = batchCall(
		{},
		{ additionalFields: { customer: { name: '={{ $json.name }}' } }, simplify: false },
	);
	const items = names.map((name) => ({ number, name }));
	const result = await runWorkflow(workflowOf(sandbox(), items, parameters));

	expect(result.json('Vapi').map(({ customer }) => (customer as IDataObject).name)).toEqual(names);
	expect(new Set(result.json('Vapi').map(({ id }) => id)).size).toBe(3);
	expect(posts(sandbox())).toHaveLength(1);
});

describe('customers that Vapi refuses', () => {
	const numbers = [...numbersFor(2), REFUSED_NUMBER, ...numbersFor(4).slice(2)];

	it('become error items in their places, beside the calls', async () => {
		const result = await runWorkflow(workflowOf(sandbox(), itemsFor(numbers), batchCall(), GOES_ON));

		expect(pairs(result.output('Vapi')).map(([item]) => item)).toEqual([0, 1, 2, 3, 4]);
		const failed = result.output('Vapi').map(({ error }) => error?.message);
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

		const errors = result.output('Vapi').map(({ error }) => error?.message);
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
		expect(result.output('Vapi').map(({ error }) => error?.message)).toEqual(
			[0, 1, 2].map((index) => `Vapi refused the request (402): Wallet is empty [item ${index}]`),
		);
	});
});

describe('an open outcome', () => {
	it.each(['resetAfterAccept', 'brokenBody', 'statusAfterAccept'] as const)(
		'of the middle batch (%s) is looked up customer by customer',
		async (kind) => {
			const numbers = numbersFor(30);
			sandbox().faults.add({ kind, method: 'POST', skip: 1, times: 1 });
			const options = workflowOf(sandbox(), itemsFor(numbers), batchCall({ batchSize: 10 }), RETRIES);
			const result = await runWorkflow(options);

			expect(result.status).toBe('success');
			expect(pairs(result.output('Vapi'))).toEqual(inOrder(numbers));
			expect(timesDialed(numbers, sandbox().dials)).toEqual(numbers.map(() => 1));
			expect(posts(sandbox())).toHaveLength(3);
		},
	);

	it('with one number in several items gives each item its own call', async () => {
		const number = '+15555552001';
		const items = ['Anna', 'Ben', 'Cleo', 'Dan'].map((name) => ({ number, name }));
		const conversation = { variableValues: rows({ name: '={{ $json.name }}' }) };
		const parameters = batchCall({}, { additionalFields: { conversation }, simplify: false });
		sandbox().faults.add({ kind: 'resetAfterAccept', method: 'POST', times: 1 });
		const result = await runWorkflow(workflowOf(sandbox(), items, parameters));

		const names = result
			.json('Vapi')
			.map(({ assistantOverrides }) => (assistantOverrides as IDataObject).variableValues);
		expect(names).toEqual(items.map(({ name }) => ({ name })));
		expect(sandbox().dials).toHaveLength(4);
	});

	it('that stays open fails those who are not found, and Retry On Fail dials them once', async () => {
		const numbers = numbersFor(30);
		sandbox().faults.add({ kind: 'resetBeforeAccept', method: 'POST', skip: 1, times: 1 });
		const options = workflowOf(sandbox(), itemsFor(numbers), batchCall({ batchSize: 10 }), RETRIES);
		const result = await runWorkflow(options);

		expect(pairs(result.output('Vapi'))).toEqual(inOrder(numbers));
		expect(timesDialed(numbers, sandbox().dials)).toEqual(numbers.map(() => 1));
		expect(posts(sandbox()).map((request) => customersOf(request).length)).toEqual([10, 10, 10, 10]);
	});

	it('without a retry names only those who are not found', async () => {
		const numbers = numbersFor(6);
		sandbox().faults.add({ kind: 'resetBeforeAccept', method: 'POST', skip: 1, times: 1 });
		const options = workflowOf(sandbox(), itemsFor(numbers), batchCall({ batchSize: 3 }), GOES_ON);
		const result = await runWorkflow(options);

		const errors = result.output('Vapi').map(({ error }) => error?.message ?? '');
		expect(errors.slice(0, 3)).toEqual(['', '', '']);
		numbers.slice(3).forEach((number, index) => {
			expect(errors[index + 3]).toContain(`The call to ${number} may have been placed`);
		});
	});

	it('dials again and says so while Dial Once is off', async () => {
		const numbers = numbersFor(3);
		sandbox().faults.add({ kind: 'resetAfterAccept', method: 'POST', times: 1 });
		const options = workflowOf(sandbox(), itemsFor(numbers), batchCall({ dialOnce: false }));
		const { first, second } = await runAndRetry(options);

		expect(first.errorOf('Vapi')?.message).toContain('may have been placed');
		expect(first.errorOf('Vapi')?.description).toContain("'Dial Once' is off");
		expect(second.status).toBe('success');
		expect(timesDialed(numbers, sandbox().dials)).toEqual([2, 2, 2]);
	});
});

it('places no batch after the execution was canceled', async () => {
	const numbers = numbersFor(30);
	const options = workflowOf(sandbox(), itemsFor(numbers), batchCall({ batchSize: 2 }), GOES_ON);
	const running = await startWorkflow(options);
	let over = false;
	void running.result.then(() => {
		over = true;
	});
	while (posts(sandbox()).length < 3 && !over) {
		await new Promise((resolve) => {
			setImmediate(resolve);
		});
	}
	running.cancel();
	const before = posts(sandbox()).length;
	await running.result;
	expect(before).toBeLessThan(15);
	expect(posts(sandbox())).toHaveLength(before);
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
	const { error } = result.output('Vapi')[2]!;
	expect(error?.message).toContain('was not placed: Over Concurrency Limit');
	expect(error?.description).toContain("'Wait for a Free Slot'");
	expect(posts(sandbox())).toHaveLength(1);
});

const CALL = 'a2000000-0000-4000-8000-000000000001';
const STRAYS = ['a2000000-0000-4000-8000-000000000002', 'a2000000-0000-4000-8000-000000000003'];

it('puts out a call that fits no item with a message, also after a retry', async () => {
	const numbers = numbersFor(3);
	const [a, b] = numbers;
	sandbox().faults.add({
		kind: 'status',
		status: 201,
		method: 'POST',
		times: 1,
		body: {
			results: [
				{ id: CALL, customer: { number: b } },
				{ id: STRAYS[0], customer: { number: '+15555559999' } },
			],
			errors: [{ customer: { number: a }, error: 'Not today' }],
		},
	});
	// One call and nothing else is left for one item: order decides.
	const options = workflowOf(sandbox(), itemsFor(numbers), batchCall(), GOES_ON);
	const byOrder = await runWorkflow(options);
	expect(byOrder.json('Vapi').map(({ id }) => id)).toEqual([undefined, CALL, STRAYS[0]]);

	sandbox().reset();
	sandbox().faults.add({
		kind: 'status',
		status: 201,
		method: 'POST',
		times: 1,
		body: {
			results: [
				{ id: CALL, customer: { number: b } },
				{ id: STRAYS[0], customer: { number: '+15555559999' } },
				{ id: STRAYS[1], customer: { number: '+15555559998' } },
			],
			errors: [{ customer: { number: a }, error: 'Not today' }],
		},
	});
	const open = workflowOf(sandbox(), itemsFor(numbers), batchCall());
	const { first, second } = await runAndRetry(open);
	expect(first.errorOf('Vapi')?.description).toContain(STRAYS.join(', '));
	const items = second.output('Vapi');
	expect(items.map(({ json }) => json.id).slice(3)).toEqual(STRAYS);
	expect(items[3]?.json.message).toContain('fits none of the items');
	expect(items[3]?.pairedItem).toEqual([0, 1, 2].map((item) => ({ item })));
});

it('puts out such a call beside the others where one item lists the customers itself', async () => {
	const [a, b, c] = numbersFor(3);
	const results = [
		{ id: CALL, customer: { number: a } },
		{ id: STRAYS[0], customer: { number: c } },
	];
	const errors = [{ customer: { number: b }, error: 'Not today' }];
	sandbox().faults.add({ kind: 'status', status: 201, method: 'POST', body: { results, errors } });
	const customers = [a, b].map((number) => ({ number }));
	const parameters = batchCall(
		{},
		{ to: '', additionalFields: { advanced: { body: JSON.stringify({ customers }) } } },
	);
	const result = await runWorkflow(workflowOf(sandbox(), [{}], parameters, GOES_ON));
	expect(result.json('Vapi').map(({ id }) => id)).toEqual([CALL, STRAYS[0], undefined]);
});

it('refuses numbers of batches that cannot be, before anything is sent', async () => {
	for (const [name, value] of [['batchSize', 0], ['batchSize', 'many'], ['parallelRequests', 1.5]]) {
		const parameters = batchCall({ [name as string]: `={{ ${JSON.stringify(value)} }}` });
		const result = await runWorkflow(workflowOf(sandbox(), itemsFor(numbersFor(2)), parameters));
		expect(result.errorOf('Vapi')?.message).toContain('has to be a whole number');
	}
	expect(sandbox().requests).toEqual([]);
});
