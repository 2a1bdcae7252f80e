import type { IExecuteFunctions } from 'n8n-workflow';

import { itemsOf } from '../../../../../nodes/Vapi/call/placing/callItems.ts';

const ctx = {
	getNode: () => ({ name: 'Vapi', type: 'vapi', typeVersion: 1, parameters: {} }),
} as unknown as IExecuteFunctions;
const call = (id: string, more: object = {}) => ({ id, status: 'queued', orgId: 'o1', ...more });
const items = (answer: object, mode: 'raw' | 'simple' = 'raw') =>
	itemsOf(ctx, 3, answer as never, { mode, fields: [] });

describe("Vapi's answer", () => {
	test('is one item, whole or simplified', () => {
		expect(items(call('c1'))).toEqual([{ json: call('c1') }]);
		expect(items(call('c1'), 'simple')).toEqual([{ json: { id: 'c1', status: 'queued' } }]);
	});

	test('says plainly that the call waits for a free slot, and is no failure', () => {
		const blocked = call('c1', { subscriptionLimits: { concurrencyBlocked: true } });
		expect(items(blocked, 'simple')).toEqual([
			{ json: { id: 'c1', status: 'queued', concurrencyBlocked: true } },
		]);
		const free = call('c1', { subscriptionLimits: { concurrencyBlocked: false } });
		expect(items(free, 'simple')).toEqual([{ json: { id: 'c1', status: 'queued' } }]);
	});

	test('for customers is an item each, with those that Vapi refused as error items', () => {
		const answer = {
			subscriptionLimits: { concurrencyBlocked: true },
			results: [call('c1'), call('c2')],
			errors: [{ customer: { number: '+15555550125' }, error: 'is no number' }],
		};
		const [first, second, third, ...rest] = items(answer, 'simple');
		expect(rest).toEqual([]);
		expect([first?.json.id, second?.json.id]).toEqual(['c1', 'c2']);
		expect(second?.json.concurrencyBlocked).toBe(true);
		expect(third?.json).toEqual({ customer: { number: '+15555550125' } });
		expect(third?.error?.message).toBe('The call to +15555550125 was not placed: is no number');
		expect(third?.error?.context.itemIndex).toBe(3);
	});

	test('fails where none of the customers was called, naming each', () => {
		const answer = {
			results: [],
			errors: [
				{ customer: { number: '+15555550125' }, error: 'is busy' },
				{ customer: { sipUri: 'sip:a@b.example' }, error: 'is away' },
			],
		};
		expect(() => items(answer)).toThrow(
			'The call to +15555550125 was not placed: is busy; The call to sip:a@b.example was not placed: is away',
		);
	});
});
