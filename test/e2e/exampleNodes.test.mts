import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { INodeTypeDescription } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';
import { readExamples } from '../../scripts/examples.mts';
import { ensureN8n } from '../../scripts/n8n/install.mts';
import { PINNED_N8N, TESTED_N8N } from '../../scripts/n8n/versions.mts';
import type { WorkflowNode } from '../../scripts/n8n/workflow.mts';
import { SETUP_TIMEOUT } from './environment.mts';

const PACKAGES = ['n8n-nodes-base', '@n8n/n8n-nodes-langchain'];

/** Examples whose tables somebody has to make by hand where n8n's node does not make them. */
const MAKES_TABLE = ['call-new-rows', 'keep-a-consent-log', 'keep-a-stop-list', 'log-every-finished-call'];

const makesTable = ({ type, parameters }: WorkflowNode) =>
	type === 'n8n-nodes-base.dataTable' && parameters.resource === 'table';

describe.each(TESTED_N8N)("the nodes of the examples that are n8n's own, in n8n %s", (version) => {
	let descriptions: INodeTypeDescription[];

	const descriptionOf = ({ type, typeVersion }: WorkflowNode) =>
		descriptions.find(({ name, version: versions }) => name === type && [versions].flat().includes(typeVersion));

	beforeAll(async () => {
		const { folder } = await ensureN8n(version);
		const lists = await Promise.all(
			PACKAGES.map(async (name) => {
				const path = join(folder, 'node_modules', name, 'dist/types/nodes.json');
				const list = JSON.parse(await readFile(path, 'utf8')) as INodeTypeDescription[];
				return list.map((description) => ({ ...description, name: `${name}.${description.name}` }));
			}),
		);
		descriptions = lists.flat();
	}, SETUP_TIMEOUT);

	it('are there, in the version that the example has, with the fields that it sets', async () => {
		const unknown: string[] = [];
		for (const { slug, workflow } of await readExamples()) {
			const nodes = workflow.nodes.filter(({ type }) => !type.startsWith('n8n-nodes-vapi.'));
			for (const node of nodes) {
				const description = descriptionOf(node);
				if (description === undefined) {
					unknown.push(`${slug}: ${node.name}`);
				} else if (!makesTable(node)) {
					const { parameters, typeVersion } = node;
					const kept = NodeHelpers.getNodeParameters(
						description.properties,
						parameters as never,
						true,
						false,
						{ typeVersion },
						description,
					);
					expect({ slug, node: node.name, kept }).toMatchObject({ kept: parameters });
				}
			}
		}
		expect(unknown).toEqual([]);
	});

	it('make tables where the README says so', async () => {
		const makers = (await readExamples()).filter(({ workflow }) => workflow.nodes.some(makesTable));
		expect(makers.map(({ slug }) => slug).sort()).toEqual(MAKES_TABLE);
		const table = descriptions.find(({ name }) => name === 'n8n-nodes-base.dataTable');
		const resource = table?.properties.find(({ name }) => name === 'resource');
		const values = (resource?.options ?? []).map((option) => ('value' in option ? option.value : ''));
		expect(values.includes('table')).toBe(version === PINNED_N8N);
	});
});
