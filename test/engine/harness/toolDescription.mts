import type { INodeProperties, INodeTypeDescription } from 'n8n-workflow';
import { workflowModule } from './n8n.mts';

/**
 * What n8n makes of a description with `usableAsTool` (n8n: tool-generation/ai-tools): the type
 * `<name>Tool` without inputs, one ai_tool output, and a tool description that is derived from the
 * action or typed in. Throws for a node that is not usable as a tool.
 */
export function toToolDescription(description: INodeTypeDescription): INodeTypeDescription {
	const { usableAsTool } = description;
	if (!usableAsTool) throw new TypeError('Node cannot be used as a tool');
	const replacements = typeof usableAsTool === 'object' ? usableAsTool.replacements : {};
	const tool = { ...workflowModule.deepCopy(description), ...replacements };
	delete tool.usableAsTool;
	const mode: INodeProperties = {
		displayName: 'Tool Description',
		name: 'descriptionType',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Set Automatically', value: 'auto' },
			{ name: 'Set Manually', value: 'manual' },
		],
		default: 'auto',
	};
	const text: INodeProperties = {
		displayName: 'Description',
		name: 'toolDescription',
		type: 'string',
		default: description.description,
		required: true,
		displayOptions: { show: { descriptionType: ['manual'] } },
	};
	return {
		...tool,
		name: `${description.name}Tool`,
		displayName: `${description.displayName} Tool`,
		inputs: [],
		outputs: [workflowModule.NodeConnectionTypes.AiTool],
		properties: [mode, text, ...tool.properties],
	} as INodeTypeDescription;
}
