import type { INodeParameters, INodeType } from 'n8n-workflow';
import { DateTime } from 'luxon';
import type { NodeSpec } from '../../harness/index.mts';
import { callTool, useApiRequests } from '../../VapiTrigger/apiRequests.mts';
import { lookup, nodeOf } from '../../VapiTrigger/helpers.mts';
import { answering } from './vapiRequests.mts';

const { listen, ended } = useApiRequests();

const types: Record<string, INodeType> = {
	'test.throw': nodeOf('throw', async () => {
		throw new TypeError('No database');
	}),
	'test.empty': lookup(() => []),
};
const rows: NodeSpec = { name: 'Rows', type: 'test.rows' };

/** What a tool gets from a workflow of these nodes. */
async function answerOf(specs: NodeSpec[], trigger: INodeParameters = {}, more: Record<string, INodeType> = {}) {
	const { url } = await listen({
		trigger: { responseMode: 'responseNode', ...trigger },
		specs,
		types: { ...types, ...more },
	});
	return await callTool(url, { body: { orderNumber: 'A-100' } });
}

/** The same with one node that answers, its input being one item with this in its field `value`. */
async function answerWith(value: unknown, parameters: INodeParameters = {}) {
	const given = nodeOf('rows', async () => [[{ json: { value: value as never } }]]);
	const response = '={{ $json.value }}';
	return await answerOf([rows, answering('apiRequest', { response, ...parameters })], {}, { 'test.rows': given });
}

describe('an API Request tool is answered with any JSON', () => {
	test.each<[string, unknown, unknown]>([
		['an object', { status: 'shipped', items: [{ id: 1 }] }, { status: 'shipped', items: [{ id: 1 }] }],
		['an empty object', {}, {}],
		['a list', [1, { a: null }], [1, { a: null }]],
		['a number', 7.5, 7.5],
		['zero', 0, 0],
		['nothing', null, null],
		['false', false, false],
		['a text', 'On its way', 'On its way'],
		['a text of several lines', 'On its way\n"soon"', 'On its way\n"soon"'],
		['JSON text', '{ "status": "shipped" }', { status: 'shipped' }],
		['JSON text of a list', ' [1, 2]', [1, 2]],
		['a date', new Date(0), '1970-01-01T00:00:00.000Z'],
		['a date of Luxon', DateTime.fromMillis(0, { zone: 'utc' }), '1970-01-01T00:00:00.000Z'],
	])('%s', async (_what, value, expected) => {
		const { status, type, text } = await answerWith(value);
		expect(JSON.parse(text)).toEqual(expected);
		expect({ status, type }).toMatchObject({ status: 200, type: expect.stringContaining('application/json') });
	});

	test("with the item's JSON, unless it is told otherwise", async () => {
		const item = nodeOf('rows', async () => [[{ json: { status: 'shipped' } }]]);
		const { text } = await answerOf([rows, answering('apiRequest')], {}, { 'test.rows': item });
		expect(JSON.parse(text)).toEqual({ status: 'shipped' });
	});

	test('of the first item, where there are several', async () => {
		const items = nodeOf('rows', async () => [[{ json: { n: 1 } }, { json: { n: 2 } }]]);
		const { text } = await answerOf([rows, answering('apiRequest')], {}, { 'test.rows': items });
		expect(JSON.parse(text)).toEqual({ n: 1 });
		expect((await ended()).json('Answer')).toMatchObject([
			{ sent: true, tooLate: false, response: { n: 1 } },
			{ sent: false },
		]);
	});
});

describe('an API Request tool is answered with a status', () => {
	test.each([200, 201, 400, 404, 422, 500, 503, 599])('%d, with the JSON', async (statusCode) => {
		const { status, text } = await answerWith({ reason: 'so' }, { statusCode });
		expect({ status, json: JSON.parse(text) }).toEqual({ status: statusCode, json: { reason: 'so' } });
	});

	test('from an expression', async () => {
		expect((await answerWith({}, { statusCode: '={{ 400 + 4 }}' })).status).toBe(404);
	});

	test.each<[string, INodeParameters, string]>([
		['a status below', { statusCode: 100 }, "'Status Code'"],
		['a status above', { statusCode: 600 }, "'Status Code'"],
		['a broken status', { statusCode: 404.5 }, "'Status Code' is 404.5"],
		['a status of text', { statusCode: '={{ "many" }}' }, "'Status Code'"],
		['an empty status', { statusCode: '={{ "" }}' }, "'Status Code'"],
		['broken JSON', { response: '{ "status": }' }, "'Response' begins like JSON"],
	])('%s is refused, and the tool fails', async (_what, parameters, message) => {
		const { status } = await answerWith({}, parameters);
		expect(status).toBe(500);
		expect((await ended()).error?.message).toContain(message);
	});
});

describe('a workflow that gives no answer', () => {
	const throwing: NodeSpec = { name: 'Throw', type: 'test.throw' };
	const empty: NodeSpec = { name: 'Empty', type: 'test.empty' };
	test.each<[string, NodeSpec[], INodeParameters]>([
		['fails before it answers', [throwing, answering('apiRequest')], {}],
		['ends early', [empty, answering('apiRequest')], {}],
		['fails in its last node', [throwing], { responseMode: 'lastNode' }],
		['has nothing at its end', [empty], { responseMode: 'lastNode' }],
	])('is a failed tool where it %s', async (_how, specs, trigger) => {
		const { status, text } = await answerOf(specs, trigger);
		expect(status).toBe(500);
		expect(JSON.parse(text)).toMatchObject({ message: expect.any(String) });
	});

	test('but answers with what its last node has', async () => {
		const item = nodeOf('rows', async () => [[{ json: { status: 'shipped' } }]]);
		const { status, text } = await answerOf([rows], { responseMode: 'lastNode' }, { 'test.rows': item });
		expect({ status, json: JSON.parse(text) }).toEqual({ status: 200, json: { status: 'shipped' } });
	});

	test('and at once with nothing where it was told to', async () => {
		const { status, text } = await answerOf([throwing], { responseMode: 'onReceived' });
		expect({ status, text }).toEqual({ status: 200, text: '{}' });
	});
});

test('an operation for another question does not answer a tool', async () => {
	const { status } = await answerOf([answering('toolCalls')]);
	expect(status).toBe(500);
});
