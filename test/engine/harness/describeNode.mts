import type { INodeTypeDescription } from 'n8n-workflow';
import { workflowModule } from './n8n.mts';

const { Main } = workflowModule.NodeConnectionTypes;

type Description = Partial<INodeTypeDescription> & { name: string };

/** The description of a node with one input and one output, unless it says otherwise. */
export function describe(description: Description): INodeTypeDescription {
	return {
		displayName: description.name,
		group: ['transform'],
		version: 1,
		description: description.name,
		defaults: { name: description.name },
		inputs: [Main],
		outputs: [Main],
		properties: [],
		...description,
	};
}
