import type { INodeParameters } from 'n8n-workflow';
import { retryExecution, runAsTool, runWorkflow } from '../../../harness/index.mts';
import type { NodeSpec, RunOptions } from '../../../harness/index.mts';
import { useStops } from './stops.mts';
import { createCall, freshNumbers } from './workflows.mts';

const { sandbox, fail, clockAhead, credentials, dialed } = useStops();

const HOUR = 3_600_000;
const IN_AN_HOUR = new Date(Date.now() + HOUR).toISOString();
/** What comes of an item that must not ring any more; of an open POST it is known that it was open. */
const NOT_NOW = {
	error: expect.stringMatching(/'Schedule Earliest At' \(.*\) is in the past, so the call would ring at once/),
	details: { outcome: expect.stringMatching(/^(notSent|mayHaveBeenPlaced)$/) },
};

/** The parameters of calls that are scheduled for an hour from now. */
const scheduled = (options: INodeParameters, more: INodeParameters): INodeParameters => ({
	...createCall(options),
	additionalFields: { scheduleEarliestAt: IN_AN_HOUR },
	...more,
});

function callsIn(
	numbers: string[],
	parameters: INodeParameters,
	node: Partial<NodeSpec> = {},
): RunOptions {
	return {
		nodes: [{ name: 'Vapi', parameters, ...node }],
		items: numbers.map((number) => ({ number })),
		credentials: credentials(),
	};
}

const ways: Array<[string, INodeParameters, INodeParameters]> = [
	['one by one', {}, {}],
	['in batches', { batch: true, batchSize: 2 }, {}],
	['several at a time', { parallelRequests: 3 }, {}],
	['with Dial Once off', { dialOnce: false }, {}],
	['in batches, with Dial Once off', { dialOnce: false, batch: true }, {}],
	['without a look back', { lookBackHours: 0 }, {}],
	['waited for', {}, { operation: 'createAndWait' }],
];

describe('a time to call that is over in a retry', () => {
	const refusals = [
		['that Vapi refused', { status: 401 }],
		['that got no answer', { status: 500 }],
	] as const;
	const cases = ways.flatMap(([name, ...how]) => refusals.map(([of, fault]) => ({ name, of, how, fault })));

	it.each(cases)('rings nobody at once for a POST $of ($name)', async ({ how, fault }) => {
		const numbers = freshNumbers(3);
		for (const number of numbers) fail(number, { ...fault, times: 1 });
		const parameters = scheduled(...how);
		const original = callsIn(numbers, parameters);
		const first = await runWorkflow(original);
		expect(first.status).toBe('error');
		sandbox().faults.clear();

		clockAhead(2 * HOUR);
		const { nodes } = callsIn(numbers, parameters, { onError: 'continueRegularOutput' });
		const second = await retryExecution({ saved: first.saved, original, current: { nodes } });
		expect(dialed(numbers)).toEqual([0, 0, 0]);
		expect(second.json('Vapi')).toMatchObject([NOT_NOW, NOT_NOW, NOT_NOW]);
	});

	it.each(ways.filter(([, { dialOnce }]) => dialOnce !== false))(
		'is no reason to lose a call that is scheduled (%s)',
		async (_name, options, more) => {
			const numbers = freshNumbers(3);
			fail(numbers[2], { status: 401 });
			const parameters = scheduled(options, more.operation === undefined ? more : {});
			const original = callsIn(numbers, parameters);
			const { saved } = await runWorkflow(original);
			const before = dialed(numbers);

			clockAhead(2 * HOUR);
			const { nodes } = callsIn(numbers, parameters, { onError: 'continueRegularOutput' });
			const second = await retryExecution({ saved, original, current: { nodes } });
			expect(dialed(numbers)).toEqual(before);
			expect(second.json('Vapi')).toMatchObject(
				before.map((count, index) => (count === 0 ? NOT_NOW : { customerNumber: numbers[index] })),
			);
		},
	);
});

it.each(['legacy', 'engine'] as const)('a tool of an AI agent rings nobody for it (%s)', async (path) => {
	const [number = '', other = ''] = freshNumbers(2);
	const parameters = scheduled({}, { to: "={{ $fromAI('To') }}" });
	parameters.additionalFields = { scheduleEarliestAt: "={{ $fromAI('Earliest') }}" };
	const calls = [
		{ To: number, Earliest: IN_AN_HOUR },
		{ To: other, Earliest: '2020-01-01T00:00:00Z' },
		{ To: number, Earliest: '2020-01-01T00:00:00Z' },
	].map((input) => ({ input }));
	const result = await runAsTool({ credentials: credentials(), tool: { parameters }, calls, path });
	const [, refused, again] = result.json('Agent').map(({ answer }) => JSON.stringify(answer));
	expect(refused).toContain('is in the past');
	expect(again).toContain('alreadyPlaced');
	expect(dialed([number, other])).toEqual([1, 0]);
});
