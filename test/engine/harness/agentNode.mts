import type {
	EngineRequest,
	EngineResponse,
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	NodeConnectionType,
} from 'n8n-workflow';
import { describe } from './describeNode.mts';
import { workflowModule } from './n8n.mts';

const { Main, AiTool } = workflowModule.NodeConnectionTypes;

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
export const agent: INodeType = {
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
