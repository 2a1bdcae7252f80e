import type { IConnections, IDataObject, IExecuteFunctions, INodeParameters, INodeType } from 'n8n-workflow';
import { ASSISTANTS } from '../../../sandbox/seed.mts';
import type { Sandbox } from '../../../sandbox/server.mts';
import { sandboxCredentials } from '../harness/index.mts';
import type { NodeSpec, WorkflowOptions } from '../harness/index.mts';
import { byId } from '../support.mts';

/** A node of a single test, as a function of its input items. */
export function nodeOf(
	name: string,
	work: (ctx: IExecuteFunctions) => ReturnType<NonNullable<INodeType['execute']>>,
): INodeType {
	return {
		description: {
			displayName: name,
			name,
			group: ['transform'],
			version: 1,
			description: name,
			defaults: { name },
			inputs: ['main'],
			outputs: ['main'],
			properties: [],
		},
		async execute(this: IExecuteFunctions) {
			return await work(this);
		},
	};
}

/**
 * Looks each item up like a CRM node: what comes out are its rows alone, paired to the item. Items
 * without rows give nothing.
 */
export const lookup = (rowsOf: (json: IDataObject) => IDataObject[]): INodeType =>
	nodeOf('lookup', async (ctx) => [
		ctx
			.getInputData()
			.flatMap(({ json }, item) => rowsOf(json).map((row) => ({ json: row, pairedItem: { item } }))),
	]);

/** A Code node that makes items of its own and does not say where they come from. */
export const unpaired = (items: IDataObject[]): INodeType =>
	nodeOf('unpaired', async () => [items.map((json) => ({ json }))]);

/** A trigger that registers itself on the assistant with the tool. */
export const toolTrigger: INodeParameters = {
	events: ['tool-calls'],
	responseMode: 'responseNode',
	registerOn: 'assistant',
	assistantId: byId(ASSISTANTS.toolUser),
};

/** The Vapi node that answers tool calls. */
export const answerTools = (parameters: INodeParameters = {}): NodeSpec => ({
	name: 'Answer',
	parameters: { resource: 'webhookResponse', operation: 'toolCalls', ...parameters },
});

/** Connections in short: for each node, the nodes behind each of its outputs. */
export const wired = (outputs: Record<string, string[][]>): IConnections =>
	Object.fromEntries(
		Object.entries(outputs).map(([node, targets]) => [
			node,
			{ main: targets.map((names) => names.map((name) => ({ node: name, type: 'main' as const, index: 0 }))) },
		]),
	);

/** A published workflow: the trigger, named `Trigger`, and nodes after it, in a chain unless wired. */
export function workflowWith(
	sandbox: Sandbox,
	trigger: INodeParameters,
	nodes: NodeSpec[],
	nodeTypes: Record<string, INodeType> = {},
	connections?: IConnections,
): WorkflowOptions {
	return {
		...(connections && { connections }),
		credentials: sandboxCredentials(sandbox),
		nodeTypes,
		nodes: [
			{ name: 'Trigger', type: 'n8n-nodes-vapi.vapiTrigger', parameters: trigger },
			...nodes,
		],
	};
}
