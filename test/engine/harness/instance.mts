import { Executions } from './executions.mts';
import { serve } from './http.mts';
import { packageLoaded } from './packageTypes.mts';
import { write } from './reply.mts';
import { listen } from './triggerWebhook.mts';
import type { Handler, ListeningWorkflow } from './triggerWebhook.mts';
import type { RunOptions, RunResult, WorkflowOptions } from './types.mts';
import { resume } from './waitingWebhook.mts';

export type { ListeningWorkflow } from './triggerWebhook.mts';

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

/**
 * Starts the webhook half of an n8n instance: triggers, response modes and waiting executions work
 * as in n8n, over HTTP.
 */
export async function startInstance(): Promise<Instance> {
	await packageLoaded();
	const handlers = new Map<string, Handler>();
	const server = await serve(async (request, response) => {
		if (request.path.startsWith('/webhook-waiting/')) {
			return await resume(executions, request, response);
		}
		const handler = handlers.get(`${request.method} ${request.path}`);
		if (handler !== undefined) return await handler(request, response);
		const data = { code: 404, message: 'The requested webhook is not registered.' };
		return write(response, { statusCode: 404, data });
	});
	const executions = new Executions(server.url);

	return {
		url: server.url,
		listen: async (options, { test = false } = {}) =>
			await listen(options, { test, instanceUrl: server.url }, handlers, executions),
		execute: async (options) => await executions.execute(options),
		finished: async (executionId) => await executions.finished(executionId),
		expire: async (executionId) => {
			const { options, saved } = executions.waiting(executionId);
			return await executions.execute({ ...options, runExecutionData: saved, executionId });
		},
		close: server.close,
	};
}
