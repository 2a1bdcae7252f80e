import { ASSISTANTS, PHONE_NUMBERS, TOOLS } from '../../sandbox/seed.mts';
import { fillIn, readExample } from '../../scripts/examples.mts';
import { importWorkflows, publishWorkflow } from '../../scripts/n8n/cli.mts';
import type { RestClient } from '../../scripts/n8n/rest.mts';
import type { CredentialJson, WorkflowJson } from '../../scripts/n8n/workflow.mts';
import type { Environment, Sandbox } from './environment.mts';

/** The examples that begin with a trigger. */
export const SLUGS = ['answer-a-tool-call', 'log-every-finished-call', 'route-an-inbound-call'] as const;

const selected = {
	assistantId: { id: ASSISTANTS.toolUser, name: 'Order status' },
	phoneNumberId: { id: PHONE_NUMBERS.noAssistant, name: 'Router line' },
	toolId: { id: TOOLS.lookUpOrder, name: 'look_up_order' },
};

/** A JSON object of Vapi or n8n. */
export type Json = Record<string, unknown>;

/** The same workflow again, not published, which registers itself for a test. */
const listenerLike = (workflow: WorkflowJson): WorkflowJson & { id: string } => {
	const copy = structuredClone(workflow);
	const [trigger] = copy.nodes;
	trigger!.webhookId = '3f0d0f5e-6f0c-4a52-9a0e-0c8c5c8a4cee';
	trigger!.parameters.options = { registerDuringTest: true };
	return { ...copy, id: 'test-listen', name: 'Test listen' };
};

/** A workflow of a Vapi Trigger alone, whose webhook has the workflow's ID in its path. */
export function triggerWorkflow(
	id: string,
	{ id: credentialId, name }: CredentialJson,
	parameters: Json,
): WorkflowJson & { id: string } {
	return {
		id,
		name: id,
		settings: { executionOrder: 'v1' },
		nodes: [
			{
				id,
				name: 'Vapi Trigger',
				type: 'n8n-nodes-vapi.vapiTrigger',
				typeVersion: 1,
				position: [0, 0],
				webhookId: id,
				credentials: { vapiApi: { id: credentialId, name } },
				parameters: {
					events: ['hang'],
					assistantId: { __rl: true, mode: 'id', value: ASSISTANTS.toolUser },
					...parameters,
				},
			},
		],
		connections: {},
	};
}

const withoutDate = (entity: Json | undefined): Json => {
	const copy = structuredClone(entity ?? {});
	delete copy.updatedAt;
	return copy;
};

/** Everything that the workflows register themselves on, as Vapi has it. */
export function registeredOn({ state }: Sandbox): Json[] {
	const { assistants, phoneNumbers, tools } = state;
	return [
		assistants.get(ASSISTANTS.toolUser),
		phoneNumbers.get(PHONE_NUMBERS.noAssistant),
		tools.get(TOOLS.lookUpOrder),
	].map(withoutDate);
}

/** Publishes the examples, under their slugs, and adds `test-listen`, which is not published. */
export async function addTriggers({ n8n, credential }: Environment): Promise<void> {
	const { id, name } = credential;
	const workflows = await Promise.all(SLUGS.map(async (slug) => (await readExample(slug)).workflow));
	const filled = workflows.map((workflow, index) => ({
		...fillIn(workflow, { credential: { id, name }, selected }),
		id: SLUGS[index] as string,
	}));
	await importWorkflows(n8n, [...filled, listenerLike(filled[0] as WorkflowJson)]);
	for (const slug of SLUGS) await publishWorkflow(n8n, slug);
}

/** The path of a data table, by its name. */
async function pathOfTable(n8n: RestClient, tableName: string): Promise<string> {
	const tables = (await n8n.request('GET', '/data-tables-global')) as {
		data: Array<{ id: string; name: string; projectId: string }>;
	};
	const table = tables.data.find(({ name }) => name === tableName);
	return `/projects/${table?.projectId}/data-tables/${table?.id}`;
}

/** The rows of a data table, by its name. */
export async function rowsOf(n8n: RestClient, tableName: string): Promise<Json[]> {
	const rows = await n8n.request('GET', `${await pathOfTable(n8n, tableName)}/rows`);
	return (rows as { data: Json[] }).data;
}

/** Writes rows into a data table, as a person does in the editor. */
export async function addRows(n8n: RestClient, tableName: string, data: Json[]): Promise<void> {
	await n8n.request('POST', `${await pathOfTable(n8n, tableName)}/insert`, { data });
}
