import { startSandbox } from '../../sandbox/server.mts';
import type { Sandbox } from '../../sandbox/server.mts';
import { describeLeads, runLeads } from '../engine/Vapi/call/rules/leadRuns.mts';

/** Seeds are fixed, so a run that fails can be run again. */
const SEEDS = [10_000, 20_000, 30_000, 40_000];
const LEADS_PER_SEED = 2_600;
const TIME_OUT = 30 * 60_000;

describe('more than 10,000 leads of all time zones, with all changes of clocks in two years', () => {
	let sandbox: Sandbox;

	beforeAll(async () => {
		sandbox = await startSandbox({ timeScale: 0 });
	});

	afterAll(() => sandbox.close());

	it.each(SEEDS)(
		'seed %i: nobody is called outside of their hours, too soon, in a dry run or above the maximum',
		async (seed) => {
			const tally = await runLeads(sandbox, { seed, leads: LEADS_PER_SEED });
			process.stdout.write(`Rules, seed ${seed}: ${describeLeads(tally)}\n`);
			expect(tally).toMatchObject({
				outsideHours: [],
				tooSoon: [],
				inDryRun: [],
				aboveMaximum: [],
				unaccounted: [],
			});
		},
		TIME_OUT,
	);
});
