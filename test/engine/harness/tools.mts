import type { IConnections, IDataObject } from 'n8n-workflow';
import { runWorkflow } from './run.mts';
import type { NodeSpec, RunOptions, RunResult } from './types.mts';
import { triggerName } from './workflow.mts';

export interface ToolRunOptions extends Omit<RunOptions, 'nodes' | 'connections'> {
	/** The Vapi node as a tool; its parameters may hold `$fromAI(…)`. Named `Vapi` by default. */
	tool: Omit<NodeSpec, 'name' | 'type'> & { name?: string; type?: string };
	/** What the model asks for, one entry a tool call. */
	calls: Array<{ input: IDataObject; id?: string }>;
	/**
	 * `legacy`: the agent invokes a LangChain tool from its own execute (n8n:
	 * makeHandleToolInvocation). `engine`: the agent hands its calls to the engine, which runs the
	 * tool node in its main loop.
	 */
	path: 'legacy' | 'engine';
	/** All calls at once (legacy) instead of in turn. */
	parallel?: boolean;
}

/**
 * Runs the Vapi node as an AI tool below an agent without a model. `result.json('Agent')` has one
 * entry a call: `answer` (a string in the legacy path, items in the engine's), or `thrown`.
 */
export async function runAsTool(options: ToolRunOptions): Promise<RunResult> {
	const { tool, calls, path, parallel = false, ...rest } = options;
	const name = tool.name ?? 'Vapi';
	const connections: IConnections = {
		[triggerName]: { main: [[{ node: 'Agent', type: 'main', index: 0 }]] },
		[name]: { ai_tool: [[{ node: 'Agent', type: 'ai_tool', index: 0 }]] },
	};
	return await runWorkflow({
		...rest,
		nodes: [
			{
				name: 'Agent',
				type: 'test.agent',
				parameters: {
					path,
					parallel,
					calls: JSON.stringify(calls.map((call) => ({ ...call, tool: name }))),
				},
			},
			{ type: 'n8n-nodes-vapi.vapiTool', ...tool, name },
		],
		connections,
	});
}
