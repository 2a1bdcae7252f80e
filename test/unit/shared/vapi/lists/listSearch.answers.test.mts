import type { ILoadOptionsFunctions } from 'n8n-workflow';

import { listSearch } from '../../../../../nodes/shared/vapi/lists/listSearch.ts';
import { loadOptions } from '../../../../../nodes/shared/vapi/lists/loadOptions.ts';
import { NO_JSON, NO_LISTS } from '../../api/answers.mts';
import { createContext } from '../../api/context.mts';
import { json, useServer } from '../../api/server.mts';

const server = useServer();

const context = () => createContext({ baseUrl: server.url }) as unknown as ILoadOptionsFunctions;
const search = async (method: keyof typeof listSearch, filter?: string) =>
	await listSearch[method].call(context(), filter);

describe('an answer that is no list', () => {
	const clear = (path: string) => `Vapi answered ${path} with something else than a list`;
	const lists: Array<[string, string, () => Promise<unknown>]> = [
		['assistants', '/assistant', async () => await search('searchAssistants')],
		['assistants by name', '/assistant', async () => await search('searchAssistants', 'x')],
		['squads', '/squad', async () => await search('searchSquads')],
		['tools', '/tool', async () => await search('searchTools')],
		['calls', '/call', async () => await search('searchCalls')],
		['phone numbers', '/v2/phone-number', async () => await search('searchPhoneNumbers')],
		[
			'structured outputs',
			'/structured-output',
			async () => await loadOptions.getStructuredOutputs.call(context()),
		],
	];

	describe.each(lists)('of %s', (_name, path, read) => {
		it.each(NO_LISTS)('ends in a clear error: %s', async (_body, answer) => {
			server.answer(answer);
			await expect(read()).rejects.toThrow(clear(path));
			expect(server.requests.map((request) => request.path)).toEqual([path]);
		});

		it.each(NO_JSON)('ends in a clear error: %s', async (_body, answer) => {
			server.answer(answer);
			await expect(read()).rejects.toThrow('holds no JSON object or list');
		});
	});

	it('is none of the older list of phone numbers either', async () => {
		server.answer((arrived, response, request) =>
			json({ message: 'x' }, arrived.path === '/phone-number' ? 200 : 404)(arrived, response, request),
		);
		await expect(search('searchPhoneNumbers')).rejects.toThrow(clear('/phone-number'));
	});
});
