import { startSandbox } from '../../../../../sandbox/server.mts';
import type { Sandbox } from '../../../../../sandbox/server.mts';
import { describeTally, runCampaign } from './campaign.mts';

/** Random executions under random faults, as for single calls, one request after the other. */
describe('nobody is dialed twice and no call is lost', () => {
	let sandbox: Sandbox;

	beforeAll(async () => {
		sandbox = await startSandbox();
	});

	afterAll(() => sandbox.close());

	it.each([
		['in batches', { batch: true, batchSize: 4 }],
		['several requests at a time', { parallelRequests: 4 }],
		['several batches at a time', { batch: true, batchSize: 2, parallelRequests: 3 }],
	])('%s', async (label, options) => {
		const tally = await runCampaign(sandbox, { seed: 11, dials: 90, options });
		process.stdout.write(`${label}: ${describeTally(tally)}\n`);
		expect(tally).toMatchObject({ doubles: [], losses: [], unsettled: [] });
	});

	it('unless Dial Once is off, so that the tests above can fail', async () => {
		const options = { batch: true, batchSize: 4, dialOnce: false };
		const tally = await runCampaign(sandbox, { seed: 11, dials: 70, options });
		expect(tally.doubles.length).toBeGreaterThan(5);
		expect(tally.losses.length).toBeGreaterThan(5);
	});
});
