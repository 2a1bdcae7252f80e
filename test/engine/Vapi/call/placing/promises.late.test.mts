import { setTimeout as delay } from 'node:timers/promises';
import { killed, retryExecution, runAsTool, runWorkflow, startRetry, stopped } from '../../../harness/index.mts';
import type { NodeSpec, RunOptions, RunResult } from '../../../harness/index.mts';
import { timesDialed } from './account.mts';
import { useDialing } from './dialing.mts';
import { hurry } from './timing.mts';
import { callNumbers, createCall, freshNumbers, loopOverNumbers } from './workflows.mts';

const { sandbox, fail, posts, credentials } = useDialing();

/** As 60 is to 90 seconds: what the list takes at most, and what the node allows it. */
const LAG = 300;
const LISTING = 450;

const accepted = { kind: 'statusAfterAccept', status: 500, times: 1 };
const tries = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };
const dialed = (numbers: string[]) => timesDialed(numbers, sandbox().dials);
const once = (numbers: string[]) => numbers.map(() => 1);

beforeEach(() => {
	hurry({ listing: LISTING, lookAgain: 20 });
	sandbox().options.listingDelay = LAG;
});

/** The workflow of every test, in each way in which calls go out. */
const customers = (numbers: string[]): RunOptions => {
	const body = JSON.stringify({ customers: numbers.map((number) => ({ number })) });
	const parameters = { ...createCall({}, ''), additionalFields: { additionalBody: body } };
	return { ...callNumbers(['-'], credentials()), nodes: [{ name: 'Vapi', parameters }] };
};
const waiting = (numbers: string[]): RunOptions => {
	const plain = callNumbers(numbers, credentials());
	const [node] = plain.nodes as [NodeSpec];
	const parameters = { ...node.parameters, operation: 'createAndWait' };
	return { ...plain, nodes: [{ ...node, parameters }] };
};
const WAYS: Record<string, (numbers: string[]) => RunOptions> = {
	'one by one': (numbers) => callNumbers(numbers, credentials()),
	'in a loop': (numbers) => loopOverNumbers(numbers, credentials()),
	'in batches': (numbers) => callNumbers(numbers, credentials(), {}, { batch: true, batchSize: 2 }),
	'several at a time': (numbers) => callNumbers(numbers, credentials(), {}, { parallelRequests: 3 }),
	'in one customers list': customers,
	'Create and Wait': waiting,
};
const withNode = (options: RunOptions, more: Partial<NodeSpec>): RunOptions => ({
	...options,
	nodes: options.nodes.map((node) => (node.name === 'Vapi' ? { ...node, ...more } : node)),
});

/** How an execution comes to dial again at once; gives its last run. */
const AGAIN: Record<string, (options: RunOptions) => Promise<RunResult>> = {
	'Retry On Fail': async (options) => await runWorkflow(withNode(options, tries)),
	'Retry execution': async (original) => {
		const { saved } = await runWorkflow(original);
		return await retryExecution({ saved, original });
	},
	'a kill and a retry': async (original) => {
		const { savedAtStart } = await runWorkflow(original);
		return await retryExecution({ saved: killed(savedAtStart), original });
	},
	'Stop and a retry': async (original) => {
		const saved = stopped(await runWorkflow(original));
		return await retryExecution({ saved, original });
	},
	'two retries at once': async (original) => {
		const { saved } = await runWorkflow(original);
		const both = [0, 1].map(async () => await retryExecution({ saved, original }));
		const runs = await Promise.all(both);
		return runs.find(({ status }) => status !== 'success') ?? (runs[0] as RunResult);
	},
};
const CASES = Object.keys(AGAIN).flatMap((again) => Object.keys(WAYS).map((way) => [again, way] as const));

