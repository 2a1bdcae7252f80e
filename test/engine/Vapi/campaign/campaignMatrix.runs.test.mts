import { RUNS } from '../call/placing/scenarios.mts';
import { campaignCells, useCampaignMatrix } from './campaignMatrix.mts';

describe('the fault matrix of campaigns: one run, loops, tools, canceled runs', () => {
	const expectCell = useCampaignMatrix();

	it.each(campaignCells(RUNS))('%s × %s × %s', async (...cell) => {
		await expectCell(...cell);
	});
});
