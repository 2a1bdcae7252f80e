import type { IDataObject } from 'n8n-workflow';
import { runAndRetry, runWorkflow } from '../../../harness/index.mts';
import { timesDialed } from './account.mts';
import { hurry } from './timing.mts';
import { useSandbox } from '../../../support.mts';
import {
	GOES_ON,
	RETRIES,
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
		const variables = rows({ name: '={{ $json.name }}' });
		const parameters = batchCall({}, { variables, output: 'raw' });
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

		const errors = result.json('Vapi').map(({ error }) => error ?? '');
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
		{ to: '', additionalFields: { additionalBody: JSON.stringify({ customers }) } },
	);
	const result = await runWorkflow(workflowOf(sandbox(), [{}], parameters, GOES_ON));
	expect(result.json('Vapi').map(({ id }) => id)).toEqual([CALL, STRAYS[0], undefined]);
});
