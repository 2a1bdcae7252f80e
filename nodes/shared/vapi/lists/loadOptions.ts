import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { listPages, PAGE_TIMEOUT } from '../../api/pages';

/** Every structured output of the organization, for fields that take several. */
async function getStructuredOutputs(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const options: INodePropertyOptions[] = [];
	const path = '/structured-output';
	const request = { method: 'GET', path, timeout: PAGE_TIMEOUT } as const;
	for await (const rows of listPages(this, request, 'page', Infinity)) {
		for (const { id, name } of rows) options.push({ name: String(name ?? id), value: String(id) });
	}
	return options;
}

/** The lists behind multi-selects. */
export const loadOptions = { getStructuredOutputs };
