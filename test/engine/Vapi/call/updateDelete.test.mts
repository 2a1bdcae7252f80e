import { CALLS } from '../../../../sandbox/seed.mts';
import { runVapi, useSandbox } from '../../support.mts';
import { onCall, place } from './calls.mts';

const sandbox = useSandbox({ timeScale: 0 });

describe('Update', () => {
	it('renames a call', async () => {
		const result = await runVapi(
			sandbox(),
			onCall('update', CALLS.answered, { callName: 'Reminder 1042' }),
		);

		expect(sandbox().requests.map(({ method, body }) => [method, body])).toEqual([
			['PATCH', { name: 'Reminder 1042' }],
		]);
		expect(sandbox().state.calls.get(CALLS.answered)).toMatchObject({ name: 'Reminder 1042' });
		expect(result.json('Vapi')[0]).toMatchObject({ id: CALLS.answered, outcome: 'answered' });
	});

	it('stops a name that is too long before it is sent', async () => {
		const callName = 'x'.repeat(41);
		const result = await runVapi(sandbox(), onCall('update', CALLS.answered, { callName }));

		expect(result.error?.message).toContain('has 41 characters');
		expect(sandbox().requests).toEqual([]);
	});
});

describe('Delete', () => {
	it('erases a call, with the empty JSON body that Vapi demands', async () => {
		const result = await runVapi(sandbox(), onCall('delete', CALLS.answered));

		expect(sandbox().requests).toHaveLength(1);
		expect(sandbox().requests[0]).toMatchObject({ method: 'DELETE', body: {} });
		expect(sandbox().requests[0]?.headers['content-type']).toContain('application/json');
		expect(sandbox().state.calls.has(CALLS.answered)).toBe(false);
		expect(result.json('Vapi')).toEqual([{ deleted: true, id: CALLS.answered }]);
	});

	it('cancels a scheduled call', async () => {
		const more = { schedulePlan: { earliestAt: '2099-01-01T00:00:00.000Z' } };
		const id = await place(sandbox(), { more });

		await runVapi(sandbox(), onCall('delete', id));

		expect(sandbox().state.calls.get(id)).toMatchObject({ endedReason: 'scheduled-call-deleted' });
		expect(sandbox().dials.find(({ callId }) => callId === id)?.rangAt).toBeUndefined();
	});

	it('repeats what Vapi says when it could not erase', async () => {
		const message = 'Failed to erase call recordings';
		sandbox().faults.add({ method: 'DELETE', kind: 'status', status: 503, body: { message } });

		const result = await runVapi(sandbox(), onCall('delete', CALLS.answered));

		expect(result.error?.message).toContain(message);
		expect(result.error?.httpCode).toBe('503');
		expect(result.error?.description).toContain('Run this again');
		expect(sandbox().requests).toHaveLength(1);
	});
});
