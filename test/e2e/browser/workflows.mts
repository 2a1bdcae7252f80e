import { randomUUID } from 'node:crypto';
import type { RestClient } from '../../../scripts/n8n/rest.mts';
import type { WorkflowNode } from '../../../scripts/n8n/workflow.mts';

/** The type of the Vapi node. */
export const VAPI = 'n8n-nodes-vapi.vapi';

/** A node of a workflow that a test opens. */
export function node(
	name: string,
	type: string,
	position: [number, number],
	rest: Partial<WorkflowNode> = {},
): WorkflowNode {
	return { id: randomUUID(), name, type, typeVersion: 1, position, parameters: {}, ...rest };
}

/** Saves a workflow and gives its ID. */
export async function saveWorkflow(
	n8n: RestClient,
	name: string,
	nodes: WorkflowNode[],
	connections: Record<string, unknown> = {},
): Promise<string> {
	const body = { name, nodes, connections, settings: {} };
	const { id } = (await n8n.request('POST', '/workflows', body)) as { id: string };
	return id;
}
