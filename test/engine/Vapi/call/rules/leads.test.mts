import { startSandbox } from '../../../../../sandbox/server.mts';
import type { Sandbox } from '../../../../../sandbox/server.mts';
import { ALL } from './leads.mts';
import { describeLeads, runLeads } from './leadRuns.mts';

const KEPT = { outsideHours: [], tooSoon: [], inDryRun: [], aboveMaximum: [], unaccounted: [] };

describe('random leads in random zones, with random hours', () => {
	let sandbox: Sandbox;

	beforeAll(async () => {
		sandbox = await startSandbox({ timeScale: 0 });
	});

	afterAll(() => sandbox.close());

	it('are called in their hours, not again so soon, and never more than is allowed', async () => {
		const tally = await runLeads(sandbox, { seed: 14, leads: 500 });
		process.stdout.write(`All rules: ${describeLeads(tally)}\n`);
		expect(tally).toMatchObject(KEPT);
		for (const ending of ['calls', 'scheduled', 'skipped', 'shown', 'errors'] as const) {
			expect(tally[ending]).toBeGreaterThan(0);
		}
	});

	it.each([
		['are called at night without Calling Hours', { ...ALL, callingHours: false }, ['outsideHours'] as const],
		['are called again without Skip If Called Recently', { ...ALL, skipIfCalledRecently: false }, ['tooSoon'] as const],
		['are called all the same without the other rules', { ...ALL, rest: false }, ['inDryRun', 'aboveMaximum'] as const],
	])('%s, so that the test above can fail', async (_name, which, broken) => {
		const tally = await runLeads(sandbox, { seed: 14, leads: 250, which });
		process.stdout.write(`${describeLeads(tally)}\n`);
		for (const what of broken) expect(tally[what].length).toBeGreaterThan(0);
	});
});
