import type { ListStyle } from '../../../../nodes/shared/api/pages.ts';
import { checkLists } from '../../../../scripts/spec/check/lists.mts';
import { buildContract } from '../../../../scripts/spec/contract.mts';
import type { Schema } from '../../../../scripts/spec/openapi.mts';
import { sampleDocument, sampleWording } from '../sample.mts';

const CALLS: Schema = { type: 'array', items: { $ref: '#/components/schemas/Call' } };
const PAGE: Schema = { type: 'object', properties: { results: CALLS } };
const ONE: Schema = { $ref: '#/components/schemas/Call' };

/** What is found where GET /call takes these parameters, gives this answer and is worded so. */
const findings = (
	answer: Schema,
	parameters: string[],
	list: ListStyle | undefined,
	requests = ['GET /call'],
): string[] => {
	const document = sampleDocument();
	document.paths['/call'] = {
		...document.paths['/call'],
		get: {
			operationId: 'getAll',
			parameters: parameters.map((name) => ({ name, in: 'query', schema: { type: 'string' } })),
			responses: {
				200: { content: { 'application/json': { schema: answer } } },
				400: { content: { 'application/json': { schema: ONE } } },
			},
		},
	};
	const wording = sampleWording();
	const words = { name: 'Get Many', action: 'Get calls', description: 'List calls' };
	wording.operations.getAll = { ...words, requests, parameters: {}, ...(list && { list }) };
	return checkLists(buildContract(document, [wording]), wording);
};

const ANSWERS = 'call:getAll: the contract answers GET /call with';

describe('checkLists', () => {
	it.each<[string, Schema, string[], ListStyle | undefined]>([
		['a bare array, the newest first', CALLS, ['limit', 'createdAtLe'], 'createdAt'],
		['pages by number', PAGE, ['limit', 'page'], 'page'],
		['bare pages by number', CALLS, ['limit', 'page', 'createdAtLe'], 'page'],
		['pages in either shape', { oneOf: [CALLS, PAGE] }, ['limit', 'page', 'createdAtLe'], 'page'],
		['a bare array with a limit alone', CALLS, ['limit'], 'limit'],
		['a bare array at once', CALLS, ['purpose'], 'whole'],
		['a bare array of which all is wanted', CALLS, ['purpose'], 'rows'],
		['one object', ONE, [], undefined],
	])('finds nothing where both say %s', (_, answer, parameters, list) => {
		expect(findings(answer, parameters, list)).toEqual([]);
	});

	it('names a list that the words take for one answer', () => {
		expect(findings(CALLS, ['createdAtLe'], undefined)).toEqual([
			`${ANSWERS} list: createdAt, and the words say no list`,
		]);
		expect(findings(PAGE, ['page'], undefined)).toEqual([
			`${ANSWERS} list: page, and the words say no list`,
		]);
	});

	it('names a list that is read on in another way', () => {
		expect(findings(CALLS, ['createdAtLe'], 'page')).toEqual([
			`${ANSWERS} list: createdAt, and the words say list: page`,
		]);
		expect(findings(PAGE, ['page'], 'createdAt')).toEqual([
			`${ANSWERS} list: page, and the words say list: createdAt`,
		]);
	});

	it('names a list where the answer is one object', () => {
		expect(findings(ONE, ['createdAtLe', 'page'], 'createdAt')).toEqual([
			`${ANSWERS} no list, and the words say list: createdAt`,
		]);
	});

	it.each<[string, Schema, string[]]>([
		['an object with results that has no numbers of pages', PAGE, ['createdAtLe']],
	])('names a list that the node cannot read on: %s', (_, answer, parameters) => {
		expect(findings(answer, parameters, undefined)).toEqual([
			`${ANSWERS} a list of another style, and the words say no list`,
		]);
	});

	it('takes the answer to a question for rows, and for nothing that is read on', () => {
		const question = ['POST /call'];
		expect(findings(CALLS, [], 'rows', question)).toEqual([
			expect.stringContaining('no list, and the words say list: rows'),
		]);
	});

	it.each([[['POST /call']], [['GET /call', 'GET /call/{id}']]])(
		'names a list behind %j, where the node does not read on by itself',
		(requests) => {
			expect(findings(CALLS, ['createdAtLe'], 'createdAt', requests)).toEqual([
				expect.stringContaining('list: createdAt'),
			]);
		},
	);

	it('leaves lists that code of its own reads to that code', () => {
		const requests = ['GET /call', 'GET /call/{id}'];
		expect(findings(CALLS, ['createdAtLe'], undefined, requests)).toEqual([]);
	});
});
