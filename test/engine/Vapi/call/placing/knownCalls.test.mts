import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { retryExecution, runWorkflow } from '../../../harness/index.mts';
import type { NodeSpec, RunOptions, RunResult } from '../../../harness/index.mts';
import { createAndWait, hurry as hurryWaits } from '../wait/waits.mts';
import { batchCall } from './batches.mts';
import { useDialing } from './dialing.mts';
import { createCall, freshNumbers } from './workflows.mts';

const { sandbox, fail, credentials } = useDialing();

beforeEach(() => hurryWaits());

const OPERATIONS: Record<string, INodeParameters> = {
	Create: createCall(),
	'Create in batches': batchCall({ batchSize: 1 }),
	'Create, several requests at a time': createCall({ parallelRequests: 2 }),
	'Create with Dial Once off': createCall({ dialOnce: false }),
	'Create and Wait, polling': createAndWait(),
	'Create and Wait, by webhook': createAndWait({ waitUsing: 'webhook' }),
};

const PLACED = ['Create', 'Create in batches', 'Create and Wait, polling', 'Create and Wait, by webhook'];

const GOES_ON: Array<[NodeSpec['onError'], number]> = [
	['continueRegularOutput', 0],
	['continueErrorOutput', 1],
];

const callTo = (numbers: string[], parameters: INodeParameters, node: object = {}): RunOptions => ({
	credentials: credentials(),
	items: numbers.map((number, row) => ({ number, row })),
	nodes: [{ name: 'Vapi', parameters, ...node }],
});

/** A call placed, one open or refused; then the node is edited, and the execution retried. */
async function editAndRetry(
	numbers: string[],
	parameters: INodeParameters,
	edited: INodeParameters,
	node: object,
): Promise<{ first: RunResult; second: RunResult }> {
	const original = callTo(numbers, parameters);
	const first = await runWorkflow(original);
	expect(first.status).toBe('error');
	const { nodes } = callTo(numbers, { ...parameters, ...edited }, node);
	return { first, second: await retryExecution({ saved: first.saved, original, current: { nodes } }) };
}

const NOT_READ: Record<string, INodeParameters> = {
	"an empty 'To'": { to: '={{ "" }}' },
	'a time that is none': { additionalFields: { scheduleEarliestAt: 'soon' } },
	'an assistant that is none': {
		assistantId: { __rl: true, mode: 'id', value: 'f1000000-0000-4000-8000-00000000000b' },
		additionalFields: { systemPrompt: 'Hello' },
	},
};

const mistakes = Object.keys(NOT_READ);

describe.each(PLACED)('%s, an item whose call was placed and that a retry cannot read', (operation) => {
	const parameters = OPERATIONS[operation] ?? {};

	const ways = GOES_ON.flatMap(([onError, output]) =>
		mistakes.map((mistake) => ({ onError, output, mistake })),
	);

	it.each(ways)('names its call: $mistake, $onError', async ({ onError, output, mistake }) => {
		const numbers = freshNumbers(3);
		fail(numbers[1], { status: 400 });
		const { second } = await editAndRetry(numbers, parameters, NOT_READ[mistake] ?? {}, { onError });

		const [dial, ...others] = sandbox().dials;
		expect(others).toEqual([]);
		expect(second.json('Vapi', output)).toMatchObject([
			{
				number: numbers[0],
				row: 0,
				details: {
					outcome: 'placed',
					callIds: [dial?.callId],
					description: expect.stringContaining(String(dial?.callId)),
				},
			},
			{ row: 1, details: { outcome: expect.stringMatching(/^notSent|refused$/) } },
			{ row: 2, details: { outcome: expect.stringMatching(/^notSent|refused$/) } },
		]);
		for (const { details } of second.json('Vapi', output).slice(1)) {
			expect(details).not.toHaveProperty('callIds');
		}
	});

	it('says that its call may have been placed where that is open', async () => {
		const numbers = freshNumbers(2);
		fail(numbers[0], { kind: 'resetBeforeAccept' });
		const onError = 'continueRegularOutput';
		const { second } = await editAndRetry(numbers, parameters, { to: '={{ "" }}' }, { onError });
		const [open, other] = second.json('Vapi').map(({ details }) => details as IDataObject);
		expect(open).toEqual({
			outcome: 'mayHaveBeenPlaced',
			description: expect.stringContaining('call logs'),
		});
		expect(other?.outcome).toBe('notSent');
	});

	it('is named with its call in what the node throws', async () => {
		const numbers = freshNumbers(2);
		fail(numbers[1], { status: 400 });
		const { second } = await editAndRetry(numbers, parameters, { to: '={{ "" }}' }, {});
		const error = second.errorOf('Vapi');
		expect(error?.message).toContain("'To' is empty");
		expect(error?.description).toContain(`item 0: ${sandbox().dials[0]?.callId}`);
	});
});

describe.each(Object.entries(OPERATIONS))('%s', (operation, parameters) => {
	const node = { onError: 'continueErrorOutput' } as const;
	const failed = async (numbers: string[], more: INodeParameters = {}) => {
		const result = await runWorkflow(callTo(numbers, { ...parameters, ...more }, node));
		return result.json('Vapi', 1).map(({ number, error, details }) => ({
			number,
			error: String(error),
			details: details as IDataObject,
		}));
	};

	it('tells who was refused, who may have been called, and whose input was wrong', async () => {
		const numbers = [...freshNumbers(3), 'abc'];
		fail(numbers[1], { status: 400 });
		fail(numbers[2], { kind: 'resetBeforeAccept' });
		if (operation.endsWith('webhook')) numbers.shift();
		const items = await failed(numbers);
		expect(items.map(({ number, details }) => [number, details.outcome])).toEqual([
			[numbers.at(-3), 'refused'],
			[numbers.at(-2), 'mayHaveBeenPlaced'],
			['abc', 'notSent'],
		]);
	});

	it('says that nothing was sent where no credential can be used', async () => {
		const numbers = freshNumbers(1);
		const options = callTo(numbers, parameters, node);
		const result = await runWorkflow({ ...options, credentials: { baseUrl: 'nonsense' } });
		expect(result.json('Vapi', 1)).toMatchObject([
			{ number: numbers[0], details: { outcome: 'notSent' } },
		]);
	});
});

it('says of customers in one request whom Vapi refused', async () => {
	const [one = '', other = ''] = freshNumbers(2);
	fail(one, {
		status: 201,
		body: {
			results: [{ id: 'f1000000-0000-4000-8000-00000000000a', customer: { number: one } }],
			errors: [{ customer: { number: other }, error: 'Not today' }],
		},
	});
	const customers = [{ number: one }, { number: other }];
	const additionalBody = JSON.stringify({ customers });
	const parameters = { ...createCall({}, ''), additionalFields: { additionalBody } };
	for (const [onError, output] of GOES_ON) {
		const result = await runWorkflow(callTo(['-'], parameters, { onError }));
		expect(result.json('Vapi', output).at(-1)).toEqual({
			number: '-',
			row: 0,
			error: `The call to ${other} was not placed: Not today`,
			details: { customer: { number: other }, description: expect.any(String), outcome: 'refused' },
		});
	}
});
