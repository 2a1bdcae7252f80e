import type { IWebhookResponseData } from 'n8n-workflow';
import type { ExpressResponse } from './http.mts';
import type { RunResult } from './types.mts';

/** An answer to a webhook request; 200 unless it says otherwise. */
export interface Reply {
	data?: unknown;
	headers?: Record<string, unknown>;
	statusCode?: number;
}

/** Writes an answer, unless one has been written. */
export function write(response: ExpressResponse, reply: Reply): void {
	if (response.headersSent) return;
	const { data, headers = {}, statusCode = 200 } = reply;
	for (const [name, value] of Object.entries(headers)) response.setHeader(name, String(value));
	response.status(statusCode).send(data);
}

/** n8n's answer where a webhook starts nothing; undefined where the node has answered itself. */
export function replyWithoutExecution(outcome: IWebhookResponseData): Reply | undefined {
	if (outcome.noWebhookResponse === true) return undefined;
	return { data: outcome.webhookResponse ?? { message: 'Webhook call received' } };
}

/** n8n's answer for the response mode 'immediately'. */
export function replyOnReceived(outcome: IWebhookResponseData, responseData: unknown): Reply {
	if (responseData === 'noData') return {};
	const { webhookResponse } = outcome;
	return {
		data: responseData || (webhookResponse ?? { message: 'Workflow was started' }),
	};
}

/** n8n's answer for the response mode 'when the last node finishes'. */
export function replyOfLastNode(result: RunResult, responseData: unknown): Reply {
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

/** n8n's answer for the response mode 'using a node' where no node answered. */
export function replyWithoutResponse(result: RunResult): Reply {
	return result.error === undefined
		? {}
		: { statusCode: 500, data: { message: 'Error in workflow' } };
}
