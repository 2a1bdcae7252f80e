import type { NodeOperationError } from 'n8n-workflow';

import { numberedPage } from '../../../../nodes/shared/api/otherLists.ts';
import { createdAtPage, listPages } from '../../../../nodes/shared/api/pages.ts';
import type { ListStyle } from '../../../../nodes/shared/api/pages.ts';
import { NO_JSON, NO_LISTS } from './answers.mts';
import { createContext } from './context.mts';
import { callsInGroups, listAnswer } from './list.mts';
import { inTurn, json, useServer } from './server.mts';

const server = useServer();

const request = { method: 'GET', path: '/thing', itemIndex: 3 } as const;
const context = () => createContext({ baseUrl: server.url });
const byTime = async () => await createdAtPage(context(), request, { size: 2, skip: [] });
const byNumber = async () => await numberedPage(context(), request, 1, 2);

/** Reads a list to its end. */
async function readAll(style: ListStyle): Promise<void> {
	for await (const rows of listPages(context(), request, style, Infinity, 2)) void rows;
}

describe('an answer that is no list', () => {
	const styles: Array<[string, () => Promise<unknown>]> = [
		['a page of a bare array', byTime],
		['a page by number', byNumber],
		['Return All of a bare array', async () => await readAll('createdAt')],
		['Return All by number', async () => await readAll('page')],
	];
	const noList = 'Vapi answered /thing with something else than a list';

	describe.each(styles)('to %s', (_name, read) => {
		it.each(NO_LISTS)('ends in a clear error: %s', async (_body, answer) => {
			server.answer(answer);
			const error = await read().catch((caught: NodeOperationError) => caught);
			expect(error).toMatchObject({ message: noList, context: { itemIndex: 3 } });
			expect(error).toHaveProperty('description', expect.stringContaining('Base URL'));
			expect(server.requests).toHaveLength(1);
		});

		it.each(NO_JSON)('ends in a clear error: %s', async (_body, answer) => {
			server.answer(answer);
			await expect(read()).rejects.toThrow("Vapi's answer (200) holds no JSON object or list");
		});
	});

	it('is an object with results where only a bare array can be read on', async () => {
		server.answer(json({ results: [{ id: '1' }] }));
		await expect(readAll('createdAt')).rejects.toThrow(noList);
	});

	it('ends a list that began well, and is not taken for its end', async () => {
		const calls = callsInGroups([1, 1, 1], 10);
		server.answer(inTurn(listAnswer(calls), json({ message: 'x' })));
		await expect(readAll('createdAt')).rejects.toThrow(noList);
		server.answer(inTurn(json({ results: [{ id: '1' }, { id: '2' }] }), json({})));
		await expect(readAll('page')).rejects.toThrow(noList);
	});
});
