import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { chunksOf, requestOf } from '../../../../../nodes/Vapi/call/placing/chunks.ts';
import type { PreparedCall } from '../../../../../nodes/Vapi/call/placing/preparedCall.ts';
import { PLAIN } from './plainCall.mts';

const call = (itemIndex: number, body: IDataObject = {}): PreparedCall => ({
	...PLAIN,
	itemIndex,
	body: {
		assistantId: 'agent',
		phoneNumberId: 'line',
		customer: { number: `+1555555010${itemIndex % 10}` },
		...body,
	},
});
const divided = (calls: PreparedCall[], size = 10) =>
	chunksOf(calls.map((each) => ({ call: each, size }))).map((chunk) =>
		chunk.map(({ itemIndex }) => itemIndex),
	);

it.each<[string, IDataObject]>([
	['agent', { assistantId: 'other' }],
	['version', { assistantVersion: 'v2' }],
	['name', { name: 'other' }],
	['schedule', { schedulePlan: { earliestAt: '2099-01-01T00:00:00Z' } }],
	['line', { phoneNumberId: 'other' }],
	['saved customer', { customerId: 'saved' }],
	['list of customers', { customers: [{ number: '+15555550199' }], customer: undefined }],
	['missing customer', { customer: undefined }],
	['WebSocket', { transport: { provider: 'vapi.websocket' } }],
])('sends a call apart whose %s differs', (_, body) => {
	expect(divided([call(0), call(1, body), call(2)])).toEqual([[0, 2], [1]]);
});

it('sends apart what is dialed with other options, and everything at size 1', () => {
	const patient = { ...call(1), options: { ...PLAIN.options, waitForSlot: 5 } };
	expect(divided([call(0), patient, call(2)])).toEqual([[0, 2], [1]]);
	expect(divided([call(0), call(1)], 1)).toEqual([[0], [1]]);
});

it('does not mind the order of keys', () => {
	const one = call(0, { schedulePlan: { earliestAt: 'a', latestAt: 'b' } });
	const other = call(1, { schedulePlan: { latestAt: 'b', earliestAt: 'a' } });
	expect(divided([one, other])).toEqual([[0, 1]]);
});

it('divides completely, in order, and within the size', () => {
	const agents = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 40 });
	fc.assert(
		fc.property(agents, fc.integer({ min: 1, max: 7 }), (assistantIds, size) => {
			const chunks = divided(
				assistantIds.map((assistantId, index) => call(index, { assistantId })),
				size,
			);
			expect(chunks.flat().sort((a, b) => a - b)).toEqual(assistantIds.map((_, index) => index));
			for (const chunk of chunks) {
				expect(chunk.length).toBeLessThanOrEqual(size);
				expect(new Set(chunk.map((index) => assistantIds[index])).size).toBe(1);
				expect(chunk).toEqual([...chunk].sort((a, b) => a - b));
			}
			const fewest = ['a', 'b', 'c'].map((id) =>
				Math.ceil(assistantIds.filter((each) => each === id).length / size),
			);
			expect(chunks).toHaveLength(fewest.reduce((sum, count) => sum + count, 0));
		}),
		{ numRuns: 200, seed: 20_260_820 },
	);
});

describe('the request of a chunk', () => {
	it('keeps overrides that all have, and moves others whole into the customers', () => {
		const equal = { assistantOverrides: { firstMessage: 'Hi' } };
		expect(requestOf([call(0, equal), call(1, equal)])).toEqual({
			assistantId: 'agent',
			phoneNumberId: 'line',
			...equal,
			customers: [{ number: '+15555550100' }, { number: '+15555550101' }],
		});
		const own = { assistantOverrides: { firstMessage: 'Hi', variableValues: { a: 1 } } };
		expect(requestOf([call(0, equal), call(1, own), call(2)])).toEqual({
			assistantId: 'agent',
			phoneNumberId: 'line',
			customers: [
				{ number: '+15555550100', ...equal },
				{ number: '+15555550101', ...own },
				{ number: '+15555550102' },
			],
		});
	});

	it('leaves alone what a customer brings of its own, and the calls themselves', () => {
		const brought = { number: '+15555550100', assistantOverrides: { firstMessage: 'Mine' } };
		const calls = [
			call(0, { customer: brought, assistantOverrides: { firstMessage: 'Ours' } }),
			call(1, { squadOverrides: { name: 'x' } }),
		];
		const before = structuredClone(calls);
		expect(requestOf(calls).customers).toEqual([
			brought,
			{ number: '+15555550101', squadOverrides: { name: 'x' } },
		]);
		expect(calls).toEqual(before);
	});
});
