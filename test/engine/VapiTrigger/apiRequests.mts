import type { IDataObject, INodeParameters, INodeType } from 'n8n-workflow';
import { request } from 'undici';
import { sandboxCredentials } from '../harness/index.mts';
import type { NodeSpec, RunResult } from '../harness/index.mts';
import { useListener } from './listener.mts';
import type { Headers } from './webhookRequests.mts';

/** A request of an API Request tool. */
export interface ToolRequest {
	method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	/** With its question mark. */
	query?: string;
	/** What goes out as JSON, or text as it is. */
	body?: unknown;
	headers?: Headers;
}

/** The trigger, and the nodes behind it. */
interface Flow {
	trigger?: INodeParameters;
	credentials?: IDataObject;
	specs?: NodeSpec[];
	types?: Record<string, INodeType>;
}

const keys = { url: 'http://127.0.0.1:1', privateKey: 'unused', publicKey: '' };

/** Sends what a tool sends, and gives what comes back. */
export async function callTool(url: string, { method = 'POST', query = '', body, headers = {} }: ToolRequest) {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	const answer = await request(`${url}${query}`, {
		method,
		...(body !== undefined && { body: text }),
		headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
	});
	return {
		status: answer.statusCode,
		type: answer.headers['content-type'],
		text: await answer.body.text(),
	};
}

/** An n8n for a test file, with a workflow that API Request tools call. */
export function useApiRequests() {
	const listener = useListener();

	/** Publishes the workflow; gives the URL that tools call. */
	async function listen({ trigger = {}, credentials = {}, specs = [], types = {} }: Flow = {}) {
		const { urls, executions } = await listener.listen({
			credentials: { ...sandboxCredentials(keys), ...credentials } as never,
			nodeTypes: types,
			nodes: [
				{
					name: 'Trigger',
					type: 'n8n-nodes-vapi.vapiTrigger',
					parameters: { events: ['api-request'], acceptFrom: 'anyone', ...trigger },
				},
				...specs,
			],
		});
		return { url: String(urls.apiRequest), events: String(urls.default), executions };
	}

	/** A request, and the item that it gives. */
	async function itemOf(sent: ToolRequest, flow: Flow = {}): Promise<IDataObject> {
		const { url, executions } = await listen({ specs: [{ name: 'Next', type: 'test.noOp' }], ...flow });
		const { status } = await callTool(url, sent);
		if (status !== 200) throw new Error(`Answered with ${status}`);
		return executions[0]?.json('Next')[0] as IDataObject;
	}

	/** The execution that the last request started, which goes on after it has answered. */
	async function ended(): Promise<RunResult> {
		while (listener.listening()?.executions.length === 0) await new Promise(setImmediate);
		return listener.listening()?.executions[0] as RunResult;
	}

	return { listen, itemOf, ended };
}
