import { digestsOf } from '../../../../scripts/spec/check/fields.mts';
import { buildContract } from '../../../../scripts/spec/contract.mts';
import { generateFiles } from '../../../../scripts/spec/generate/files.mts';
import { loadGenerated } from '../generate/load.mts';
import { CREATE_AND_UPDATE, documentWithUpdate, readCall } from '../yaml.mts';
import { findings } from './settled.mts';

const LIST = `  getAll:
    name: Get Many
    action: Get calls
    description: List calls
    requests: [GET /call]
    list: page
    output: call
    parameters: {}
`;

/** Words, files and the node that was built of them. */
const built = async () => {
	const document = documentWithUpdate();
	const [limit, page] = ['limit', 'page'].map((name) => ({
		name,
		in: 'query' as const,
		schema: { type: 'number' },
	}));
	const results = { type: 'array', items: { $ref: '#/components/schemas/Call' } };
	const schema = { type: 'object', properties: { results } };
	Object.assign(document.paths['/call'] ?? {}, {
		get: {
			operationId: 'getAll',
			parameters: [limit, page],
			responses: { 200: { content: { 'application/json': { schema } } } },
		},
	});
	const wording = readCall(CREATE_AND_UPDATE + LIST);
	const contract = buildContract(document, [wording]);
	wording.digests = digestsOf(contract, wording);
	const files = generateFiles(contract, [wording]);
	const { properties, operations } = await loadGenerated(files);
	const { create, update, getAll } = operations.call ?? {};
	if (!create || !update || !getAll) throw new Error('An operation was not generated');
	return {
		wording,
		contract,
		files,
		ui: { properties, operations: { call: { create, update, getAll } } },
	};
};

type Operations = Awaited<ReturnType<typeof built>>['ui']['operations']['call'];

describe('spec:check, of operations of the built node', () => {
	it('finds nothing where they are as generated', async () => {
		expect(findings(await built())).toEqual([]);
	});

	it.each<[string, (operations: Operations) => object, string[]]>([
		[
			'another method',
			({ update }) => Object.assign(update, { method: 'PUT' }),
			['call:update: method is "PUT" instead of "PATCH"'],
		],
		[
			'another path',
			({ update }) => Object.assign(update, { path: '/call' }),
			['call:update: path is "/call" instead of "/call/{id}"'],
		],
		[
			'the request of the operation that it is like',
			({ create, update }) => Object.assign(update, { ...create, fields: update.fields }),
			[
				'call:update: operation is "create" instead of "update"',
				'call:update: method is "POST" instead of "PATCH"',
				'call:update: path is "/call" instead of "/call/{id}"',
			],
		],
		[
			'another kind',
			({ create }) => Object.assign(create, { kind: 'composed', requests: ['POST /call'] }),
			[
				'call:create: kind is "composed" instead of "request"',
				'call:create: requests is ["POST /call"] instead of left out',
			],
		],
		[
			'no body',
			({ create }) => Object.assign(create, { hasBody: false }),
			['call:create: hasBody is false instead of true'],
		],
		[
			'a list of another style',
			({ getAll }) => Object.assign(getAll, { list: 'createdAt' }),
			['call:getAll: list is "createdAt" instead of "page"'],
		],
		[
			'no list',
			({ getAll }) => Object.assign(getAll, { list: undefined }),
			['call:getAll: list is not set instead of "page"'],
		],
		[
			'a list where there is none',
			({ create }) => Object.assign(create, { list: 'page' }),
			['call:create: list is "page" instead of left out'],
		],
		[
			'no Output',
			({ getAll }) => Object.assign(getAll, { output: undefined }),
			['call:getAll: output is not set instead of "call"'],
		],
	])('names %s', async (_, change, expected) => {
		const state = await built();
		change(state.ui.operations.call);
		expect(findings(state)).toEqual(expected);
	});

	it('names an operation that is not there at all', async () => {
		const { ui, ...state } = await built();
		const { create, getAll } = ui.operations.call;
		const found = findings({ ...state, ui: { ...ui, operations: { call: { create, getAll } } } });
		expect(found).toContain('call:update: kind is not set instead of "request"');
		expect(found).toContain("call:update request table: 'Call' (callId) is not in the UI");
	});
});