describe('a call that the list shows late', () => {
	it.each(CASES)('is not dialed again by %s (%s)', async (again, way) => {
		const numbers = freshNumbers(3);
		fail(numbers[1], accepted);
		const last = await AGAIN[again]!(WAYS[way]!(numbers));
		expect(dialed(numbers)).toEqual(once(numbers));
		expect(last.status).toBe('success');
	});

	it.each(Object.keys(WAYS))('of one retry is not dialed again by another (%s)', async (way) => {
		const numbers = freshNumbers(3);
		const original = WAYS[way]!(numbers);
		fail(numbers[0], { status: 401, times: 1 });
		const { saved } = await runWorkflow(original);
		fail(numbers[1], accepted);
		const both = [0, 1].map(async () => await retryExecution({ saved, original }));
		const statuses = (await Promise.all(both)).map(({ status }) => status);
		expect(dialed(numbers)).toEqual(once(numbers));
		expect(statuses).toContain('success');
	});

	it('would be dialed again without the wait, so that these tests can fail', async () => {
		hurry({ listing: 0 });
		const numbers = freshNumbers(3);
		fail(numbers[1], accepted);
		await AGAIN['Retry On Fail']!(WAYS['one by one']!(numbers));
		expect(dialed(numbers)).toEqual([1, 2, 1]);
	});

	it.each(['legacy', 'engine'] as const)('is not dialed again for a model (%s)', async (path) => {
		const [number = ''] = freshNumbers(1);
		fail(number, accepted);
		const to = "={{ $fromAI('number', '', 'string') }}";
		const asked = await runAsTool({
			tool: { name: 'Vapi', parameters: createCall({}, to) },
			calls: [number, number].map((wanted, index) => ({ input: { number: wanted }, id: `call_${index}` })),
			path,
			credentials: credentials(),
		});
		expect(dialed([number])).toEqual([1]);
		expect(JSON.stringify(asked.json('Agent').at(-1))).toContain(sandbox().dials[0]?.callId);
	});
});

describe('a call that was never placed', () => {
	it.each(['Retry On Fail', 'Retry execution'])('is dialed by %s once the list would show it', async (again) => {
		const numbers = freshNumbers(2);
		fail(numbers[0], { status: 502, times: 1 });
		const last = await AGAIN[again]!(callNumbers(numbers, credentials()));
		expect(last.status).toBe('success');
		expect(dialed(numbers)).toEqual([1, 1]);
		const [first, second] = sandbox().requests
			.filter(({ method, body }) => method === 'POST' && JSON.stringify(body).includes(numbers[0] ?? '-'))
			.map(({ at }) => Date.parse(at));
		expect(second! - first!).toBeGreaterThanOrEqual(LISTING);
	});

	it('is dialed at once by a retry that comes late enough', async () => {
		const numbers = freshNumbers(1);
		fail(numbers[0], { status: 502, times: 1 });
		const original = callNumbers(numbers, credentials());
		const { saved } = await runWorkflow(original);
		// Hours pass, for Vapi and for the process.
		hurry({ listing: 0 });
		const before = sandbox().requests.length;
		await retryExecution({ saved, original });
		expect(dialed(numbers)).toEqual([1]);
		const methods = sandbox().requests.slice(before).map(({ method, path }) => `${method} ${path}`);
		// Vapi's clock, one look, and the call.
		expect(methods).toEqual(['GET /call', 'GET /call', 'POST /call']);
	});

	it.each(['Retry execution', 'a kill and a retry'])('is not dialed after Stop during the wait (%s)', async (how) => {
		const numbers = freshNumbers(1);
		fail(numbers[0], { status: 502, times: 1 });
		const original = callNumbers(numbers, credentials());
		const { saved, savedAtStart } = await runWorkflow(original);
		hurry({ listing: 3_600_000, lookAgain: 3_600_000 });
		const lost = how.startsWith('a kill');
		const before = sandbox().requests.length;
		const running = await startRetry({ saved: lost ? killed(savedAtStart) : saved, original });
		while (sandbox().requests.length < before + 2) {
			await new Promise((resolve) => {
				setImmediate(resolve);
			});
		}
		await delay(20);
		running.cancel();
		const { status, error } = await running.result;
		expect(status).not.toBe('success');
		expect(error?.message).toContain(lost ? 'was not dialed' : 'may have been placed');
		expect(dialed(numbers)).toEqual([0]);
		expect(posts()).toBe(1);
	});
});
