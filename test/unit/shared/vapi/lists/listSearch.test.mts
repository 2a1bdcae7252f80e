import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { listSearch } from '../../../../../nodes/shared/vapi/lists/listSearch.ts';
import { createContext } from '../../api/context.mts';
import type { ContextOptions } from '../../api/context.mts';
import { json, useServer } from '../../api/server.mts';
import { callsInGroups, listAnswer } from '../../api/list.mts';

const server = useServer();

const context = (options: ContextOptions = {}) =>
	createContext({ baseUrl: server.url, ...options }) as unknown as ILoadOptionsFunctions;

const search = async (
	method: keyof typeof listSearch,
	filter?: string,
	token?: string,
): Promise<INodeListSearchResult> => await listSearch[method].call(context(), filter, token);

/** Scrolls to the end of a list. */
async function scroll(method: keyof typeof listSearch, filter?: string): Promise<unknown[]> {
	const values: unknown[] = [];
	let token: string | undefined;
	do {
		const page = await search(method, filter, token);
		values.push(...page.results.map(({ value }) => value));
		token = page.paginationToken as string | undefined;
	} while (token !== undefined);
	return values;
}

describe('assistants and squads', () => {
	it.each(['searchAssistants', 'searchSquads'] as const)('%s are there by name, with their address', async (method) => {
		server.answer(json([{ id: 'c', name: '' }, { id: 'a', name: 'Ada' }, { id: 'b' }]));
		const page = `https://dashboard.vapi.ai/${method === 'searchSquads' ? 'squads' : 'assistants'}`;
		expect(await search(method)).toEqual({
			results: [
				{ name: 'Ada', value: 'a', url: `${page}/a` },
				{ name: 'b', value: 'b', url: `${page}/b` },
				{ name: 'c', value: 'c', url: `${page}/c` },
			],
		});
		expect(server.requests[0]?.path).toBe(method === 'searchSquads' ? '/squad' : '/assistant');
	});

	it('come page by page, each once, in order', async () => {
		const rows = callsInGroups([130, 1, 80, 99, 7], 1);
		server.answer(listAnswer(rows));
		const values = await scroll('searchAssistants');
		expect(values).toHaveLength(rows.length);
		expect(new Set(values).size).toBe(rows.length);
	});

	it('hand out where the next page starts', async () => {
		server.answer(listAnswer(callsInGroups(Array(150).fill(1), 10)));
		const { results, paginationToken } = await search('searchAssistants');
		expect(results).toHaveLength(100);
		// Plain JSON, since the editor keeps it and sends it back with the next request.
		expect(JSON.parse(String(paginationToken))).toEqual({
			createdAtLe: '2026-08-20T00:00:00.501Z',
			size: 100,
			skip: ['call-50-0'],
		});
		const last = await search('searchAssistants', undefined, String(paginationToken));
		expect(last.results).toHaveLength(50);
		expect(last.paginationToken).toBeUndefined();
		expect(server.requests.map(({ query }) => query.get('limit'))).toEqual(['100', '100']);
	});

	it('end where more of them than a page holds share a moment', async () => {
		server.answer(listAnswer(callsInGroups([1, 1500])));
		expect(await scroll('searchAssistants')).toHaveLength(1001);
	});

	it('are found by a part of the name or by ID, beyond the first page', async () => {
		const rows: IDataObject[] = callsInGroups(Array(2300).fill(1));
		Object.assign(rows[5] ?? {}, { name: 'Front Desk' });
		server.answer(listAnswer(rows));
		expect(await scroll('searchAssistants', ' front ')).toEqual(['call-5-0']);
		expect(await scroll('searchAssistants', 'CALL-2299-')).toEqual(['call-2299-0']);
		expect(await scroll('searchAssistants', 'nobody')).toEqual([]);
	});
});

