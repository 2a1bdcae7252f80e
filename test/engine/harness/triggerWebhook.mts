import type { IDataObject } from 'n8n-workflow';
import type { Executions } from './executions.mts';
import type { ExpressRequest, ExpressResponse } from './http.mts';
import { workflowModule } from './n8n.mts';
import {
	replyOfLastNode,
	replyOnReceived,
	replyWithoutExecution,
	replyWithoutResponse,
	write,
} from './reply.mts';
import type { Reply } from './reply.mts';
import { copyOf } from './run.mts';
import type { RunResult, WorkflowOptions } from './types.mts';
import {
	callHook,
	callWebhook,
	evaluate,
	findWebhookNode,
	webhookNames,
	webhookUrl,
} from './webhookNode.mts';
import type { WebhookNode } from './webhookNode.mts';

/** A workflow whose trigger listens at `url`. */
export interface ListeningWorkflow {
	url: string;
	/** Where each of the trigger's webhooks listens, by name. */
	urls: Record<string, string>;
	/** Executions that requests started, in order; each is there once it has ended. */
	executions: RunResult[];
	staticData: IDataObject;
	/** Deactivates: runs the trigger's `delete` hook. */
	stop(): Promise<void>;
}

/** What answers a request to a trigger. */
export type Handler = (request: ExpressRequest, response: ExpressResponse) => Promise<void>;

function replyOf(sent: unknown): Reply {
	const { body, headers, statusCode } = sent as {
		body?: unknown;
		headers?: Record<string, unknown>;
		statusCode?: number;
	};
	return {
		data: body,
		...(headers && { headers }),
		...(statusCode !== undefined && { statusCode }),
	};
}

/** A request to a trigger (n8n: webhook-helpers): the node's `webhook`, the run, the answer. */
async function receive(
	webhook: WebhookNode,
	executions: Executions,
	done: RunResult[],
	request: ExpressRequest,
	response: ExpressResponse,
): Promise<void> {
	const { options, node, description, mode } = webhook;
	const responseMode = evaluate(webhook, description.responseMode) ?? 'onReceived';
	const responseData = evaluate(webhook, description.responseData);
	const outcome = await callWebhook(webhook, { request, response });
	if (outcome.workflowData === undefined) {
		const reply = replyWithoutExecution(outcome);
		return reply && write(response, reply);
	}
	if (responseMode === 'onReceived' && outcome.noWebhookResponse !== true) {
		write(response, replyOnReceived(outcome, responseData));
	}
	const runExecutionData = workflowModule.createRunExecutionData({
		executionData: {
			nodeExecutionStack: [{ node, data: { main: outcome.workflowData }, source: null }],
		},
	});
	// n8n watches static data through a proxy, which cannot be copied as it is.
	const staticData = JSON.parse(JSON.stringify(options.staticData ?? {})) as IDataObject;
	const start = { ...options, staticData, mode, runExecutionData };
	const run = await executions.execute(start, (sent) => {
		if (responseMode === 'responseNode') write(response, replyOf(sent));
	});
	done.push(run);
	if (responseMode === 'lastNode') write(response, replyOfLastNode(run, responseData));
	if (responseMode === 'responseNode') write(response, replyWithoutResponse(run));
}

/**
 * Activates the workflow's trigger: registers its address in `handlers` (`METHOD /path`) and runs
 * its hooks. Where `create` throws, `delete` is run, as n8n does, and the call rejects.
 */
export async function listen(
	given: WorkflowOptions,
	details: { test: boolean; instanceUrl: string },
	handlers: Map<string, Handler>,
	executions: Executions,
): Promise<ListeningWorkflow> {
	const { test: isTest, instanceUrl } = details;
	const options = { ...copyOf(given), instanceUrl };
	const hooks = findWebhookNode(options, { mode: isTest ? 'manual' : 'trigger', isTest });
	if (hooks === undefined) throw new TypeError('The workflow has no node with a webhook');
	const { staticData } = hooks.workflow;
	const mode = isTest ? ('manual' as const) : ('webhook' as const);
	const done: RunResult[] = [];
	const urls: Record<string, string> = {};
	const keys: string[] = [];
	for (const webhook of webhookNames(hooks)) {
		const found = () =>
			findWebhookNode({ ...options, staticData }, { mode, name: hooks.node.name, isTest, webhook }) as WebhookNode;
		const url = await webhookUrl(found());
		const handler: Handler = async (request, response) => {
			await receive(found(), executions, done, request, response);
		};
		const methods = String(evaluate(found(), found().description.httpMethod) ?? 'GET').split(',');
		const own = methods.map((method) => `${method.trim()} ${new URL(url).pathname}`);
		for (const key of own) handlers.set(key, handler);
		keys.push(...own);
		urls[webhook] = url;
	}
	const url = urls[hooks.description.name] as string;

	const stop = async () => {
		for (const key of keys) handlers.delete(key);
		await callHook(hooks, 'delete');
	};
	try {
		if ((await callHook(hooks, 'checkExists')) !== true) await callHook(hooks, 'create');
	} catch (error) {
		await stop();
		throw error;
	}
	return { url, urls, executions: done, staticData, stop };
}
