import type {
	IDataObject,
	INode,
	INodeExecutionData,
	IWebhookData,
	IWebhookDescription,
	IWebhookResponseData,
	Workflow,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { core, workflowModule } from './n8n.mts';
import { packageLoaded } from './packageTypes.mts';
import { serve } from './http.mts';
import type { ExpressRequest, ExpressResponse } from './http.mts';
import { copyOf, launch, stored } from './run.mts';
import type { RunOptions, RunResult, WorkflowOptions } from './types.mts';
import { createAdditionalData, createWorkflow, workflowData } from './workflow.mts';

/** A workflow whose trigger listens at `url`. */
export interface ListeningWorkflow {
	url: string;
	/** Executions that requests started, in order; each is there once it has ended. */
	executions: RunResult[];
	staticData: IDataObject;
	/** Deactivates: runs the trigger's `delete` hook. */
	stop(): Promise<void>;
}

/** The webhook half of an n8n instance, on 127.0.0.1. */
export interface Instance {
	url: string;
	/**
	 * Activates a workflow (or, with `test`, listens for a test event): runs the trigger's hooks
	 * and answers its webhook. Rejects with what `create` throws.
	 */
	listen(options: WorkflowOptions, details?: { test?: boolean }): Promise<ListeningWorkflow>;
	/** Runs a workflow until it ends or waits; its resume URL points here. */
	execute(options: RunOptions): Promise<RunResult>;
	/** The result of an execution that waited, once it has ended. */
	finished(executionId: string): Promise<RunResult>;
	/** Lets the time of a waiting execution run out. */
	expire(executionId: string): Promise<RunResult>;
	close(): Promise<void>;
}

interface Stay {
	status: 'running' | 'waiting' | 'finished';
	last?: RunResult;
	ended: Promise<RunResult>;
	end(result: RunResult): void;
}

interface Webhook {
	options: WorkflowOptions;
	node: INode;
	description: IWebhookDescription;
	test: boolean;
	listening: ListeningWorkflow;
}

type Reply = { data?: unknown; headers?: Record<string, unknown>; statusCode?: number };

function write(response: ExpressResponse, { data, headers = {}, statusCode = 200 }: Reply): void {
	if (response.headersSent) return;
	for (const [name, value] of Object.entries(headers)) response.setHeader(name, String(value));
	response.status(statusCode).send(data);
}

function evaluate(
	workflow: Workflow,
	node: INode,
	mode: WorkflowExecuteMode,
	value: unknown,
): unknown {
	return workflow.expression.getComplexParameterValue(node, value as never, mode, {}, undefined);
}

async function callWebhook(
	workflow: Workflow,
	node: INode,
	context: InstanceType<typeof core.WebhookContext>,
): Promise<IWebhookResponseData> {
	const type = workflow.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
	if (type.webhook === undefined) throw new TypeError(`Node ${node.name} has no webhook`);
	await workflow.expression.acquireIsolate();
	try {
		return await type.webhook.call(context as never);
	} finally {
		await workflow.expression.releaseIsolate();
	}
}

function replyWithoutExecution({ webhookResponse, noWebhookResponse }: IWebhookResponseData) {
	if (noWebhookResponse === true) return undefined;
	return { data: webhookResponse ?? { message: 'Webhook call received' } };
}

function lastNodeReply(result: RunResult, responseData: unknown): Reply {
	const { lastNodeExecuted } = result.data.resultData;
	if (result.error !== undefined || lastNodeExecuted === undefined) {
		return { statusCode: 500, data: { message: 'Error in workflow' } };
	}
	const json = result.json(lastNodeExecuted);
	if (responseData === 'noData') return {};
	if (responseData === 'allEntries') return { data: json };
	return json[0] === undefined
		? { statusCode: 500, data: { code: 0, message: 'No item to return was found' } }
		: { data: json[0] };
}

function webhookOf(node: INode, workflow: Workflow, restart: boolean) {
	const { description } = workflow.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
	return description.webhooks?.find((entry) => (entry.restartWebhook === true) === restart);
}

/**
 * Starts the webhook half of an n8n instance: triggers, response modes and waiting executions work
 * as in n8n (n8n: webhook-helpers, waiting-webhooks), over HTTP.
 */
export async function startInstance(): Promise<Instance> {
	await packageLoaded();
	const stays = new Map<string, Stay>();
	const webhooks = new Map<string, Webhook>();
	let count = 0;

	const settle = (executionId: string, result: RunResult): RunResult => {
		const stay = stays.get(executionId) as Stay;
		stay.last = result;
		stay.status = result.waiting ? 'waiting' : 'finished';
		if (!result.waiting) stay.end(result);
		return result;
	};

	const execute = async (
		given: RunOptions,
		onResponse?: (response: unknown) => void,
	): Promise<RunResult> => {
		count += 1;
		const executionId = given.executionId ?? `instance-${count}`;
		if (!stays.has(executionId)) {
			const { promise, resolve } = Promise.withResolvers<RunResult>();
			stays.set(executionId, { status: 'running', ended: promise, end: resolve });
		}
		(stays.get(executionId) as Stay).status = 'running';
		const options = { ...given, executionId, instanceUrl: server.url };
		const { result } = await launch(copyOf(options), onResponse && { onResponse });
		return settle(executionId, await result);
	};

	const resume = async (request: ExpressRequest, response: ExpressResponse): Promise<void> => {
		const [, , executionId = '', suffix = ''] = request.path.split('/');
		const stay = stays.get(executionId);
		if (stay?.last === undefined || stay.status !== 'waiting') {
			const known = stay !== undefined;
			return write(response, {
				statusCode: known ? 409 : 404,
				data: { message: known ? `The execution is ${stay.status}.` : 'No such execution.' },
			});
		}
		const { last } = stay;
		const data = stored(last.saved);
		const [token] = (request.query.signature ?? '').split('/');
		if (data.resumeToken !== undefined && token !== data.resumeToken) {
			return write(response, { statusCode: 401, data: { error: 'Invalid token' } });
		}
		const entry = data.executionData?.nodeExecutionStack[0];
		const lastNode = data.resultData.lastNodeExecuted ?? '';
		if (entry === undefined) throw new TypeError('The waiting execution has no node to resume');
		entry.node.disabled = true;
		data.waitTill = undefined as never;
		data.resultData.runData[lastNode]?.pop();

		const { options } = last;
		const base = workflowData(options);
		const workflow = createWorkflow(options, base);
		const node = workflow.getNode(lastNode) as INode;
		const description = webhookOf(node, workflow, true);
		if (description === undefined || String(description.path ?? '') !== suffix) {
			return write(response, { statusCode: 404, data: { message: 'No matching webhook.' } });
		}
		const mode = options.mode ?? 'trigger';
		const additionalData = createAdditionalData(options, { executionId, mode }, base);
		Object.assign(additionalData, { httpRequest: request, httpResponse: response });
		const webhookData = { webhookDescription: description, node: node.name } as IWebhookData;
		const context = new core.WebhookContext(
			workflow,
			node,
			additionalData,
			mode,
			webhookData,
			[],
			data,
		);
		const outcome = await callWebhook(workflow, node, context);
		if (outcome.workflowData === undefined) {
			const reply = replyWithoutExecution(outcome);
			if (reply !== undefined) write(response, reply);
			return;
		}
		entry.data.main = outcome.workflowData;
		entry.metadata = { ...entry.metadata, forwardAllOutputs: true };
		write(response, { data: outcome.webhookResponse ?? { message: 'Workflow was started' } });
		await execute({ ...options, runExecutionData: data, executionId });
	};

	const trigger = async (
		{ options, node: { name }, description, test, listening }: Webhook,
		request: ExpressRequest,
		response: ExpressResponse,
	): Promise<void> => {
		const mode = test ? ('manual' as const) : ('webhook' as const);
		const base = workflowData({ ...options, staticData: listening.staticData });
		const workflow = createWorkflow(options, base);
		const node = workflow.getNode(name) as INode;
		const additionalData = createAdditionalData(options, { executionId: '', mode }, base);
		Object.assign(additionalData, { httpRequest: request, httpResponse: response });
		const webhookData = {
			webhookDescription: description,
			node: name,
			isTest: test,
		} as IWebhookData;
		const context = new core.WebhookContext(
			workflow,
			node,
			additionalData,
			mode,
			webhookData,
			[],
			null,
		);
		const responseMode = evaluate(workflow, node, mode, description.responseMode) ?? 'onReceived';
		const responseData = evaluate(workflow, node, mode, description.responseData);
		const outcome = await callWebhook(workflow, node, context);
		if (outcome.workflowData === undefined) {
			const reply = replyWithoutExecution(outcome);
			if (reply !== undefined) write(response, reply);
			return;
		}
		if (responseMode === 'onReceived' && outcome.noWebhookResponse !== true) {
			const received = responseData === 'noData' ? undefined : responseData || undefined;
			const { webhookResponse } = outcome;
			const data = received ?? webhookResponse ?? { message: 'Workflow was started' };
			write(response, { data: responseData === 'noData' ? undefined : data });
		}
		const run = await execute(
			{
				...options,
				mode,
				runExecutionData: workflowModule.createRunExecutionData({
					executionData: {
						nodeExecutionStack: [
							{
								node,
								data: { main: outcome.workflowData as INodeExecutionData[][] },
								source: null,
							},
						],
					},
				}),
			},
			(sent) => {
				if (responseMode !== 'responseNode') return;
				const { body, headers, statusCode } = sent as {
					body?: unknown;
					headers?: Record<string, unknown>;
					statusCode?: number;
				};
				write(response, {
					data: body,
					...(headers && { headers }),
					...(statusCode !== undefined && { statusCode }),
				});
			},
		);
		listening.executions.push(run);
		if (responseMode === 'lastNode') write(response, lastNodeReply(run, responseData));
		if (responseMode === 'responseNode') {
			const failed = run.error !== undefined;
			write(response, {
				statusCode: failed ? 500 : 200,
				data: { message: failed ? 'Error in workflow' : 'Workflow executed successfully' },
			});
		}
	};

	const server = await serve(async (request, response) => {
		if (request.path.startsWith('/webhook-waiting/')) return await resume(request, response);
		const webhook = webhooks.get(`${request.method} ${request.path}`);
		if (webhook !== undefined) return await trigger(webhook, request, response);
		const data = { code: 404, message: 'The requested webhook is not registered.' };
		return write(response, { statusCode: 404, data });
	});

	const listen: Instance['listen'] = async (given, { test = false } = {}) => {
		const options = { ...copyOf(given), instanceUrl: server.url };
		const data = workflowData(options);
		const workflow = createWorkflow(options, data);
		const mode = test ? ('manual' as const) : ('trigger' as const);
		const activation = test ? ('manual' as const) : ('activate' as const);
		const node = data.nodes.find((one) => webhookOf(one, workflow, false) !== undefined);
		const description = node && webhookOf(node, workflow, false);
		if (node === undefined || description === undefined) {
			throw new TypeError('The workflow has no node with a webhook');
		}
		const additionalData = createAdditionalData(options, { executionId: '', mode }, data);
		const webhookData = {
			webhookDescription: description,
			node: node.name,
			isTest: test,
		} as IWebhookData;
		const type = workflow.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
		const workflowNode = workflow.getNode(node.name) as INode;
		const hook = async (method: 'checkExists' | 'create' | 'delete') => {
			const run = type.webhookMethods?.[description.name as 'default']?.[method];
			if (run === undefined) return undefined;
			const context = new core.HookContext(
				workflow,
				workflowNode,
				additionalData,
				mode,
				activation,
				webhookData,
			);
			await workflow.expression.acquireIsolate();
			try {
				return await run.call(context as never);
			} finally {
				await workflow.expression.releaseIsolate();
			}
		};
		const context = new core.HookContext(
			workflow,
			workflowNode,
			additionalData,
			mode,
			activation,
			webhookData,
		);
		await workflow.expression.acquireIsolate();
		const url = context.getNodeWebhookUrl('default');
		await workflow.expression.releaseIsolate();
		if (url === undefined) throw new TypeError(`Node ${node.name} has no webhook address`);

		const method = String(evaluate(workflow, workflowNode, mode, description.httpMethod) ?? 'GET');
		const keys = method.split(',').map((one) => `${one} ${new URL(url).pathname}`);
		const listening: ListeningWorkflow = {
			url,
			executions: [],
			staticData: workflow.staticData,
			stop: async () => {
				for (const key of keys) webhooks.delete(key);
				await hook('delete');
			},
		};
		for (const key of keys) webhooks.set(key, { options, node, description, test, listening });
		try {
			if ((await hook('checkExists')) !== true) await hook('create');
		} catch (error) {
			await listening.stop();
			throw error;
		}
		return listening;
	};

	return {
		url: server.url,
		listen,
		execute: async (options) => await execute(options),
		finished: async (executionId) => {
			const stay = stays.get(executionId);
			if (stay === undefined) throw new TypeError(`No execution ${executionId}`);
			return await stay.ended;
		},
		expire: async (executionId) => {
			const last = stays.get(executionId)?.last;
			if (last?.waiting !== true) throw new TypeError(`Execution ${executionId} does not wait`);
			return await execute({ ...last.options, runExecutionData: last.saved, executionId });
		},
		close: server.close,
	};
}
