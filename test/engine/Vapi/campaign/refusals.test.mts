import { useSandbox } from '../../support.mts';
import { GO_ON, number, people, useCampaigns } from './campaigns.mts';
import { NOT_ENABLED } from './campaignMatrix.mts';

const sandbox = useSandbox();
const { run, rowsOf, posts } = useCampaigns(sandbox);

describe('what Vapi refuses', () => {
	it('leads to batches where the organization has no campaigns', async () => {
		sandbox().faults.add({ ...NOT_ENABLED, method: 'POST', path: '^/v2/campaign$' });
		const result = await run(people(2));
		expect(result.error?.message).toContain('not enabled');
		expect(result.error?.description).toContain("'Send in Batches'");
		const rows = rowsOf(await run(people(2), {}, GO_ON));
		expect(rows).toMatchObject([0, 1].map(() => ({ details: { outcome: 'refused', httpCode: '403' } })));
		expect(sandbox().dials).toEqual([]);
	});

	const blame = (index: number) =>
		sandbox().faults.add({
			...{ kind: 'status', status: 400, method: 'POST', path: '^/v2/campaign$', times: 1 },
			body: { message: [`customers.${index}.email must be an email`], statusCode: 400 },
		});

	it('names the item of the contact that it is about', async () => {
		blame(1);
		const result = await run(people(3));
		expect(result.error?.message).toContain('customer.email must be an email');
		expect(result.error?.message).toContain('[item 1]');
		expect(posts()).toHaveLength(1);
	});

	it('goes on without that contact under Continue On Fail', async () => {
		blame(1);
		const rows = rowsOf(await run(people(3), {}, GO_ON));
		expect(rows[1]).toMatchObject({ details: { outcome: 'refused' } });
		expect(rows[1]?.error).toContain('customer.email must be an email');
		expect(rows[0]?.campaignId).toBe(rows[2]?.campaignId);
		expect(sandbox().dials.map((dial) => dial.number)).toEqual([number(0), number(2)]);
	});

	it('gives the contacts as they were sent where they cannot be read', async () => {
		const path = '^/v2/campaign/[^/]+/contacts$';
		sandbox().faults.add({ kind: 'status', status: 404, method: 'GET', path });
		const rows = rowsOf(await run(people(2)));
		expect(rows).toMatchObject(people(2));
		for (const row of rows) expect(row.contactsUnread).toContain('404');
		expect(sandbox().dials).toHaveLength(2);
	});
});
