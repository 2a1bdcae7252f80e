import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
	INodeType,
} from 'n8n-workflow';

/**
 * Stand-ins for the nodes of n8n that the demo's example uses, as far as it uses them: they come
 * with n8n itself, which the demo does without to be quick.
 */

interface Assignments {
	assignments: Array<{ name: string; value: IDataObject[string] }>;
}

function standIn(
	name: string,
	properties: INodeProperties[],
	execute: INodeType['execute'],
): INodeType {
	return {
		description: {
			name,
			displayName: name,
			description: name,
			group: ['transform'],
			version: [1, 3.4],
			defaults: { name },
			inputs: ['main'],
			outputs: ['main'],
			properties,
		},
		execute,
	};
}

function property(name: string, type: INodeProperties['type'] = 'string'): INodeProperties {
	return { displayName: name, name, type, default: '' };
}

/** Manual Trigger: one empty item. */
const manualTrigger = standIn('manualTrigger', [], async function (this: IExecuteFunctions) {
	return [[{ json: {} }]];
});

/** Edit Fields: JSON as it stands, or fields with expressions. */
const set = standIn(
	'set',
	[property('mode'), property('jsonOutput'), property('assignments', 'assignmentCollection')],
	async function (this: IExecuteFunctions) {
		return [
			this.getInputData().map((_, item): INodeExecutionData => {
				if (this.getNodeParameter('mode', item, '') === 'raw') {
					const text = this.getNodeParameter('jsonOutput', item) as string;
					return { json: JSON.parse(text) as IDataObject, pairedItem: { item } };
				}
				const { assignments } = this.getNodeParameter('assignments', item) as unknown as Assignments;
				const fields = assignments.map(({ name, value }) => [name, value] as const);
				return { json: Object.fromEntries(fields), pairedItem: { item } };
			}),
		];
	},
);

/** Split Out: one item for each entry of a list. */
const splitOut = standIn(
	'splitOut',
	[property('fieldToSplitOut')],
	async function (this: IExecuteFunctions) {
		return [
			this.getInputData().flatMap(({ json }, item) => {
				const list = json[this.getNodeParameter('fieldToSplitOut', item) as string] as IDataObject[];
				return list.map((entry) => ({ json: entry, pairedItem: { item } }));
			}),
		];
	},
);

/** The stand-ins by full type name. */
export const coreNodes: Record<string, INodeType> = {
	'n8n-nodes-base.manualTrigger': manualTrigger,
	'n8n-nodes-base.set': set,
	'n8n-nodes-base.splitOut': splitOut,
};
