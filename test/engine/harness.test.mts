import { runWorkflow } from './harness/index.mts';

describe('the engine harness', () => {
	it('runs a chain of nodes with paired items and expressions', async () => {
		const result = await runWorkflow({
			nodes: [
				{ name: 'Set', type: 'test.set', parameters: { values: '={"b": {{ $json.a + 1 }} }' } },
			],
			items: [{ a: 1 }, { a: 2 }],
		});

		expect(result.status).toBe('success');
		expect(result.json('Set')).toEqual([{ a: 1, b: 2 }, { a: 2, b: 3 }]);
	});

	it('tries a node again as Retry On Fail says', async () => {
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
});
