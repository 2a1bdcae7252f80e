import type { IExecuteFunctions } from 'n8n-workflow';
import { fake } from './fakeNode.mts';
import { killed, retryExecution, runAndRetry, runWorkflow, startWorkflow } from './index.mts';

describe('runWorkflow', () => {
	it('runs a chain of nodes with paired items and expressions', async () => {
		const result = await runWorkflow({
			nodes: [
				{ name: 'Set', type: 'test.set', parameters: { values: '={"b": {{ $json.a + 1 }} }' } },
			],
			items: [{ a: 1 }, { a: 2 }],
		});

		expect(result.status).toBe('success');
		expect(result.json('Set')).toEqual([
			{ a: 1, b: 2 },
			{ a: 2, b: 3 },
		]);
		expect(result.output('Set').map((item) => item.pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	});

	it('tries a node again as Retry On Fail says, with the same node context', async () => {
		const result = await runWorkflow({
			nodes: [
				{
					name: 'Flaky',
					type: 'test.flaky',
					parameters: { failures: 2 },
					retryOnFail: true,
					maxTries: 3,
					waitBetweenTries: 1,
				},
			],
		});

		expect(result.status).toBe('success');
		expect(result.data.executionData?.contextData['node:Flaky']).toEqual({ tries: 3 });
	});

	it('ends with the error of a node that stays in error', async () => {
		const result = await runWorkflow({
			nodes: [{ name: 'Flaky', type: 'test.flaky', parameters: { failures: 1 } }],
		});

		expect(result.status).toBe('error');
		expect(result.error?.message).toBe('Try 1 ends here');
		expect(result.errorOf('Flaky')?.message).toBe('Try 1 ends here');
	});

	it('sends failed items to the error output', async () => {
		const result = await runWorkflow({
			nodes: [{ name: 'Fake', type: 'test.fake', onError: 'continueErrorOutput' }],
			items: [{ a: 1 }, { a: 2 }],
			nodeTypes: {
				'test.fake': fake(async function (this: IExecuteFunctions) {
					return [
						this.getInputData().map(({ json }, item) =>
							item === 0
								? { json, error: new Error('no') as never, pairedItem: { item } }
								: { json, pairedItem: { item } },
						),
					];
				}),
			},
		});

		expect(result.json('Fake', 0)).toEqual([{ a: 2 }]);
		expect(result.json('Fake', 1)).toEqual([{ error: 'no' }]);
	});

	it('loops', async () => {
		const result = await runWorkflow({
			nodes: [
				{ name: 'Loop', type: 'test.loop' },
				{ name: 'Body', type: 'test.noOp' },
			],
			connections: {
				Trigger: { main: [[{ node: 'Loop', type: 'main', index: 0 }]] },
				Loop: { main: [[], [{ node: 'Body', type: 'main', index: 0 }]] },
				Body: { main: [[{ node: 'Loop', type: 'main', index: 0 }]] },
			},
			items: [{ a: 1 }, { a: 2 }, { a: 3 }],
		});

		expect(result.runs('Body')).toBe(3);
		expect(result.json('Loop', 0)).toEqual([{ a: 1 }, { a: 2 }, { a: 3 }]);
	});

	it('stops between nodes and tells the running node', async () => {
		let aborted: boolean | undefined;
		const entered = Promise.withResolvers<undefined>();
		const running = await startWorkflow({
			nodes: [
				{ name: 'Fake', type: 'test.fake' },
				{ name: 'After', type: 'test.noOp' },
			],
			nodeTypes: {
				'test.fake': fake(async function (this: IExecuteFunctions) {
					const signal = this.getExecutionCancelSignal();
					entered.resolve(undefined);
					await new Promise((resolve) => {
						signal?.addEventListener('abort', resolve);
					});
					aborted = signal?.aborted;
					return [[]];
				}),
			},
		});
		await entered.promise;
		running.cancel();
		const result = await running.result;

		expect(aborted).toBe(true);
		expect(result.status).toBe('canceled');
		expect(result.runs('After')).toBe(0);
	});
});

describe('Retry execution', () => {
	const options = {
		nodes: [{ name: 'Flaky', type: 'test.flaky', parameters: { failures: 1 } }],
		items: [{ a: 1 }],
	};

	it('goes on with the stored data, node context included, in mode retry', async () => {
		const { first, second } = await runAndRetry(options);

		expect(first.status).toBe('error');
		expect(second.status).toBe('success');
		expect(second.run.mode).toBe('retry');
		expect(second.json('Flaky')).toEqual([{ a: 1 }]);
		expect(second.executionId).not.toBe(first.executionId);
	});

	it('takes the edited node when asked to', async () => {
		const { second } = await runAndRetry(options, {
			nodes: [{ name: 'Flaky', type: 'test.flaky', parameters: { failures: 2 } }],
		});

		expect(second.error?.message).toBe('Try 2 ends here');
	});

	it.each([
		['with its event log', { finished: ['Trigger'], begun: ['Flaky'] }],
		['without its event log', undefined],
	])('starts from nothing after a kill, %s', async (_name, log) => {
		const first = await runWorkflow(options);
		const second = await retryExecution({
			saved: killed(first.savedAtStart, log),
			original: options,
		});

		expect(second.error?.message).toBe('Try 1 ends here');
	});
});
