import { ASSISTANTS, PHONE_NUMBERS } from '../../sandbox/seed.mts';
import type { WorkflowJson } from '../../scripts/n8n/workflow.mts';

const byId = (value: string) => ({ __rl: true, mode: 'id', value });

/** A credential for a model that is a program of ours; its name is the workflow's. */
export const MODEL_CREDENTIAL = 'scripted';

/** The parameters of a Vapi tool that calls whom the model names. */
export const dialTool = (more: Record<string, unknown> = {}) => ({
	resource: 'call',
	operation: 'create',
	assistantId: byId(ASSISTANTS.leadQualifier),
	phoneNumberId: byId(PHONE_NUMBERS.main),
	to: "={{ $fromAI('To', 'Whom to call', 'string') }}",
	...more,
});

/**
 * A workflow with n8n's own AI Agent node, named `Agent`.
 * @param typeVersion before version 3 the agent runs its tools by itself (LangChain), all at once
 * @param tools parameters of each Vapi tool, by its name
 */
export function agentWorkflow(
	id: string,
	credential: { id: string; name: string },
	typeVersion: number,
	tools: Record<string, Record<string, unknown>>,
): WorkflowJson {
	const place = (index: number) => ({ id: `node${index}`, position: [index * 200, 0] as [number, number] });
	const toAgent = [[{ node: 'Agent', type: 'ai_tool', index: 0 }]];
	return {
		id,
		name: 'Agent',
		nodes: [
			{ ...place(0), name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, parameters: {} },
			{
				...place(1),
				name: 'Agent',
				type: '@n8n/n8n-nodes-langchain.agent',
				typeVersion,
				parameters: { promptType: 'define', text: 'Call Ada', options: { maxIterations: 30 } },
			},
			{
				...place(2),
				name: 'Model',
				type: '@n8n/n8n-nodes-langchain.lmChatOpenAi',
				typeVersion: 1.2,
				parameters: { model: byId('scripted'), options: {} },
				credentials: { openAiApi: { id: MODEL_CREDENTIAL, name: 'Scripted' } },
			},
			...Object.entries(tools).map(([name, parameters], index) => ({
				...place(3 + index),
				name,
				type: 'n8n-nodes-vapi.vapiTool',
				typeVersion: 1,
				parameters,
				credentials: { vapiApi: { id: credential.id, name: credential.name } },
			})),
		],
		connections: {
			Start: { main: [[{ node: 'Agent', type: 'main', index: 0 }]] },
			Model: { ai_languageModel: [[{ node: 'Agent', type: 'ai_languageModel', index: 0 }]] },
			...Object.fromEntries(Object.keys(tools).map((name) => [name, { ai_tool: toAgent }])),
		},
		// As every new workflow has it; without it n8n asks the model again before a tool has run.
		settings: { executionOrder: 'v1' },
	};
}

/** The credential by which n8n asks a scripted model. */
export const modelCredential = (url: string) => ({
	id: MODEL_CREDENTIAL,
	name: 'Scripted',
	type: 'openAiApi',
	data: { apiKey: 'none', url },
});
