import { ASSISTANTS, PHONE_NUMBERS } from '../../sandbox/seed.mts';

const byId = (value: string) => ({ __rl: true, mode: 'id', value });

/**
 * Takes a list of leads over a webhook and runs the Vapi node on them.
 * @param node what the Vapi node has beside its parameters: Retry On Fail, for example
 */
export const leadsWorkflow = (
	id: string,
	credential: { id: string; name: string },
	parameters: Record<string, unknown>,
	node: Record<string, unknown> = {},
) => ({
	id,
	name: id,
	settings: { executionOrder: 'v1' },
	nodes: [
		{
			id: 'webhook',
			name: 'Webhook',
			type: 'n8n-nodes-base.webhook',
			typeVersion: 2,
			position: [0, 0] as [number, number],
			webhookId: id,
			parameters: { httpMethod: 'POST', path: id, responseMode: 'onReceived' },
		},
		{
			id: 'leads',
			name: 'Leads',
			type: 'n8n-nodes-base.splitOut',
			typeVersion: 1,
			position: [200, 0] as [number, number],
			parameters: { fieldToSplitOut: 'body.leads' },
		},
		{
			id: 'vapi',
			name: 'Vapi',
			type: 'n8n-nodes-vapi.vapi',
			typeVersion: 1,
			position: [400, 0] as [number, number],
			webhookId: `${id}-wait`,
			...node,
			credentials: { vapiApi: credential },
			parameters: {
				resource: 'call',
				assistantId: byId(ASSISTANTS.leadQualifier),
				phoneNumberId: byId(PHONE_NUMBERS.main),
				to: '={{ $json.number }}',
				...parameters,
			},
		},
	],
	connections: {
		Webhook: { main: [[{ node: 'Leads', type: 'main', index: 0 }]] },
		Leads: { main: [[{ node: 'Vapi', type: 'main', index: 0 }]] },
	},
});
