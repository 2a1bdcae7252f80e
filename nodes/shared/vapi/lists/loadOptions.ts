import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import type { ListStyle } from '../../api/pages';
import { listPages, PAGE_TIMEOUT } from '../../api/pages';
import type { Label } from './labels';
import { nameLabel, toolLabel } from './labels';

async function allOf(
	ctx: ILoadOptionsFunctions,
	path: string,
	style: ListStyle,
	label: Label,
): Promise<INodePropertyOptions[]> {
	const options: INodePropertyOptions[] = [];
	const request = { method: 'GET', path, timeout: PAGE_TIMEOUT } as const;
	for await (const rows of listPages(ctx, request, style, Infinity)) {
		for (const row of rows) options.push({ name: label(row), value: String(row.id) });
	}
	return options;
}

/** Every structured output of the organization, for fields that take several. */
async function getStructuredOutputs(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await allOf(this, '/structured-output', 'page', nameLabel);
}

/** Every saved tool of the organization, by name. */
async function getTools(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const options = await allOf(this, '/tool', 'createdAt', toolLabel);
	return options.sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

/** The lists behind multi-selects. */
export const loadOptions = { getStructuredOutputs, getTools };
