import type { IDataObject } from 'n8n-workflow';
import { ASSISTANTS } from '../../../../sandbox/seed.mts';
import { startSandbox } from '../../../../sandbox/server.mts';
import { byId, runVapi, useSandbox } from '../../support.mts';

const sandbox = useSandbox();

const list = { resource: 'call', operation: 'getAll', returnAll: true };

describe('Get Many', () => {
	it('asks for as many as Limit says, with the filters under their API names', async () => {
		const result = await runVapi(sandbox(), {
			resource: 'call',
			operation: 'getAll',
			limit: 2,
			filters: {
				assistantId: byId(ASSISTANTS.receptionist),
				createdAtGe: '2026-01-01T00:00:00Z',
			},
		});

		const [request] = sandbox().requests;
		expect(request?.path).toBe('/call');
		expect(Object.fromEntries(new URLSearchParams(request?.query))).toMatchObject({
			limit: '2',
			assistantId: ASSISTANTS.receptionist,
			createdAtGe: '2026-01-01T00:00:00.000Z',
		});
		expect(result.json('Vapi').length).toBeLessThanOrEqual(2);
	});

	it('pairs all calls of an item with it', async () => {
		const result = await runVapi(sandbox(), list, { items: [{ a: 1 }, { a: 2 }] });

		expect(result.output('Vapi').map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 0, 0, 1, 1, 1].map((item) => ({ item })),
		);
	});

	it.each([
		[0, 1],
		[1, 1],
		[1000, 7],
		[1001, 7],
		[2500, 7],
		[2500, 250],
		[2500, 999],
	])('Return All gives %i calls complete, once and in order, %i sharing a moment', async (count, group) => {
		const calls = Array.from({ length: count }, (_value, index) => {
			const moment = new Date(Date.UTC(2026, 0, 20) - Math.floor(index / group) * 1000);
			return {
				id: `f2000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
				orgId: 'org',
				type: 'outboundPhoneCall',
				status: 'ended',
				createdAt: moment.toISOString(),
				updatedAt: moment.toISOString(),
			};
		});
		const full = await startSandbox({ seed: { calls } });
		try {
			const result = await runVapi(full, { ...list, output: 'raw' });

			expect(result.error).toBeUndefined();
			expect(result.json('Vapi').map(({ id }) => id)).toEqual(calls.map(({ id }) => id));
		} finally {
			await full.close();
		}
	});

	it('reads as many pages as a Limit above a page needs, and no more', async () => {
		const calls = Array.from({ length: 2500 }, (_value, index) => {
			const moment = new Date(Date.UTC(2026, 0, 20) - Math.floor(index / 7) * 1000).toISOString();
			const id = `f2000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
			return { id, orgId: 'org', status: 'ended', createdAt: moment, updatedAt: moment };
		});
		const full = await startSandbox({ seed: { calls } });
		try {
			const result = await runVapi(full, { ...list, returnAll: false, limit: 1500 });

			expect(result.json('Vapi').map(({ id }) => id)).toEqual(
				calls.slice(0, 1500).map(({ id }) => id),
			);
			expect(full.requests).toHaveLength(2);
		} finally {
			await full.close();
		}
	});

	it('goes on to the second output item by item when a list cannot be read', async () => {
		sandbox().faults.add({ method: 'GET', path: '^/call$', kind: 'status', status: 403, times: 1 });
		const result = await runVapi(sandbox(), list, {
			items: [{ a: 1 }, { a: 2 }],
			node: { onError: 'continueErrorOutput' },
		});

		expect(result.output('Vapi', 1).map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }]);
		expect(result.output('Vapi').map(({ pairedItem }) => pairedItem)).toEqual(
			[1, 1, 1].map((item) => ({ item })),
		);
	});

	it('stops with a clear message where a moment holds more than a page', async () => {
		const moment = new Date(Date.UTC(2026, 0, 20)).toISOString();
		const calls = Array.from({ length: 1001 }, (_value, index) => ({
			id: `f2000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
			orgId: 'org',
			status: 'ended',
			createdAt: moment,
			updatedAt: moment,
		}));
		const full = await startSandbox({ seed: { calls } });
		try {
			const result = await runVapi(full, list);

			expect(result.status).toBe('error');
			expect(result.error?.message).toContain(moment);
			expect(result.error?.description).toContain("'Return All'");
		} finally {
			await full.close();
		}
	});
});

it.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
	'keeps what was read of a list that has a gap, under %s',
	async (onError) => {
		const moment = new Date(Date.UTC(2026, 0, 20)).toISOString();
		const calls = Array.from({ length: 1001 }, (_value, index) => ({
			id: `f2000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
			orgId: 'org',
			status: 'ended',
			createdAt: moment,
			updatedAt: moment,
		}));
		const full = await startSandbox({ seed: { calls } });
		try {
			const result = await runVapi(full, list, { node: { onError } });

			const isCall = ({ json }: { json: IDataObject }) => typeof json.id === 'string';
			expect(result.output('Vapi').filter(isCall)).toHaveLength(1000);
			const failed = onError === 'continueErrorOutput' ? result.output('Vapi', 1) : result.output('Vapi');
			expect(JSON.stringify(failed.filter((item) => !isCall(item)))).toContain('whether there are more');
		} finally {
			await full.close();
		}
	},
);

it('takes a Limit that is null for one that is not set, not for 0', async () => {
	const result = await runVapi(sandbox(), { ...list, returnAll: false, limit: '={{ null }}' });

	expect(result.json('Vapi').length).toBeGreaterThan(0);
	expect(sandbox().requests.map(({ query }) => query)).toEqual(['limit=50']);
});
