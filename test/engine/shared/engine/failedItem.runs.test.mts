import { runAsTool, runWorkflow, sandboxCredentials } from '../../harness/index.mts';
import { callParameters, runVapi, useSandbox } from '../../support.mts';

const sandbox = useSandbox();

describe('Retry On Fail', () => {
	const node = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 } as const;

	it.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'does not do again what went well, where the first item failed (%s)',
		async (onError) => {
			const parameters = { ...callParameters({ to: '={{ $json.to }}' }), options: { dialOnce: false } };
			const items = [{ to: 'abc' }, { to: '+15555550123' }, { to: '+15555550166' }];
			const result = await runVapi(sandbox(), parameters, { items, node: { ...node, onError } });

			expect(sandbox().dials.map(({ number }) => number)).toEqual(['+15555550123', '+15555550166']);
			const [failed] = result.json('Vapi', onError === 'continueErrorOutput' ? 1 : 0);
			expect(failed).toMatchObject({ to: 'abc', details: { outcome: 'notSent' } });
		},
	);

	it('runs each round of a loop', async () => {
		const result = await runWorkflow({
			credentials: sandboxCredentials(sandbox()),
			items: [{ to: 'abc' }, { to: '+15555550123' }],
			nodes: [
				{ name: 'Loop', type: 'test.loop' },
				{
					name: 'Vapi',
					parameters: callParameters({ to: '={{ $json.to }}' }),
					...node,
					onError: 'continueRegularOutput',
				},
			],
			connections: {
				Trigger: { main: [[{ node: 'Loop', type: 'main', index: 0 }]] },
				Loop: { main: [[], [{ node: 'Vapi', type: 'main', index: 0 }]] },
				Vapi: { main: [[{ node: 'Loop', type: 'main', index: 0 }]] },
			},
		});
		expect(result.json('Vapi', 0, 0)).toMatchObject([{ to: 'abc' }]);
		expect(result.json('Vapi', 0, 1)).toMatchObject([{ id: sandbox().dials[0]?.callId }]);
	});
});

describe('a tool', () => {
	const tool = { parameters: callParameters({ to: 'abc' }) };

	it.each(['legacy', 'engine'] as const)('stops where it is told to (%s)', async (path) => {
		const credentials = sandboxCredentials(sandbox());
		const stops = { ...tool, onError: 'stopWorkflow' as const };
		const result = await runAsTool({ credentials, tool: stops, calls: [{ input: {} }], path });
		const said = result.error?.message ?? String(result.json('Agent')[0]?.thrown);
		expect(said).toContain("'To'");
	});
});
