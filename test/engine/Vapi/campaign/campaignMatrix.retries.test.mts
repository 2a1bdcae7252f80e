import { RETRIES } from '../call/placing/scenarios.mts';
import { campaignCells, useCampaignMatrix } from './campaignMatrix.mts';

describe('the fault matrix of campaigns: n8n runs the node again', () => {
	const expectCell = useCampaignMatrix();

	it.each(campaignCells(RETRIES))('%s × %s × %s', async (...cell) => {
		await expectCell(...cell);
	});
});
