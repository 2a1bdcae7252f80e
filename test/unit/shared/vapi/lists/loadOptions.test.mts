import type { ILoadOptionsFunctions } from 'n8n-workflow';

import { loadOptions } from '../../../../../nodes/shared/vapi/lists/loadOptions.ts';
import { createContext } from '../../api/context.mts';
import { json, useServer } from '../../api/server.mts';

const server = useServer();

const context = () => createContext({ baseUrl: server.url }) as unknown as ILoadOptionsFunctions;

it('offers structured outputs by name', async () => {
	server.answer(json({ results: [{ id: '1', name: 'Interest' }, { id: '2' }] }));
	expect(await loadOptions.getStructuredOutputs.call(context())).toEqual([
		{ name: '2', value: '2' },
		{ name: 'Interest', value: '1' },
	]);
});

it('offers saved tools by name', async () => {
	server.answer(
		json([
			{ id: '1', type: 'transferCall', name: 'to sales' },
			{ id: '2', type: 'function', function: { name: 'look_up_order' } },
		]),
	);
	expect(await loadOptions.getTools.call(context())).toEqual([
		{ name: 'look_up_order · function', value: '2' },
		{ name: 'to sales · transferCall', value: '1' },
	]);
	expect(server.requests[0]?.path).toBe('/tool');
});
