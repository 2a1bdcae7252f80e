import { NodeHelpers } from 'n8n-workflow';
import type { INode, INodeProperties, INodeTypeDescription } from 'n8n-workflow';
import type { RestClient } from '../../../scripts/n8n/rest.mts';

/** An operation of a node, as its two lists offer it. */
export interface OfferedOperation {
	resource: { name: string; value: string };
	operation: { name: string; value: string };
}

/** A node's description as n8n serves it to its editor. */
export async function readDescription(
	n8n: RestClient,
	name: string,
): Promise<INodeTypeDescription> {
	const nodeInfos = [{ name, version: 1 }];
	const [description] = (await n8n.request('POST', '/node-types', { nodeInfos })) as [
		INodeTypeDescription,
	];
	return description;
}

const optionsOf = (property: INodeProperties | undefined) =>
	(property?.options ?? []) as Array<{ name: string; value: string }>;

/** Every operation of every resource. */
export function offeredOperations({ properties }: INodeTypeDescription): OfferedOperation[] {
	return optionsOf(properties.find(({ name }) => name === 'resource')).flatMap((resource) => {
		const list = properties.find(
			({ name, displayOptions }) =>
				name === 'operation' && displayOptions?.show?.['resource']?.includes(resource.value),
		);
		return optionsOf(list)
			.filter(({ value }) => value !== '__CUSTOM_API_CALL__')
			.map((operation) => ({ resource, operation }));
	});
}

/** The parameters that a node shows when nothing but resource and operation has been chosen. */
export function shownParameters(
	description: INodeTypeDescription,
	parameters: Record<string, string>,
): INodeProperties[] {
	const node = { typeVersion: 1 } as INode;
	const values =
		NodeHelpers.getNodeParameters(
			description.properties,
			parameters,
			true,
			false,
			node,
			description,
		) ?? {};
	return description.properties.filter(
		(property) =>
			property.type !== 'hidden' &&
			NodeHelpers.displayParameter(values, property, node, description),
	);
}
