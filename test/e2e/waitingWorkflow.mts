import { ASSISTANTS, PHONE_NUMBERS } from '../../sandbox/seed.mts';
import type { WorkflowJson } from '../../scripts/n8n/workflow.mts';

/** Takes numbers over a webhook, and runs Create and Wait on them, in one of its two ways. */
export const waitingWorkflow = (
	id: string,
	waitUsing: 'polling' | 'webhook',
	credential: { id: string; name: string },
): WorkflowJson => ({
	id,
	name: id,
	nodes: [
		{
			id: 'start',
			name: 'Start',
			type: 'n8n-nodes-base.webhook',
			typeVersion: 2,
			position: [0, 0],
			parameters: { httpMethod: 'POST', path: id, responseMode: 'onReceived', options: {} },
			webhookId: id,
		},
		{
			id: 'split',
			name: 'Numbers',
			type: 'n8n-nodes-base.splitOut',
			typeVersion: 1,
			position: [200, 0],
			parameters: { fieldToSplitOut: 'body.numbers', options: {} },
		},
		{
			id: 'vapi',
			name: 'Vapi',
			type: 'n8n-nodes-vapi.vapi',
			typeVersion: 1,
			position: [400, 0],
			parameters: {
				resource: 'call',
				operation: 'createAndWait',
				assistantId: { __rl: true, mode: 'id', value: ASSISTANTS.leadQualifier },
				phoneNumberId: { __rl: true, mode: 'id', value: PHONE_NUMBERS.main },
				to: "={{ $json['body.numbers'] }}",
				waitUsing,
			},
			credentials: { vapiApi: credential },
		},
		{
			id: 'after',
			name: 'After',
			type: 'n8n-nodes-base.noOp',
			typeVersion: 1,
			position: [600, 0],
			parameters: {},
		},
	],
	connections: {
		Start: { main: [[{ node: 'Numbers', type: 'main', index: 0 }]] },
		Numbers: { main: [[{ node: 'Vapi', type: 'main', index: 0 }]] },
		Vapi: { main: [[{ node: 'After', type: 'main', index: 0 }]] },
	},
	settings: { executionOrder: 'v1' },
});
