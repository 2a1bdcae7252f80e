import type {
	EngineRequest,
	EngineResponse,
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	NodeConnectionType,
} from 'n8n-workflow';
import { workflowModule } from './n8n.mts';

const { Main, AiTool } = workflowModule.NodeConnectionTypes;

type Description = Partial<INodeTypeDescription> & { name: string };

function describe(description: Description): INodeTypeDescription {
	return {
		displayName: description.name,
		group: ['transform'],
		version: 1,
		description: description.name,
		defaults: { name: description.name },
		inputs: [Main],
		outputs: [Main],
		properties: [],
		...description,
	};
}

const passOn: INodeType['execute'] = async function (this: IExecuteFunctions) {
	return [this.getInputData()];
};

/** Starts a workflow: what is put on the execution stack comes out. */
const trigger: INodeType = {
	description: describe({ name: 'trigger', group: ['trigger'], inputs: [] }),
	execute: passOn,
};

/** n8n's No Operation. */
const noOp: INodeType = { description: describe({ name: 'noOp' }), execute: passOn };

/** n8n's Edit Fields: adds `values` (an object, expressions resolved per item) to each item. */
const set: INodeType = {
	description: describe({
		name: 'set',
		properties: [{ displayName: 'Values', name: 'values', type: 'json', default: '{}' }],
	}),
	async execute(this: IExecuteFunctions) {
		return [
			this.getInputData().map((item, itemIndex) => ({
				json: {
					...item.json,
					...(this.getNodeParameter('values', itemIndex, {}, { ensureType: 'object' }) as IDataObject),
				},
				pairedItem: { item: itemIndex },
			})),
		];
	},
};

/** n8n's Loop Over Items: outputs `done` (0) and `loop` (1), `batchSize` items a round. */
const loop: INodeType = {
	description: describe({
		name: 'loop',
		outputs: [Main, Main],
		outputNames: ['done', 'loop'],
		properties: [{ displayName: 'Batch Size', name: 'batchSize', type: 'number', default: 1 }],
	}),
	async execute(this: IExecuteFunctions) {
		const context = this.getContext('node') as {
			open?: INodeExecutionData[];
			done?: INodeExecutionData[];
		};
		if (context.open === undefined) {
			context.open = this.getInputData();
			context.done = [];
		} else {
			context.done = [...(context.done ?? []), ...this.getInputData()];
		}
		const size = this.getNodeParameter('batchSize', 0, 1) as number;
		const batch = context.open.slice(0, size);
		context.open = context.open.slice(size);
		return batch.length > 0 ? [[], batch] : [context.done ?? [], []];
	},
};

/** Throws in its first `failures` tries, then passes its items on. */
const flaky: INodeType = {
	description: describe({
		name: 'flaky',
		properties: [{ displayName: 'Failures', name: 'failures', type: 'number', default: 1 }],
	}),
	async execute(this: IExecuteFunctions) {
		const context = this.getContext('node') as { tries?: number };
		context.tries = (context.tries ?? 0) + 1;
		if (context.tries <= (this.getNodeParameter('failures', 0) as number)) {
			throw new workflowModule.NodeOperationError(this.getNode(), `Try ${context.tries} ends here`);
		}
		return [this.getInputData()];
	},
};

/** n8n's HTTP Request with a predefined credential: GETs `url` with the Vapi credential. */
const httpRequest: INodeType = {
	description: describe({
		name: 'httpRequest',
		credentials: [{ name: 'vapiApi', required: true }],
		properties: [
			{ displayName: 'URL', name: 'url', type: 'string', default: '' },
			{ displayName: 'Method', name: 'method', type: 'string', default: 'GET' },
		],
	}),
	async execute(this: IExecuteFunctions) {
		const results: INodeExecutionData[] = [];
		for (const itemIndex of this.getInputData().keys()) {
			const response = await this.helpers.httpRequestWithAuthentication.call(this, 'vapiApi', {
				method: this.getNodeParameter('method', itemIndex) as 'GET',
				url: this.getNodeParameter('url', itemIndex) as string,
				json: true,
			});
			results.push({ json: { response }, pairedItem: { item: itemIndex } });
		}
		return [results];
	},
};

interface ToolCall {
	tool: string;
	input: IDataObject;
	id?: string;
}

interface InvokableTool {
	metadata?: { sourceNodeName?: string };
	invoke(input: IDataObject): Promise<string>;
}

async function callTools(
	context: IExecuteFunctions,
	calls: ToolCall[],
	parallel: boolean,
): Promise<INodeExecutionData[]> {
	const tools = (await context.getInputConnectionData(AiTool, 0)) as InvokableTool[];
	const one = async (call: ToolCall): Promise<INodeExecutionData> => {
		const tool = tools.find(({ metadata }) => metadata?.sourceNodeName === call.tool);
		if (tool === undefined) throw new TypeError(`No tool ${call.tool} is connected`);
		try {
			return { json: { tool: call.tool, answer: await tool.invoke(call.input) } };
		} catch (error) {
			return { json: { tool: call.tool, thrown: (error as Error).message } };
		}
	};
	if (parallel) return await Promise.all(calls.map(one));
	const results: INodeExecutionData[] = [];
	for (const call of calls) results.push(await one(call));
	return results;
}

function engineRequest(calls: ToolCall[]): EngineRequest {
	return {
		actions: calls.map((call, index) => ({
			actionType: 'ExecutionNodeAction' as const,
			nodeName: call.tool,
			input: call.input,
			type: AiTool as NodeConnectionType,
			id: call.id ?? `call_${index}`,
			metadata: {},
		})),
		metadata: {},
	} as EngineRequest;
}

/**
 * An AI agent without a model: calls the connected tools as `calls` says (`[{ tool, input }]`), in
 * turn or, with `parallel`, at once. `path` `legacy` invokes them as LangChain tools from its own
 * execute, `engine` hands the calls to n8n's engine. Puts out one item a call: `answer`, or
 * `thrown` with the message that the model would see.
 */
const agent: INodeType = {
	description: describe({
		name: 'agent',
		inputs: [Main, { type: AiTool, displayName: 'Tools' }],
		properties: [
			{ displayName: 'Path', name: 'path', type: 'string', default: 'legacy' },
			{ displayName: 'Parallel', name: 'parallel', type: 'boolean', default: false },
			{ displayName: 'Calls', name: 'calls', type: 'json', default: '[]' },
		],
	}),
	async execute(this: IExecuteFunctions, response?: EngineResponse) {
		const calls = this.getNodeParameter('calls', 0, [], { ensureType: 'array' }) as ToolCall[];
		if (this.getNodeParameter('path', 0) === 'legacy') {
			const parallel = this.getNodeParameter('parallel', 0) as boolean;
			return [await callTools(this, calls, parallel)];
		}
		const answers = response?.actionResponses ?? [];
		if (answers.length === 0) return engineRequest(calls);
		return [
			answers.map(({ action, data }) => ({
				json: {
					tool: action.nodeName,
					answer: (data.data?.ai_tool?.[0] ?? []).map((item) => item.json),
					...(data.error && { thrown: data.error.message }),
				},
			})),
		];
	},
};

/** The harness's own node types, by full name. */
export const helperTypes: Record<string, INodeType> = {
	'test.trigger': trigger,
	'test.noOp': noOp,
	'test.set': set,
	'test.loop': loop,
	'test.flaky': flaky,
	'test.httpRequest': httpRequest,
	'test.agent': agent,
};
