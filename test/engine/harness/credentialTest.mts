import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	INode,
	INodeType,
} from 'n8n-workflow';
import { withDefaults } from './credentials.mts';
import { withIsolate } from './isolate.mts';
import { core, workflowModule } from './n8n.mts';
import { credentialType, packageLoaded } from './packageTypes.mts';
import { createAdditionalData, createWorkflow, workflowData } from './workflow.mts';

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
