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
	/** Which n8n it is; the same one for all when left out. */
	instanceId?: string;
}

/** What a hook of a trigger came to. */
export interface HookRun {
	result?: boolean;
	/** What it threw, if it did. */
	error?: unknown;
	/** The static data as it is then. */
	staticData: IDataObject;
	url: string | undefined;
	/** What it wrote into n8n's log, line by line. */
	logged: string[];
}

/** The same as `attemptHook`; throws what the hook throws. */
export async function runHook(
	method: 'checkExists' | 'create' | 'delete',
	options: HookOptions = {},
): Promise<HookRun> {
	const run = await attemptHook(method, options);
	if ('error' in run) throw run.error;
	return run;
}

/**
 * Calls a webhook hook of the trigger as n8n does on (de)activation. Gives what it returned or
 * threw, and the static data as it is then.
 */
export async function attemptHook(
	method: 'checkExists' | 'create' | 'delete',
	given: HookOptions = {},
): Promise<HookRun> {
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
	// n8n's Workflow of a published workflow says so in the hooks, that of a test does not.
	workflow.active = !isTest;
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
	const { instanceId } = options;
	if (instanceId !== undefined) context.getInstanceId = () => instanceId;
	const logged: string[] = [];
	const note = (text: string) => void logged.push(text);
	Object.defineProperty(context, 'logger', {
		value: { debug: note, info: note, warn: note, error: note },
	});
	return await withIsolate(workflow, async () => {
		const came = await hook.call(context).then(
			(result) => ({ result }),
			(error: unknown) => ({ error }),
		);
		return {
			...came,
			logged,
			staticData: JSON.parse(JSON.stringify(workflow.staticData)) as IDataObject,
			url: context.getNodeWebhookUrl('default'),
		};
	});
}
