import type { INodeType } from 'n8n-workflow';

/** The description of a node of a single test. */
export const description = {
	displayName: 'Fake',
	name: 'fake',
	group: ['transform' as const],
	version: 1,
	description: 'Fake',
	defaults: { name: 'Fake' },
	inputs: ['main' as const],
	outputs: ['main' as const],
	properties: [],
};

/** A node of a single test; `rest` is laid over it. */
export function fake(execute: INodeType['execute'], rest: Partial<INodeType> = {}): INodeType {
	return { description, execute, ...rest } as INodeType;
}
