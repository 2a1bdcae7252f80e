import type { Executions } from './executions.mts';
import type { ExpressRequest, ExpressResponse } from './http.mts';
import { replyWithoutExecution, write } from './reply.mts';
import { stored } from './run.mts';
import { callWebhook, findWebhookNode } from './webhookNode.mts';

/**
 * A request to a resume URL (n8n: WaitingWebhooks): 404 for an unknown execution, 409 unless it
 * waits, 401 without its token; else the node's `webhook` decides whether the execution goes on.
 */
export async function resume(
	executions: Executions,
	request: ExpressRequest,
	response: ExpressResponse,
): Promise<void> {
	const [, , executionId = '', suffix = ''] = request.path.split('/');
	const status = executions.status(executionId);
	if (status === undefined) {
		return write(response, { statusCode: 404, data: { message: 'No such execution.' } });
	}
	if (status !== 'waiting') {
		return write(response, { statusCode: 409, data: { message: `The execution is ${status}.` } });
	}
	const { options, saved } = executions.waiting(executionId);
	const data = stored(saved);
	const [token] = (request.query.signature ?? '').split('/');
	if (data.resumeToken !== undefined && token !== data.resumeToken) {
		return write(response, { statusCode: 401, data: { error: 'Invalid token' } });
	}

	const entry = data.executionData?.nodeExecutionStack[0];
	const name = data.resultData.lastNodeExecuted ?? '';
	if (entry === undefined) throw new TypeError('The waiting execution has no node to resume');
	entry.node.disabled = true;
	delete data.waitTill;
	data.resultData.runData[name]?.pop();

	const mode = options.mode ?? 'trigger';
	const webhook = findWebhookNode(options, { mode, name, restart: true });
	if (webhook === undefined || String(webhook.description.path ?? '') !== suffix) {
		return write(response, { statusCode: 404, data: { message: 'No matching webhook.' } });
	}
	const outcome = await callWebhook(webhook, { request, response }, { id: executionId, data });
	if (outcome.workflowData === undefined) {
		const reply = replyWithoutExecution(outcome);
		return reply && write(response, reply);
	}
	entry.data.main = outcome.workflowData;
	entry.metadata = { ...entry.metadata, forwardAllOutputs: true };
	write(response, { data: outcome.webhookResponse ?? { message: 'Workflow was started' } });
	await executions.execute({ ...options, runExecutionData: data, executionId });
}
