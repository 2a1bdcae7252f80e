import { setTimeout as delay } from 'node:timers/promises';
import type { INodeExecutionData, INodeType } from 'n8n-workflow';
import { retryExecution, startWorkflow } from '../../../harness/index.mts';
import type { RunOptions } from '../../../harness/index.mts';
import { timesDialed } from './account.mts';
import { useDialing } from './dialing.mts';
import { hurry } from './timing.mts';
import { callNumbers, freshNumbers, loopOverNumbers } from './workflows.mts';

const { sandbox, fail, posts, credentials } = useDialing();

/** As n8n's Wait node does between two rounds of a loop. */
const pause: INodeType = {
	description: {
		...({ displayName: 'pause', name: 'pause', group: ['transform'], version: 1, description: '' } as const),
		defaults: { name: 'pause' },
		inputs: ['main'],
		outputs: ['main'],
		properties: [],
	} as never,
	async execute(): Promise<INodeExecutionData[][]> {
		await delay(60);
		return [this.getInputData()];
	},
};

const loopWithPauses = (...options: Parameters<typeof loopOverNumbers>): RunOptions => {
	const plain = loopOverNumbers(...options);
	const next = (node: string) => ({ node, type: 'main' as const, index: 0 });
	return {
		...plain,
		nodes: [...plain.nodes, { name: 'Pause', type: 'test.pause' }],
		nodeTypes: { 'test.pause': pause },
		connections: {
			...plain.connections,
			Vapi: { main: [[next('Pause')]] },
			Pause: { main: [[next('Loop')]] },
		},
	};
};

const WAYS = { 'one by one': callNumbers, 'in a loop': loopOverNumbers, 'with pauses': loopWithPauses };

it.each(Object.entries(WAYS))('a retry of an execution that still runs dials nobody twice (%s)', async (_, make) => {
	const numbers = freshNumbers(8);
	for (const number of numbers) fail(number, { kind: 'delay', ms: 20, when: 'before' });
	const original = make(numbers, credentials());
	const running = await startWorkflow(original);
	while (posts() < 2) await delay(1);
	await retryExecution({ saved: running.savedAtStart, original, retryOf: running.executionId });
	await running.result;
	expect(timesDialed(numbers, sandbox().dials)).toEqual(numbers.map(() => 1));
});

it('nor while both wait for a free slot', async () => {
	hurry({ slotFirst: 50, slotMost: 50 });
	const numbers = freshNumbers(4);
	fail(numbers[2], { status: 429, times: 6 });
	const original = callNumbers(numbers, credentials());
	const running = await startWorkflow(original);
	while (posts() < 3) await delay(1);
	await retryExecution({ saved: running.savedAtStart, original, retryOf: running.executionId });
	await running.result;
	expect(timesDialed(numbers, sandbox().dials)).toEqual(numbers.map(() => 1));
});
