import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IHookFunctions,
	INode,
	INodeParameters,
	INodeType,
	IWebhookData,
	WorkflowActivateMode,
} from 'n8n-workflow';
import { withIsolate } from './isolate.mts';
import { core } from './n8n.mts';
import { packageLoaded } from './packageTypes.mts';
import type { NodeSpec } from './types.mts';
import { createAdditionalData, createWorkflow, workflowData } from './workflow.mts';

export interface HookOptions {
	parameters?: INodeParameters;
	credentials?: ICredentialDataDecryptedObject;
	/** The workflow's static data; a hook's changes come back in the result. */
	staticData?: IDataObject;
	/** "Listen for test event" instead of activation. */
	isTest?: boolean;
	activation?: WorkflowActivateMode;
	instanceUrl?: string;
	webhookId?: string;
	workflowId?: string;
	/** Nodes behind the trigger, in a chain. */
	behind?: NodeSpec[];
	/** Their types, where they are of a single test. */
	nodeTypes?: Record<string, INodeType>;
	/** Webhook of the description; `default` when left out. */
	webhook?: string;
}

/**
 * Calls a webhook hook of the trigger as n8n does on (de)activation. Gives what it returned and
 * the static data as it is then; throws what the hook throws.
 */
export async function runHook(
	method: 'checkExists' | 'create' | 'delete',
	given: HookOptions = {},
): Promise<{ result: boolean | undefined; staticData: IDataObject; url: string | undefined }> {
	await packageLoaded();
	const { nodeTypes, ...plain } = given;
	const options = structuredClone(plain);
	const { isTest = false, webhook = 'default' } = options;
	const mode = isTest ? ('manual' as const) : ('trigger' as const);
	const workflowOptions = {
		nodes: [
			{
				name: 'Vapi Trigger',
				type: 'n8n-nodes-vapi.vapiTrigger',
				parameters: options.parameters ?? {},
				webhookId: options.webhookId ?? '00000000-0000-4000-8000-000000000001',
			},
			...(options.behind ?? []),
		],
		...(nodeTypes !== undefined && { nodeTypes }),
		...(options.credentials !== undefined && { credentials: options.credentials }),
		...(options.staticData !== undefined && { staticData: options.staticData }),
		...(options.instanceUrl !== undefined && { instanceUrl: options.instanceUrl }),
		...(options.workflowId !== undefined && { workflowId: options.workflowId }),
	};
	const data = workflowData(workflowOptions);
	const workflow = createWorkflow(workflowOptions, data);
	const node = workflow.getNode('Vapi Trigger') as INode;
	const nodeType = workflow.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
	const webhookDescription = nodeType.description.webhooks?.find(({ name }) => name === webhook);
	const hook = nodeType.webhookMethods?.[webhook as 'default']?.[method];
	if (webhookDescription === undefined || hook === undefined) {
		throw new TypeError(`The trigger has no hook ${method} for its webhook ${webhook}`);
	}
	const additionalData = createAdditionalData(workflowOptions, { executionId: '', mode }, data);
	const webhookData = {
		httpMethod: 'POST',
		node: node.name,
		path: '',
		webhookDescription,
		workflowId: data.id,
		workflowExecuteAdditionalData: additionalData,
		isTest,
	} as IWebhookData;
	const activation = options.activation ?? (isTest ? 'manual' : 'activate');
	const context = new core.HookContext(
		workflow,
		node,
		additionalData,
		mode,
		activation,
		webhookData,
	) as unknown as IHookFunctions;
	return await withIsolate(workflow, async () => {
		const result = await hook.call(context);
		return {
			result,
			staticData: JSON.parse(JSON.stringify(workflow.staticData)) as IDataObject,
			url: context.getNodeWebhookUrl('default'),
		};
	});
}
