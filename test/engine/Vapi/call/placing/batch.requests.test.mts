import type { IDataObject } from 'n8n-workflow';
import { ASSISTANTS, SQUADS } from '../../../../../sandbox/seed.mts';
import { runWorkflow, startWorkflow } from '../../../harness/index.mts';
import { timesDialed } from './account.mts';
import { hurry } from './timing.mts';
import { byId, useSandbox } from '../../../support.mts';
import {
	GOES_ON,
	batchCall,
	customersOf,
	inOrder,
	itemsFor,
	numbersFor,
	pairs,
	posts,
	rows,
	workflowOf,
} from './batches.mts';

const sandbox = useSandbox();

beforeAll(() => {
	hurry();
});

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
			variables: rows({ name: '={{ $json.name }}' }),
			additionalFields: {
				firstMessage: 'Hello!',
				metadata: rows({ order: '={{ $json.order }}' }),
			},
			output: 'raw',
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
	const equal = batchCall({}, { additionalFields: { firstMessage: 'Hi' } });
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

/** A time to come. */
const SOON = '2099-01-01T10:00:00Z';

it('sends apart what differs in more than the customer', async () => {
	const [a, b, c, d, e, f] = numbersFor(6);
	const items = [
		{ number: a, agent: ASSISTANTS.leadQualifier, name: 'x', at: SOON },
		{ number: b, agent: ASSISTANTS.receptionist, name: 'x', at: SOON },
		{ number: c, agent: ASSISTANTS.leadQualifier, name: 'x', at: SOON },
		{ number: d, agent: ASSISTANTS.leadQualifier, name: 'y', at: SOON },
		{ number: e, agent: ASSISTANTS.receptionist, name: 'x', at: SOON },
		{ number: f, agent: ASSISTANTS.leadQualifier, name: 'x', at: '2099-01-02T10:00:00Z' },
	];
	const parameters = batchCall(
		{},
		{
			assistantId: { __rl: true, mode: 'id', value: '={{ $json.agent }}' },
			additionalFields: { callName: '={{ $json.name }}', scheduleEarliestAt: '={{ $json.at }}' },
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
		{ additionalFields: { customerName: '={{ $json.name }}' }, output: 'raw' },
	);
	const items = names.map((name) => ({ number, name }));
	const result = await runWorkflow(workflowOf(sandbox(), items, parameters));

	expect(result.json('Vapi').map(({ customer }) => (customer as IDataObject).name)).toEqual(names);
	expect(new Set(result.json('Vapi').map(({ id }) => id)).size).toBe(3);
	expect(posts(sandbox())).toHaveLength(1);
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

it('refuses numbers of batches that cannot be, before anything is sent', async () => {
	for (const [name, value, message] of [
		['batchSize', 0, "'Batch Size' is \"0\", and the node takes at least 1 and at most 500"],
		['batchSize', 501, "'Batch Size' is \"501\", and the node takes at least 1 and at most 500"],
		['batchSize', 'many', "'Batch Size' is \"many\", which is not a number"],
		['parallelRequests', 1.5, "'Requests at the Same Time' is \"1.5\", which is not a whole number"],
		['parallelRequests', '', "'Requests at the Same Time' is \"\", which is not a number"],
	] as const) {
		const parameters = batchCall({ [name]: `={{ ${JSON.stringify(value)} }}` });
		const result = await runWorkflow(workflowOf(sandbox(), itemsFor(numbersFor(2)), parameters));
		expect(result.errorOf('Vapi')?.message).toContain(message);
	}
	expect(sandbox().requests).toEqual([]);
});
