import type { INodeParameters } from 'n8n-workflow';
import { violationsOf } from '../../../contract/contract.mts';
import { hurry } from '../call/placing/timing.mts';
import { byId, runVapi, useSandbox } from '../../support.mts';
import { createCampaign } from './campaigns.mts';

const sandbox = useSandbox({ timeScale: 0 });
beforeEach(() => hurry());

const NUMBERS = ['+15555550123', '+15555550166', '+15555550125'];

async function put(operation: string, parameters: INodeParameters) {
	const result = await runVapi(sandbox(), { resource: 'campaign', operation, ...parameters });
	expect(result.error?.message).toBeUndefined();
	expect(sandbox().requests.flatMap(violationsOf)).toEqual([]);
	return result.json('Vapi');
}

/** Starts a campaign; gives its ID as a parameter. */
async function started(more: INodeParameters = {}) {
	const items = NUMBERS.map((number) => ({ number }));
	const parameters = createCampaign({}, '={{ $json.number }}', more);
	const result = await runVapi(sandbox(), parameters, { items });
	expect(result.error?.message).toBeUndefined();
	return { campaignId: byId(String(result.json('Vapi')[0]?.campaignId)) };
}

const contacts = async (id: INodeParameters, more: INodeParameters = {}) =>
	await put('getContacts', { ...id, returnAll: true, ...more });

/** Lets the call that goes on come to its end. */
async function endCall(index: number): Promise<void> {
	await sandbox().end(sandbox().dials[index]?.callId ?? '', index === 1 ? 'customer-busy' : undefined);
}

describe('a campaign', () => {
	it('calls its contacts one after the other, and ends with the last of them', async () => {
		const id = await started({ maxConcurrency: 1 });
		expect(sandbox().dials.map(({ number }) => number)).toEqual(NUMBERS.slice(0, 1));
		await endCall(0);
		expect(sandbox().dials.map(({ number }) => number)).toEqual(NUMBERS.slice(0, 2));
		const options = { includeCounters: true };
		expect(await put('get', { ...id, options })).toMatchObject([
			{ status: 'in-progress', contactCounters: { pending: 1, dispatched: 1, completed: 1 } },
		]);
		const [waiting] = await contacts(id, { filters: { status: ['contact.pending', 'contact.failed'] } });
		expect(waiting).toMatchObject({ number: NUMBERS[2] });
		await endCall(1);
		await endCall(2);
		expect(await put('get', id)).toMatchObject([
			{ status: 'ended', endedReason: 'campaign.ended.success', name: 'Reminders' },
		]);
		const { dials } = sandbox();
		expect(await contacts(id)).toMatchObject(
			['customer-ended-call', 'customer-busy', 'customer-ended-call'].map((endedReason, index) => ({
				number: NUMBERS[index],
				status: 'contact.completed',
				callId: dials[index]?.callId,
				endedReason,
			})),
		);
	});

	it('is canceled: nobody else is called', async () => {
		const id = await started({ maxConcurrency: 1 });
		expect(await put('cancel', id)).toMatchObject([
			{ status: 'cancelled', endedReason: 'campaign.in-progress.ended-by-user' },
		]);
		const bodies = sandbox().requests.filter(({ method }) => method === 'PATCH');
		expect(bodies.map(({ body }) => body)).toEqual([{ status: 'cancelled' }]);
		await endCall(0);
		expect(sandbox().dials).toHaveLength(1);
		const again = await runVapi(sandbox(), { resource: 'campaign', operation: 'cancel', ...id });
		expect(again.error?.message).toContain('already cancelled');
		expect(again.error?.description).toContain('Get Contacts');
	});

	it('that is scheduled is canceled before its time', async () => {
		const additionalFields = { scheduleEarliestAt: '={{ $now.plus({ hours: 1 }) }}' };
		const id = await started({ additionalFields });
		expect(sandbox().dials).toEqual([]);
		expect(await put('get', id)).toMatchObject([{ status: 'scheduled' }]);
		await put('cancel', id);
		sandbox().clock.offset = 7_200_000;
		expect(await put('get', id)).toMatchObject([{ status: 'cancelled' }]);
		sandbox().clock.offset = 0;
		expect(sandbox().dials).toEqual([]);
	});

	it('is archived by Delete, and listed by its status', async () => {
		const id = await started();
		const [campaignId] = [id.campaignId.value];
		expect(await put('delete', id)).toEqual([{ deleted: true, id: campaignId }]);
		const list = async (status: string) =>
			await put('getAll', {
				returnAll: true,
				filters: { status },
				options: { includeCounters: true },
			});
		expect(await list('archived')).toMatchObject([
			{ id: campaignId, contactCounters: { dispatched: 3 } },
		]);
		expect(await list('in-progress')).toEqual([]);
	});

	it('lists all its contacts, more than a page of them', async () => {
		const items = Array.from({ length: 1001 }, (_, index) => ({ number: `+1555555${1000 + index}` }));
		const parameters = createCampaign({}, '={{ $json.number }}', { variables: {} });
		const result = await runVapi(sandbox(), parameters, { items });
		const id = { campaignId: byId(String(result.json('Vapi')[0]?.campaignId)) };
		const all = await contacts(id);
		expect(all.map(({ number }) => number)).toEqual(items.map(({ number }) => number));
		expect(await put('getContacts', { ...id, limit: 3 })).toHaveLength(3);
	});

	it.each(['get', 'cancel', 'delete', 'getContacts'])('%s says so where there is none', async (operation) => {
		const campaignId = byId('00000000-0000-4000-8000-000000000000');
		const result = await runVapi(sandbox(), { resource: 'campaign', operation, campaignId });
		expect(result.error?.message).toContain('404');
	});
});
