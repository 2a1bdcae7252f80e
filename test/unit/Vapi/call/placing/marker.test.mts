import type { IExecuteFunctions } from 'n8n-workflow';
import {
	markerFor,
	markerOf,
	namesItem,
	withMarker,
} from '../../../../../nodes/Vapi/call/placing/marker.ts';

const context = (executionId: string, mode = 'trigger') =>
	({
		getWorkflow: () => ({ id: 'workflow' }),
		getNode: () => ({ id: 'node' }),
		getExecutionId: () => executionId,
		getMode: () => mode,
	}) as unknown as IExecuteFunctions;

describe('the marker', () => {
	it('stands beside the metadata of the request, for saved and own agents and squads', () => {
		const marked = { n8nDial: 'm' };
		expect(withMarker({ assistantId: 'a' }, 'm')).toEqual({
			assistantId: 'a',
			assistantOverrides: { metadata: marked },
		});
		expect(withMarker({ squadId: 's', squadOverrides: { name: 'n' } }, 'm')).toEqual({
			squadId: 's',
			squadOverrides: { name: 'n', metadata: marked },
		});
		const given = { assistantId: 'a', assistantOverrides: { metadata: { lead: 1 } } };
		expect(withMarker(given, 'm')).toMatchObject({
			assistantOverrides: { metadata: { lead: 1, ...marked } },
		});
		expect(withMarker({ assistant: { metadata: { lead: 1 } } }, 'm')).toMatchObject({
			assistantOverrides: { metadata: { lead: 1, ...marked } },
		});
		expect(given.assistantOverrides.metadata).toEqual({ lead: 1 });
	});

	it('is given to customers whose own overrides replace those of the call', () => {
		const body = {
			assistantId: 'a',
			customers: [{ number: '1' }, { number: '2', assistantOverrides: { name: 'n' } }],
		};
		expect(withMarker(body, 'm').customers).toEqual([
			{ number: '1' },
			{ number: '2', assistantOverrides: { name: 'n', metadata: { n8nDial: 'm' } } },
		]);
	});

	it('is read back from the call, and the one of the customer first', () => {
		expect(markerOf({ assistantOverrides: { metadata: { n8nDial: 'm' } } })).toBe('m');
		expect(markerOf({ squadOverrides: { metadata: { n8nDial: 'm' } } })).toBe('m');
		const both = {
			assistantOverrides: { metadata: { n8nDial: 'call' } },
			customer: { assistantOverrides: { metadata: { n8nDial: 'customer' } } },
		};
		expect(markerOf(both)).toBe('customer');
		expect(markerOf({ assistantOverrides: { metadata: { n8nDial: 7 } } })).toBeUndefined();
		expect(markerOf({})).toBeUndefined();
	});

	it('names the item of this execution, and in a retry of any execution', () => {
		const marker = markerFor(context('1'), 2);
		expect(namesItem(context('1'), 2, marker)).toBe(true);
		expect(namesItem(context('1'), 3, marker)).toBe(false);
		expect(namesItem(context('9'), 2, marker)).toBe(false);
		expect(namesItem(context('9', 'retry'), 2, marker)).toBe(true);
		expect(namesItem(context('9', 'retry'), 22, marker)).toBe(false);
	});
});
