import { type INodeParameters, NodeHelpers } from 'n8n-workflow';
import { properties } from '../../../nodes/shared/generated/Vapi.ts';

const FULL: INodeParameters = {
	resource: 'call',
	operation: 'create',
	callType: 'phone',
	agent: 'assistant',
	phoneNumberId: { __rl: true, mode: 'id', value: 'number' },
	to: '+15555550123',
	additionalFields: {
		customer: { name: '={{ $json.name }}', defaultCountryCode: '+1' },
		schedule: { earliestAt: '2030-01-01' },
		conversation: {
			firstMessage: 'Hello',
			systemPrompt: 'Be brief',
			variableValues: { values: [{ name: 'a.b', value: '{{ x }}' }] },
		},
		webhook: { serverUrl: 'https://example.com' },
		data: { name: 'One', recordingEnabled: true },
		advanced: { assistantVersion: 'v3' },
	},
};

/** What n8n keeps of the parameters: those that are shown. */
const shown = (changes: INodeParameters) => {
	const node = { typeVersion: 1 };
	const values = { ...FULL, ...changes };
	return NodeHelpers.getNodeParameters(properties, values, false, false, node, null);
};

describe('the form of Create', () => {
	it('shows everything for a phone call of a saved assistant', () => {
		const { to, additionalFields } = shown({}) ?? {};
		expect(to).toBe('+15555550123');
		expect(additionalFields).toEqual(FULL.additionalFields);
	});

	it('hides From, To, customer, schedule and call name for a web call', () => {
		const kept = shown({ callType: 'web' });
		expect(kept).not.toHaveProperty('to');
		expect(kept).not.toHaveProperty('phoneNumberId');
		expect(kept?.additionalFields).toMatchObject({ data: { recordingEnabled: true } });
		expect(kept).not.toHaveProperty('additionalFields.customer');
		expect(kept).not.toHaveProperty('additionalFields.schedule');
		expect(kept).not.toHaveProperty('additionalFields.data.name');
	});

	it('hides From and To for a WebSocket call', () => {
		const kept = shown({ callType: 'websocket' });
		expect(kept).not.toHaveProperty('to');
		expect(kept).toHaveProperty('additionalFields.customer', { name: '={{ $json.name }}' });
	});

	it.each(['squad', 'newSquad'])(
		'hides for %s what would start from one saved assistant',
		(agent) => {
			const kept = shown({ agent });
			expect(kept).toHaveProperty('additionalFields.conversation.firstMessage', 'Hello');
			expect(kept).not.toHaveProperty('additionalFields.conversation.systemPrompt');
			expect(kept).not.toHaveProperty('additionalFields.webhook.serverUrl');
			expect(kept).not.toHaveProperty('additionalFields.data.recordingEnabled');
			expect(kept).not.toHaveProperty('additionalFields.advanced.assistantVersion');
		},
	);

	it('hides beside a new assistant what its own form has', () => {
		const kept = shown({ agent: 'newAssistant', newAssistant: { firstMessage: 'Hi' } });
		expect(kept).toHaveProperty('newAssistant', { firstMessage: 'Hi' });
		expect(kept).toHaveProperty('additionalFields.conversation', {
			variableValues: { values: [{ name: 'a.b', value: '{{ x }}' }] },
		});
		expect(kept).toHaveProperty('additionalFields.webhook.serverUrl');
	});
});
