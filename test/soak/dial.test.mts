import { startSandbox } from '../../sandbox/server.mts';
import type { Sandbox } from '../../sandbox/server.mts';
import { describeTally, runCampaign } from '../engine/Vapi/call/placing/campaign.mts';

/** Seeds are fixed, so a run that fails can be run again. */
const SEEDS = [1_000_000, 2_000_000, 3_000_000, 4_000_000];
const DIALS_PER_SEED = 2_600;
const TIME_OUT = 30 * 60_000;

describe('more than 10,000 dials under random faults', () => {
	let sandbox: Sandbox;

	beforeAll(async () => {
		sandbox = await startSandbox();
	});

	afterAll(() => sandbox.close());

	it.each(SEEDS)(
		'seed %i: nobody is dialed twice, no call is lost',
		async (seed) => {
			const tally = await runCampaign(sandbox, { seed, dials: DIALS_PER_SEED });
			process.stdout.write(`Soak, seed ${seed}: ${describeTally(tally)}\n`);
			expect(tally).toMatchObject({ doubles: [], losses: [], unsettled: [] });
		},
		TIME_OUT,
	);
});
