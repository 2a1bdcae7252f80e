import { startSandbox } from '../../../../../sandbox/server.mts';
import type { Sandbox } from '../../../../../sandbox/server.mts';
import { describeTally, runCampaign } from './campaign.mts';

const TIME_OUT = 120_000;

describe('random executions under random faults', () => {
	let sandbox: Sandbox;

	beforeAll(async () => {
		sandbox = await startSandbox();
	});

	afterAll(() => sandbox.close());

	it(
		'dial nobody twice and lose no call',
		async () => {
			const tally = await runCampaign(sandbox, { seed: 7, dials: 250 });
			process.stdout.write(`Dial Once on: ${describeTally(tally)}\n`);
			expect(tally).toMatchObject({ doubles: [], losses: [], unsettled: [] });
		},
		TIME_OUT,
	);

	it(
		'dial twice where the node does not wait for a late list, so that the test above can fail',
		async () => {
			const tally = await runCampaign(sandbox, { seed: 7, dials: 250, watches: false });
			process.stdout.write(`Without the wait: ${describeTally(tally)}\n`);
			expect(tally.doubles.length).toBeGreaterThan(10);
		},
		TIME_OUT,
	);

	it(
		'dial twice and lose calls with Dial Once off, so that the test above can fail',
		async () => {
			const tally = await runCampaign(sandbox, { seed: 7, dials: 120, options: { dialOnce: false } });
			process.stdout.write(`Dial Once off: ${describeTally(tally)}\n`);
			expect(tally.doubles.length).toBeGreaterThan(10);
			expect(tally.losses.length).toBeGreaterThan(10);
		},
		TIME_OUT,
	);
});
