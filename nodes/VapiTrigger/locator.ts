import type { INodeProperties } from 'n8n-workflow';

const article = (name: string): string => (/^[aeiou]/i.test(name) ? 'an' : 'a');

/** A field that takes one thing of the account, from a list or by its ID. */
export const locator = (
	name: string,
	displayName: string,
	searchListMethod: string,
	description: string,
): INodeProperties => ({
	displayName,
	name,
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	description,
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: `Select ${article(displayName)} ${displayName.toLowerCase()}...`,
			typeOptions: { searchListMethod, searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 7d2c8f0a-3b6e-4e0f-9f57-1c2d3e4f5a6b',
		},
	],
});
