import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { INodeParameters } from 'n8n-workflow';
import { violationsOf } from '../../../contract/contract.mts';
import { runWorkflow } from '../../harness/index.mts';
import { bodies, posts, runVapi, useSandbox } from '../../support.mts';

const sandbox = useSandbox();

const query = async (more: INodeParameters = {}) =>
	await runVapi(sandbox(), { resource: 'analytics', operation: 'query', ...more });

/** What comes out; fails where the node does. */
async function put(more: INodeParameters) {
	const result = await query(more);
	expect(result.error?.message).toBeUndefined();
	return result.json('Vapi');
}

const SEEDED = { start: '2026-01-01T00:00:00.000Z', end: '2026-02-01T00:00:00.000Z' };

describe('Analytics by form', () => {
	it('puts out an item for each group', async () => {
		const rows = await put({
			...{ table: 'call', aggregation: 'count', column: 'id', groupBy: ['endedReason'] },
			options: { ...SEEDED, queryName: 'reasons', step: 'day', alias: 'calls', timezone: 'Europe/Berlin' },
		});
		expect(rows).toHaveLength(3);
		for (const row of rows) {
			expect(row).toMatchObject({ query: 'reasons', calls: 1, endedReason: expect.any(String) as string });
		}
		expect(bodies(sandbox())).toEqual([
			{
				queries: [
					{
						...{ table: 'call', name: 'reasons', groupBy: ['endedReason'] },
						timeRange: { ...SEEDED, step: 'day', timezone: 'Europe/Berlin' },
						operations: [{ operation: 'count', column: 'id', alias: 'calls' }],
					},
				],
			},
		]);
		expect(sandbox().requests.flatMap(violationsOf)).toEqual([]);
	});

	it('needs nothing, and counts days where the workflow is at home', async () => {
		await put({});
		const operations = [{ operation: 'count', column: 'id' }];
		const timeRange = { timezone: expect.stringMatching(/\//) as string };
		expect(bodies(sandbox())).toEqual([{ queries: [{ table: 'call', name: 'query', timeRange, operations }] }]);
		expect(sandbox().requests.flatMap(violationsOf)).toEqual([]);
	});

	it('gives no item where nothing is found', async () => {
		expect(await put({ options: { start: '2020-01-01', end: '2020-01-02' }, groupBy: ['type'] })).toEqual([]);
	});

	it.each<[INodeParameters, string]>([
		[{ start: '2026-02-01', end: '2026-01-01' }, "'Start' is after 'End'"],
		[{ start: 'yesterday' }, `'Start' is "yesterday", which is not a date`],
		[{ queryName: 'x'.repeat(41) }, "'Query Name' has 41 characters"],
	])('stops at %j before anything is sent', async (options, message) => {
		expect((await query({ options })).error?.message).toContain(message);
		expect(posts(sandbox())).toEqual([]);
	});
});

describe('Analytics by JSON', () => {
	const operations = [{ operation: 'sum', column: 'cost' }];
	const queries = ['a', 'b'].map((name) => ({ name, table: 'call', operations, timeRange: SEEDED }));

	it('sends several queries, whatever the form still holds, and says of each item which it comes from', async () => {
		const rows = await put({ specifyQuery: 'json', queries: JSON.stringify(queries), groupBy: ['type'] });
		expect(rows).toEqual(['a', 'b'].map((name) => ({ query: name, sumCost: expect.any(Number) as number })));
		expect(bodies(sandbox())).toEqual([{ queries }]);
		expect(sandbox().requests.flatMap(violationsOf)).toEqual([]);
	});

	it.each(['[]', '{ "name": "a" }', '[1]', 'cost'])('stops at %s before anything is sent', async (text) => {
		const result = await query({ specifyQuery: 'json', queries: text });
		expect(result.error?.message).toContain("'Queries (JSON)'");
		expect(posts(sandbox())).toEqual([]);
	});
});

describe('an answer that is no list of rows', () => {
	let answer: unknown;
	const server = createServer((_, response) => {
		response.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
	});
	beforeAll(async () => await new Promise<void>((done) => server.listen(0, '127.0.0.1', done)));
	afterAll(() => server.close());

	it.each([[[{ name: 'a' }]], [[{ name: 'a', result: { id: 1 } }]], [[{ name: 'a', result: [1] }]], [{ results: [] }]])(
		'is no empty result: %j',
		async (given) => {
			answer = given;
			const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
			const result = await runWorkflow({
				credentials: { region: 'custom', baseUrl, apiKey: 'key' },
				nodes: [{ name: 'Vapi', parameters: { resource: 'analytics', operation: 'query' } }],
			});
			expect(result.error?.message).toContain('something else than a list');
		},
	);
});
