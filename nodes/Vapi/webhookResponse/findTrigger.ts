import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { asObject, asText } from '../../shared/base/values';

/** What one of n8n's `$('Node')` references gives, as far as it is used here. */
interface NodeReference {
	isExecuted: boolean;
	all(): INodeExecutionData[];
	item: INodeExecutionData | undefined;
	params: IDataObject;
}

/** The Vapi Trigger that started the execution. */
export interface TriggerRun {
	name: string;
	/** Type of the message that came in, where the items tell it. */
	event: string | undefined;
	/** What it put out, one item a tool call. */
	items: IDataObject[];
	/** Whether Vapi waits for an answer from a node. */
	waits: boolean;
}

function reference(ctx: IExecuteFunctions, name: string, itemIndex: number): NodeReference {
	return ctx.getWorkflowDataProxy(itemIndex).$(name) as NodeReference;
}

/** Whether a node is our trigger, also where n8n loaded the package from its custom folder. */
const isTrigger = ({ type }: { type: string }) => /(^|\.)vapiTrigger$/.test(type);

/** Finds the Vapi Trigger before this node that has run, or undefined. */
export function findTrigger(ctx: IExecuteFunctions): TriggerRun | undefined {
	const names = ctx
		.getParentNodes(ctx.getNode().name)
		.filter((node) => isTrigger(node) && !node.disabled)
		.map(({ name }) => name);
	const name = names.find((candidate) => reference(ctx, candidate, 0).isExecuted);
	if (name === undefined) return undefined;
	const { params } = reference(ctx, name, 0);
	const items = reference(ctx, name, 0)
		.all()
		.map(({ json }) => json);
	return {
		name,
		event: asText(items[0]?.event) ?? asText(asObject(items[0]?.message).type),
		items,
		waits: params.responseMode === 'responseNode',
	};
}

/** The item of a node before that an item comes from, by n8n's pairing; undefined where none is known. */
export function pairedItem(
	ctx: IExecuteFunctions,
	node: string,
	itemIndex: number,
): IDataObject | undefined {
	try {
		return reference(ctx, node, itemIndex).item?.json;
	} catch {
		// n8n throws where the node has not run, or one in between does not say which item made which.
		return undefined;
	}
}
