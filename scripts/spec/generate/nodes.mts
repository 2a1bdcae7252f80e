import type { Wording } from '../wording/types.mts';
import { type Resource, isResource } from './menus.mts';

/** The nodes that resources can belong to: name of each, and of its class and files. */
export const NODES: Record<string, string> = { vapi: 'Vapi', vapiEvaluation: 'VapiEvaluation' };

/**
 * The resources of each node that has any, by name of its class.
 * @throws Error where a file names a node that there is not, or a resource that another file has
 */
export const resourcesByNode = (wordings: Wording[]): Map<string, Resource[]> => {
	const resources = wordings.filter(isResource);
	for (const [index, { file, resource, node = 'vapi' }] of resources.entries()) {
		if (!(node in NODES)) throw new Error(`${file}: there is no node ${node}`);
		if (resources.findIndex((each) => each.resource === resource) < index) {
			throw new Error(`${file}: there is a resource ${resource} already`);
		}
	}
	return Map.groupBy(resources, ({ node = 'vapi' }) => NODES[node] as string);
};
