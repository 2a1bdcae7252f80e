import type { INodeParameters } from 'n8n-workflow';
import { REFUSED_NUMBER } from '../../../../../sandbox/life/story.mts';
import { startWorkflow } from '../../../harness/index.mts';
import type { NodeSpec } from '../../../harness/index.mts';
import { timesDialed } from './account.mts';
import { hurry } from './timing.mts';
import { useSandbox } from '../../../support.mts';
import { startBarrier } from './barrier.mts';
import type { Barrier } from './barrier.mts';
import { batchCall, itemsFor, numbersFor, posts, workflowOf } from './batches.mts';

const sandbox = useSandbox();
let barrier: Barrier;

beforeEach(async () => {
	hurry();
	barrier = await startBarrier(sandbox().url);
});
afterEach(() => barrier.close());

const start = async (
	numbers: string[],
	options: INodeParameters,
	node: Partial<NodeSpec> = { onError: 'continueRegularOutput' },
) => {
	const parameters = batchCall({ batch: false, ...options });
	const through = { ...sandbox(), url: barrier.url };
	return await startWorkflow(workflowOf(through, itemsFor(numbers), parameters, node));
};

/** Waits in steps of the event loop: nothing here depends on how long that is. */
async function until(ready: () => boolean): Promise<void> {
	while (!ready()) {
		await new Promise((resolve) => {
			setImmediate(resolve);
		});
	}
}

it('sends as many requests at a time as the option says, and keeps order and pairing', async () => {
	const numbers = numbersFor(12);
	// Nothing passes before four have come: with fewer at a time this would never end.
	barrier.release(4);
	const { result } = await start(numbers, { parallelRequests: 4 });
	const output = (await result).output('Vapi');

	expect(barrier.peak()).toBe(4);
	expect(output.map(({ json, pairedItem }) => [json.customerNumber, pairedItem])).toEqual(
		numbers.map((number, item) => [number, { item }]),
	);
	expect(timesDialed(numbers, sandbox().dials)).toEqual(numbers.map(() => 1));
});

it('sends batches at the same time, too', async () => {
	const numbers = numbersFor(12);
	barrier.release(2);
	const { result } = await start(numbers, { batch: true, batchSize: 3, parallelRequests: 2 });
	const output = (await result).output('Vapi');

	expect(output.map(({ json }) => json.customerNumber)).toEqual(numbers);
	expect(posts(sandbox())).toHaveLength(4);
});

it('never has two requests for one number on their way', async () => {
	const [a = '', b = ''] = numbersFor(2);
	const { result } = await start([a, a, b], { parallelRequests: 3 });
	await until(() => barrier.held() === 2);
	barrier.release(1);
	const ids = (await result).json('Vapi').map(({ id }) => id);

	expect(posts(sandbox()).map(({ body }) => (body as { customer: object }).customer)).toEqual(
		expect.arrayContaining([{ number: a }, { number: b }, { number: a }]),
	);
	expect(barrier.peak()).toBe(2);
	expect(new Set(ids).size).toBe(3);
});

it('sends nothing more after a cancel', async () => {
	const numbers = numbersFor(9);
	const running = await start(numbers, { parallelRequests: 3 });
	await until(() => barrier.held() === 3);
	running.cancel();
	barrier.release(1);
	await running.result;
	await until(() => posts(sandbox()).length >= 3);
	expect(posts(sandbox())).toHaveLength(3);
});

it('sends nothing more after a refusal, where the node stops at it, and names all that failed', async () => {
	const body = { message: 'Wallet is empty', statusCode: 402 };
	sandbox().faults.add({ kind: 'status', status: 402, body, method: 'POST' });
	barrier.release(3);
	const { result } = await start(numbersFor(9), { parallelRequests: 3 }, {});
	const error = (await result).errorOf('Vapi');

	expect(posts(sandbox())).toHaveLength(3);
	expect(error?.message).toBe('Vapi refused the request (402): Wallet is empty [item 0]');
	expect(error?.description).toContain('[item 1] Vapi refused');
	expect(error?.description).toContain('[item 2] Vapi refused');
});

it('lists the calls that were placed beside a refused one', async () => {
	const numbers = [...numbersFor(2), REFUSED_NUMBER];
	barrier.release(3);
	const { result } = await start(numbers, { parallelRequests: 3 }, {});
	const error = (await result).errorOf('Vapi');

	expect(error?.message).toContain('This Number Cannot Be Called');
	expect(error?.context?.itemIndex).toBe(2);
	expect(error?.context?.recordedCalls).toEqual([
		{ item: 0, callId: expect.any(String) },
		{ item: 1, callId: expect.any(String) },
	]);
});