describe('phone numbers', () => {
	const rows = [
		{ id: '1', name: 'Sales', number: '+15555550100', provider: 'twilio' },
		{ id: '2', number: '+15555550101', provider: 'vapi' },
		{ id: '3', name: 'Lobby', sipUri: 'sip:lobby@sip.vapi.ai', provider: 'vapi' },
		{ id: '4', provider: 'byo-phone-number' },
		{ id: '5', name: 'Desk', number: '+15555550102', provider: 'telnyx' },
		{ id: '6', name: 'Field', number: '+15555550103', provider: 'vonage' },
		{ id: '7', name: 'New', number: '+15555550104', provider: 'plivo' },
	];
	const labels = [
		'4 · Own SIP trunk',
		'Desk (+15555550102) · Telnyx',
		'Field (+15555550103) · Vonage',
		'New (+15555550104) · plivo',
		'Sales (+15555550100) · Twilio',
		'+15555550101 · Vapi, free: hardly dials out',
		'Lobby (sip:lobby@sip.vapi.ai) · Vapi, free: hardly dials out',
	];

	it('are searched by Vapi', async () => {
		server.answer(json({ results: rows, metadata: {} }));
		const { results, paginationToken } = await search('searchPhoneNumbers', 'sales');
		expect(results.map(({ name }) => name)).toEqual(labels);
		expect(results[1]?.url).toBe('https://dashboard.vapi.ai/phone-numbers/5');
		expect(paginationToken).toBeUndefined();
		const [request] = server.requests;
		expect(request?.path).toBe('/v2/phone-number');
		expect(request?.query.get('search')).toBe('sales');
	});

	it('come page by page', async () => {
		const all = Array.from({ length: 250 }, (_, id) => ({ id: String(id) }));
		server.answer(({ query }, response) => {
			const from = (Number(query.get('page')) - 1) * 100;
			response.end(JSON.stringify({ results: all.slice(from, from + 100) }));
		});
		expect(await scroll('searchPhoneNumbers')).toEqual(all.map(({ id }) => id));
	});

	it('put a free number first on no page, and keep the order of several pages otherwise', async () => {
		const all = Array.from({ length: 150 }, (_, id) => ({
			id: String(id),
			name: `Line ${String(149 - id).padStart(3, '0')}`,
			provider: id === 0 ? 'vapi' : 'twilio',
		}));
		server.answer(({ query }, response) => {
			const from = (Number(query.get('page')) - 1) * 100;
			response.end(JSON.stringify({ results: all.slice(from, from + 100) }));
		});
		const { results } = await search('searchPhoneNumbers');
		const names = results.map(({ name }) => name);
		expect([names[0], names[1], names[99]]).toEqual([
			'Line 148 · Twilio',
			'Line 147 · Twilio',
			'Line 149 · Vapi, free: hardly dials out',
		]);
	});

	it('come from the older list where the newer one is not there', async () => {
		const many = callsInGroups([50, 90]);
		server.answer((arrived, response, request) =>
			arrived.path === '/phone-number'
				? listAnswer(many)(arrived, response, request)
				: json({ message: 'Not Found' }, 404)(arrived, response, request),
		);
		expect(await scroll('searchPhoneNumbers')).toHaveLength(140);
	});

	it('pass on what else Vapi says', async () => {
		server.answer(json({ message: 'Invalid Key.' }, 401));
		await expect(search('searchPhoneNumbers')).rejects.toThrow('Vapi does not accept this key');
	});
});

it('shows number, status and time of a call', async () => {
	const createdAt = '2026-08-20T23:30:00.000Z';
	server.answer(
		json([
			{ id: '1', customer: { number: '+15555550123' }, status: 'ended', createdAt },
			{ id: '2', customer: { sipUri: 'sip:a@example.com' }, status: 'queued', createdAt },
			{ id: '3', type: 'webCall', status: 'ended' },
		]),
	);
	const ctx = context({ timeZone: 'Europe/Berlin' });
	const { results } = await listSearch.searchCalls.call(ctx);
	expect(results.map(({ name }) => name)).toEqual([
		'+15555550123 · ended · 2026-08-21 01:30',
		'sip:a@example.com · queued · 2026-08-21 01:30',
		'webCall · ended',
	]);
});

it('says so where there is no credential', async () => {
	const ctx = createContext({}) as unknown as ILoadOptionsFunctions;
	await expect(listSearch.searchAssistants.call(ctx)).rejects.toThrow('no Vapi credential');
});
