import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { route } from '../../../../nodes/shared/engine/router.ts';
import { handlerOf } from '../../../../nodes/Vapi/operations.ts';
import { createContext } from '../api/context.mts';
import { json, useServer } from '../api/server.mts';
import { callsInGroups, listAnswer } from '../api/list.mts';

const ID = '123e4567-e89b-12d3-a456-42661417400';
const get = (last: string, more: IDataObject = {}) => ({
	resource: 'call',
	operation: 'get',
	callId: { __rl: true, mode: 'id', value: `${ID}${last}` },
	output: 'raw',
	...more,
});

const server = useServer();
beforeEach(() => {
	server.answer(({ path }, response) => {
		const id = path.split('/').at(-1);
		response.writeHead(id === `${ID}2` ? 404 : 200);
		response.end(JSON.stringify({ id, message: 'Not Found' }));
	});
});

const run = async (
	parameters: IDataObject[],
	more: { continueOnFail?: boolean; items?: IDataObject[] } = {},
): Promise<INodeExecutionData[]> => {
	const ctx = createContext({ baseUrl: server.url, parameters, ...more });
	const [output = []] = await route(ctx, handlerOf);
	return output;
};

it('gives an item for each item, paired, in order', async () => {
	const output = await run([get('1'), get('3'), get('1')]);
	expect(output.map(({ json: { id }, pairedItem }) => [id, pairedItem])).toEqual([
		[`${ID}1`, { item: 0 }],
		[`${ID}3`, { item: 1 }],
		[`${ID}1`, { item: 2 }],
	]);
});

it('gives nothing for no item', async () => {
	expect(await run([])).toEqual([]);
});

it('pairs every row of a list with the item that asked for it', async () => {
	server.answer(listAnswer(callsInGroups([1, 1, 1])));
	const many = { resource: 'call', operation: 'getAll', returnAll: true, output: 'simple' };
	const output = await run([many, { ...many, returnAll: false, limit: 1 }]);
	expect(output.map(({ json: { id }, pairedItem }) => [id, pairedItem])).toEqual([
		['call-2-0', { item: 0 }],
		['call-1-0', { item: 0 }],
		['call-0-0', { item: 0 }],
		['call-2-0', { item: 1 }],
	]);
});

it.each([0, -1, 1.5, 'many'])('stops for a limit of %j', async (limit) => {
	await expect(run([{ resource: 'call', operation: 'getAll', limit }])).rejects.toThrow("'Limit'");
	expect(server.requests).toHaveLength(0);
});

it('sends nothing for any item while one is not right', async () => {
	await expect(run([get('1'), get('x')])).rejects.toThrow(
		`'Call' is "${ID}x", which is not an ID of Vapi [item 1]`,
	);
	expect(server.requests).toHaveLength(0);
});

it('names the item that Vapi refused', async () => {
	await expect(run([get('1'), get('2'), get('3')])).rejects.toMatchObject({
		message: 'Vapi refused the request (404): Not Found [item 1]',
		context: { itemIndex: 1 },
		httpCode: '404',
	});
	expect(server.requests).toHaveLength(2);
});

it('names no item where there is but one', async () => {
	const refused = { message: 'Vapi refused the request (404): Not Found', context: { itemIndex: 0 } };
	await expect(run([get('2')])).rejects.toMatchObject(refused);
	const output = await run([get('x')], { continueOnFail: true });
	expect(output[0]?.json.error).toBe(`'Call' is "${ID}x", which is not an ID of Vapi`);
});

it('says which operation is not there', async () => {
	await expect(run([{ resource: 'call', operation: 'sing' }])).rejects.toThrow("'sing'");
});

describe('under Continue On Fail', () => {
	it('puts failed items into their places and goes on with the others', async () => {
		const items = [{ n: 0 }, { n: 1 }, { n: 2, error: 'of an earlier node' }, { n: 3 }];
		const parameters = [get('1'), get('x'), get('2'), get('3')];
		const output = await run(parameters, { continueOnFail: true, items });
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual([0, 1, 2, 3].map((item) => ({ item })));
		expect(output.map(({ json }) => json.error)).toEqual([
			undefined,
			expect.stringContaining('[item 1]'),
			expect.stringContaining('404'),
			undefined,
		]);
		expect(output[1]?.json).toMatchObject({ n: 1, details: { outcome: 'notSent' } });
		expect(output[2]?.json).toMatchObject({ n: 2, details: { httpCode: '404', outcome: 'refused' } });
		expect(output.every(({ error }) => error === undefined)).toBe(true);
		expect(output[3]?.json.id).toBe(`${ID}3`);
	});

	it('does not take what Vapi calls an error for one of n8n', async () => {
		server.answer(json({ id: '1', error: 'a detail' }));
		const output = await run([get('1')]);
		expect(output[0]).toEqual({ json: { id: '1', vapiError: 'a detail' }, pairedItem: { item: 0 } });
	});
});

describe("a key 'error' in what Vapi answers", () => {
	it.each([
		[{ error: 'x', a: 1 }, { a: 1, vapiError: 'x' }],
		[{ error: null }, { vapiError: null }],
		[{ error: '' }, { vapiError: '' }],
		[{ error: false }, { vapiError: false }],
		[{ a: { error: 'x' } }, { a: { error: 'x' } }],
	])('is renamed at the top: %j', async (answer, expected) => {
		server.answer(json(answer));
		expect(await run([get('1')])).toEqual([{ json: expected, pairedItem: { item: 0 } }]);
	});
});
