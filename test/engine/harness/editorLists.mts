import type {
	ICredentialDataDecryptedObject,
	ILoadOptionsFunctions,
	INode,
	INodeListSearchResult,
	INodeParameters,
	INodePropertyOptions,
} from 'n8n-workflow';
import { withIsolate } from './isolate.mts';
import { core } from './n8n.mts';
import { packageLoaded } from './packageTypes.mts';
import { createAdditionalData, createWorkflow, workflowData } from './workflow.mts';

export interface MethodOptions {
	/** `n8n-nodes-vapi.vapi` when left out. */
	type?: string;
	/** What the user has filled in so far. */
	parameters?: INodeParameters;
	credentials?: ICredentialDataDecryptedObject;
	/** Parameter whose list is opened, `assistantId` for example. */
	path?: string;
}

async function loadOptionsContext(options: MethodOptions) {
	await packageLoaded();
	const { type, parameters = {}, credentials, path = '' } = structuredClone(options);
	const workflowOptions = {
		nodes: [{ name: 'Temp-Node', parameters, ...(type !== undefined && { type }) }],
		...(credentials !== undefined && { credentials }),
	};
	const data = workflowData(workflowOptions);
	const workflow = createWorkflow(workflowOptions, data);
	const node = workflow.getNode('Temp-Node') as INode;
	const details = { executionId: '', mode: 'internal' as const };
	const additionalData = createAdditionalData(workflowOptions, details, data);
	additionalData.currentNodeParameters = parameters;
	const nodeType = workflow.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
	const context = new core.LoadOptionsContext(workflow, node, additionalData, path);
	return { workflow, nodeType, context: context as unknown as ILoadOptionsFunctions };
}

/** Calls a list search as the editor does when a resource locator is opened or typed into. */
export async function listSearch(
	method: string,
	options: MethodOptions & { filter?: string; paginationToken?: string } = {},
): Promise<INodeListSearchResult> {
	const { filter, paginationToken, ...rest } = options;
	const { workflow, nodeType, context } = await loadOptionsContext(rest);
	const search = nodeType.methods?.listSearch?.[method];
	if (search === undefined) throw new TypeError(`The node has no list search ${method}`);
	return await withIsolate(
		workflow,
		async () => await search.call(context, filter, paginationToken),
	);
}

/** Calls a load-options method as the editor does for a drop-down. */
export async function loadOptions(
	method: string,
	options: MethodOptions = {},
): Promise<INodePropertyOptions[]> {
	const { workflow, nodeType, context } = await loadOptionsContext(options);
	const load = nodeType.methods?.loadOptions?.[method];
	if (load === undefined) throw new TypeError(`The node has no load-options method ${method}`);
	return await withIsolate(workflow, async () => await load.call(context));
}
