import type {
	INode,
	IRunExecutionData,
	IWebhookDescription,
	IWebhookResponseData,
	IWorkflowBase,
	NodeParameterValueType,
	Workflow,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import type { ExpressRequest, ExpressResponse } from './http.mts';
import { core } from './n8n.mts';
import type { WorkflowOptions } from './types.mts';
import { createAdditionalData, createWorkflow, workflowData } from './workflow.mts';

/** A node of a workflow that takes webhook requests. */
export interface WebhookNode {
	options: WorkflowOptions;
	data: IWorkflowBase;
	workflow: Workflow;
	node: INode;
	description: IWebhookDescription;
	mode: WorkflowExecuteMode;
	isTest: boolean;
}

function webhookOf(node: INode, workflow: Workflow, restart: boolean, webhook?: string) {
	const { description } = workflow.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
	return description.webhooks?.find(
		(entry) =>
			(entry.restartWebhook === true) === restart && (webhook === undefined || entry.name === webhook),
	);
}

/** Names of the trigger webhooks that a node has, the first one the main one. */
export function webhookNames({ workflow, node }: WebhookNode): string[] {
	const { description } = workflow.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
	const entries = description.webhooks?.filter(({ restartWebhook }) => restartWebhook !== true) ?? [];
	return entries.map((entry) => entry.name);
}

/**
 * The node of that name, or the first with a webhook, with its trigger webhook or, with `restart`,
 * the one that resumes it. Undefined where there is none.
 */
export function findWebhookNode(
	options: WorkflowOptions,
	details: {
		mode: WorkflowExecuteMode;
		name?: string;
		restart?: boolean;
		isTest?: boolean;
		/** Name of the webhook, where the node has several; the first one when left out. */
		webhook?: string;
	},
): WebhookNode | undefined {
	const { mode, name, restart = false, isTest = false, webhook } = details;
	const data = workflowData(options);
	const workflow = createWorkflow(options, data);
	const node = data.nodes.find(
		(one) =>
			(name === undefined || one.name === name) &&
			webhookOf(one, workflow, restart, webhook) !== undefined,
	);
	const known = node && workflow.getNode(node.name);
	const description = known && webhookOf(known, workflow, restart, webhook);
	if (!known || !description) return undefined;
	return { options, data, workflow, node: known, description, mode, isTest };
}

/** A value of the webhook's description, its expression resolved. */
export function evaluate(
	{ workflow, node, mode }: WebhookNode,
	value: unknown,
): NodeParameterValueType | undefined {
	return workflow.expression.getComplexParameterValue(
		node,
		value as string,
		mode,
		{},
		undefined,
	);
}

/** Calls the node's `webhook` with a request, as n8n does. */
export async function callWebhook(
	webhook: WebhookNode,
	http: { request: ExpressRequest; response: ExpressResponse },
	execution: { id: string; data: IRunExecutionData | null } = { id: '', data: null },
): Promise<IWebhookResponseData> {
	const { options, data, workflow, node, description, mode, isTest } = webhook;
	const type = workflow.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
	if (type.webhook === undefined) throw new TypeError(`Node ${node.name} has no webhook`);
	const details = { executionId: execution.id, mode };
	const additionalData = createAdditionalData(options, details, data);
	Object.assign(additionalData, { httpRequest: http.request, httpResponse: http.response });
	const context = new core.WebhookContext(
		workflow,
		node,
		additionalData,
		mode,
		{ webhookDescription: description, node: node.name, isTest } as never,
		[],
		execution.data,
	);
	await workflow.expression.acquireIsolate();
	try {
		return await type.webhook.call(context as never);
	} finally {
		await workflow.expression.releaseIsolate();
	}
}

/** Runs a hook of the node's webhook (`checkExists`, `create`, `delete`); undefined without one. */
export async function callHook(
	webhook: WebhookNode,
	method: 'checkExists' | 'create' | 'delete',
): Promise<boolean | undefined> {
	const { workflow, node, description } = webhook;
	const type = workflow.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
	const hook = type.webhookMethods?.[description.name as 'default']?.[method];
	if (hook === undefined) return undefined;
	await workflow.expression.acquireIsolate();
	try {
		return await hook.call(hookContext(webhook) as never);
	} finally {
		await workflow.expression.releaseIsolate();
	}
}

function hookContext({ options, data, workflow, node, description, mode, isTest }: WebhookNode) {
	// n8n's Workflow of a published workflow says so in the hooks, that of a test does not.
	workflow.active = !isTest;
	return new core.HookContext(
		workflow,
		node,
		createAdditionalData(options, { executionId: '', mode }, data),
		mode,
		isTest ? 'manual' : 'activate',
		{ webhookDescription: description, node: node.name, isTest } as never,
	);
}

/** Where the node's webhook listens. */
export async function webhookUrl(webhook: WebhookNode): Promise<string> {
	const { workflow, node, description } = webhook;
	await workflow.expression.acquireIsolate();
	try {
		const url = hookContext(webhook).getNodeWebhookUrl(description.name);
		if (url === undefined) throw new TypeError(`Node ${node.name} has no webhook address`);
		return url;
	} finally {
		await workflow.expression.releaseIsolate();
	}
}
