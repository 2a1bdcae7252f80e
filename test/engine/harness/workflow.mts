import type {
	IConnections,
	IDataObject,
	INode,
	INodeExecutionData,
	IWorkflowBase,
	IWorkflowExecuteAdditionalData,
	Workflow,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { createCredentialsHelper } from './credentials.mts';
import { core, workflowModule } from './n8n.mts';
import { createNodeTypes } from './packageTypes.mts';
import type { InputItem, NodeSpec, WorkflowOptions } from './types.mts';

/** The node that feeds the workflow, unless a test brings one of that name. */
export const triggerName = 'Trigger';

const defaultInstance = 'https://n8n.example.com';

function usesCredential(type: string): boolean {
	return type.startsWith('n8n-nodes-vapi.') || type === 'test.httpRequest';
}

function toNode(spec: NodeSpec, index: number): INode {
	const { credentials, ...rest } = spec;
	const type = spec.type ?? 'n8n-nodes-vapi.vapi';
	const withCredential = credentials !== false && usesCredential(type);
	return {
		id: `node-${index}`,
		typeVersion: 1,
		position: [200 * index, 0],
		...rest,
		type,
		parameters: spec.parameters ?? {},
		...(withCredential && { credentials: { vapiApi: { id: 'vapi', name: 'Vapi account' } } }),
	};
}

function chain(nodes: INode[]): IConnections {
	const connections: IConnections = {};
	nodes.forEach((node, index) => {
		const next = nodes[index + 1];
		if (next === undefined) return;
		connections[node.name] = { main: [[{ node: next.name, type: 'main', index: 0 }]] };
	});
	return connections;
}

/** The workflow as n8n would have it in its database. */
export function workflowData(options: WorkflowOptions): IWorkflowBase {
	const given = options.nodes.map((spec, index) => toNode(spec, index + 1));
	const own = toNode({ name: triggerName, type: 'test.trigger' }, 0);
	const nodes = given.some(({ name }) => name === triggerName) ? given : [own, ...given];
	return {
		id: options.workflowId ?? 'workflow',
		name: 'Engine test',
		active: false,
		activeVersionId: null,
		isArchived: false,
		createdAt: new Date(0),
		updatedAt: new Date(0),
		nodes,
		connections: options.connections ?? chain(nodes),
		settings: { executionOrder: 'v1', ...options.settings },
		staticData: options.staticData ?? {},
	};
}

/** n8n's Workflow object over the built package's node types. */
export function createWorkflow(options: WorkflowOptions, data = workflowData(options)): Workflow {
	return new workflowModule.Workflow({
		id: data.id,
		name: data.name,
		nodes: data.nodes,
		connections: data.connections,
		active: false,
		nodeTypes: createNodeTypes(options.nodeTypes),
		staticData: data.staticData,
		settings: data.settings,
		...(options.pinData !== undefined && { pinData: options.pinData }),
	});
}

/** What n8n hands to every execution and context beside the workflow. */
export function createAdditionalData(
	options: WorkflowOptions,
	details: { executionId: string; mode: WorkflowExecuteMode; retryOf?: string },
	data: IWorkflowBase,
): IWorkflowExecuteAdditionalData & { hooks: InstanceType<typeof core.ExecutionLifecycleHooks> } {
	const base = (options.instanceUrl ?? defaultInstance).replace(/\/$/, '');
	const { executionId, mode, retryOf } = details;
	return {
		hooks: new core.ExecutionLifecycleHooks(mode, executionId, data, retryOf),
		credentialsHelper: createCredentialsHelper(
			options.credentials === undefined ? {} : { vapiApi: options.credentials },
		),
		currentNodeExecutionIndex: 0,
		executionId,
		workflowId: data.id,
		instanceBaseUrl: `${base}/`,
		restApiUrl: `${base}/rest`,
		webhookBaseUrl: `${base}/webhook`,
		webhookTestBaseUrl: `${base}/webhook-test`,
		webhookWaitingBaseUrl: `${base}/webhook-waiting`,
		formBaseUrl: `${base}/form`,
		formTestBaseUrl: `${base}/form-test`,
		formWaitingBaseUrl: `${base}/form-waiting`,
		variables: {},
		setExecutionStatus: () => undefined,
		sendDataToUI: () => undefined,
		logAiEvent: () => undefined,
	} as unknown as ReturnType<typeof createAdditionalData>;
}

/** Input items as n8n has them. */
export function toItems(items: InputItem[]): INodeExecutionData[] {
	return items.map((item) => {
		const { json } = item as { json?: unknown };
		return typeof json === 'object' && json !== null
			? (item as INodeExecutionData)
			: { json: item as IDataObject };
	});
}
