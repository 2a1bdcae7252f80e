import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	IDataObject,
	IHookFunctions,
	ILoadOptionsFunctions,
	INode,
	INodeListSearchResult,
	INodeParameters,
	INodePropertyOptions,
	INodeType,
	IWebhookData,
	Workflow,
	WorkflowActivateMode,
} from 'n8n-workflow';
import { withDefaults } from './credentials.mts';
import { core, workflowModule } from './n8n.mts';
import { credentialType, packageLoaded } from './packageTypes.mts';
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

async function withIsolate<T>(workflow: Workflow, work: () => Promise<T>): Promise<T> {
	await workflow.expression.acquireIsolate();
	try {
		return await work();
	} finally {
		await workflow.expression.releaseIsolate();
	}
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

interface TestFailure {
	message: string;
	cause?: { code?: string; response?: { status: number; statusText: string } };
}

function verdictOf(
	failure: TestFailure,
	rules: ICredentialTestRequest['rules'],
): { status: 'Error'; message: string } {
	const { response, code } = failure.cause ?? {};
	if (response !== undefined) {
		const rule = rules?.find(
			({ type, properties }) => type === 'responseCode' && properties.value === response.status,
		);
		const message =
			rule?.properties.message ??
			(response.statusText || `Received HTTP status code: ${response.status}`);
		return { status: 'Error', message };
	}
	return { status: 'Error', message: code ?? failure.message };
}

/** n8n's "Test credential" (n8n: CredentialsTester.runRequestTest), with the texts that it shows. */
export async function testCredential(
	given: ICredentialDataDecryptedObject,
	typeName = 'vapiApi',
): Promise<{ status: 'OK' | 'Error'; message: string }> {
	await packageLoaded();
	const { test } = credentialType(typeName);
	if (test === undefined) throw new TypeError(`Credential type ${typeName} has no test request`);
	const data = withDefaults(typeName, structuredClone(given));
	const description = {
		name: 'n8n-nodes-base.noOp',
		version: 1,
		credentials: [{ name: typeName, required: true }],
		properties: [
			{
				displayName: 'Temp',
				name: 'temp',
				type: 'string',
				routing: { request: test.request },
				default: '',
			},
		],
	};
	const nodeType = { description } as unknown as INodeType;
	const options = {
		nodes: [{ name: 'Temp-Node', type: description.name }],
		nodeTypes: { [description.name]: nodeType },
		credentials: data,
	};
	const base = workflowData(options);
	const workflow = createWorkflow(options, base);
	const node: INode = {
		...(workflow.getNode('Temp-Node') as INode),
		credentials: { [typeName]: { id: 'vapi', name: 'Vapi account' } },
	};
	const details = { executionId: '', mode: 'internal' as const };
	const context = new core.ExecuteContext(
		workflow,
		node,
		createAdditionalData(options, details, base),
		'internal',
		workflowModule.createEmptyRunExecutionData(),
		0,
		[],
		{ main: [[{ json: {} }]] },
		{ node, data: {}, source: null } as never,
		[],
	);
	const routing = new core.RoutingNode(context, nodeType, {
		id: 'vapi',
		name: 'Vapi account',
		type: typeName,
		data,
	});
	return await withIsolate(workflow, async () => {
		try {
			await routing.runNode();
		} catch (error) {
			return verdictOf(error as TestFailure, test.rules);
		}
		return { status: 'OK', message: 'Connection successful!' };
	});
}

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
	const options = structuredClone(given);
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
		],
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
