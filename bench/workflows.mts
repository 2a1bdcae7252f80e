import type { CredentialJson, WorkflowJson, WorkflowNode } from '../scripts/n8n/workflow.mts';

/** Header and secret that both nodes check. */
export const SECRET_HEADER = { 'x-vapi-secret': 'a-secret-for-the-benchmark' };
const [[name, value]] = Object.entries(SECRET_HEADER) as [[string, string]];

/** One way to receive a message: n8n's Webhook node, or our trigger. */
export interface Contestant {
	name: string;
	workflow: WorkflowJson & { id: string };
	/** Path of its production URL. */
	path: string;
}

const noOp: WorkflowNode = {
	id: '5f0d0f5e-6f0c-4a52-9a0e-0c8c5c8a0002',
	name: 'Next',
	type: 'n8n-nodes-base.noOp',
	typeVersion: 1,
	position: [220, 0],
	parameters: {},
};

function contestant(name: string, path: string, start: Partial<WorkflowNode>): Contestant {
	const id = name.toLowerCase().replaceAll(' ', '-');
	const node = {
		id: '5f0d0f5e-6f0c-4a52-9a0e-0c8c5c8a0001',
		name,
		position: [0, 0],
		...start,
	} as WorkflowNode;
	return {
		name,
		path,
		workflow: {
			id,
			name,
			nodes: [node, noOp],
			connections: { [name]: { main: [[{ node: noOp.name, type: 'main', index: 0 }]] } },
			settings: { executionOrder: 'v1' },
		},
	};
}

/** The credentials of both: each checks the same header. */
export const credentials: CredentialJson[] = [
	{ id: 'benchHeader', name: 'Header', type: 'httpHeaderAuth', data: { name, value } },
	{
		id: 'benchVapi',
		name: 'Vapi account',
		type: 'vapiApi',
		data: {
			apiKey: 'unused',
			region: 'us',
			webhookAuth: 'secret',
			webhookSecret: value,
			webhookHeader: name,
		},
	},
];

/** Both answer when the workflow has ended, so that a request stands for the whole work. */
export const contestants: Contestant[] = [
	contestant('Webhook node', 'bench-webhook', {
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		webhookId: '5f0d0f5e-6f0c-4a52-9a0e-0c8c5c8a1001',
		parameters: {
			httpMethod: 'POST',
			path: 'bench-webhook',
			authentication: 'headerAuth',
			responseMode: 'lastNode',
			options: {},
		},
		credentials: { httpHeaderAuth: { id: 'benchHeader', name: 'Header' } },
	}),
	contestant('Vapi Trigger', '5f0d0f5e-6f0c-4a52-9a0e-0c8c5c8a1002/webhook', {
		type: 'n8n-nodes-vapi.vapiTrigger',
		typeVersion: 1,
		webhookId: '5f0d0f5e-6f0c-4a52-9a0e-0c8c5c8a1002',
		parameters: { events: ['tool-calls'], responseMode: 'lastNode', simplify: true },
		credentials: { vapiApi: { id: 'benchVapi', name: 'Vapi account' } },
	}),
];
