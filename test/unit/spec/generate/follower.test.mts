import { checkFields, digestsOf } from '../../../../scripts/spec/check/fields.mts';
import { buildContract } from '../../../../scripts/spec/contract.mts';
import { acceptDigests } from '../../../../scripts/spec/digest.mts';
import { generateFiles, generateOperation } from '../../../../scripts/spec/generate/files.mts';
import type { Document } from '../../../../scripts/spec/openapi.mts';
import { CREATE_AND_UPDATE, documentWithUpdate, readCall } from '../yaml.mts';
import { loadGenerated } from './load.mts';

const GET = `  get:
    like: update
    name: Get
    action: Get call
    description: Read a call
    requests: ['GET /call/{id}']
`;

const AGAIN = `  again:
    like: create
    name: Again
    action: Repeat call
    description: Place a call again
    requests: [POST /call]
`;

/** The words of create and update with the contract behind them. */
const made = (document: Document = documentWithUpdate()) => {
	const wording = readCall(CREATE_AND_UPDATE);
	return { wording, contract: buildContract(document, [wording]) };
};

describe('an operation that is like another one and has a request of its own', () => {
	it('makes that request, never the one of the other operation', async () => {
		const { wording, contract } = made();
		const files = generateFiles(contract, [wording]);
		expect(files.get('call/update.ts')).toContain("method: 'PATCH',\n\tpath: '/call/{id}',");
		expect(files.get('call/update.ts')).not.toContain('POST');

		const { operations } = await loadGenerated(files);
		const { create, update } = operations.call ?? {};
		expect(create).toMatchObject({ kind: 'request', method: 'POST', path: '/call' });
		expect(update).toMatchObject({
			kind: 'request',
			resource: 'call',
			operation: 'update',
			method: 'PATCH',
			path: '/call/{id}',
			hasBody: true,
		});
		expect(update?.fields.find(({ in: place }) => place === 'path')).toMatchObject({
			parameter: 'callId',
			path: ['id'],
			required: true,
		});
	});

	it('may have no body where the other one has', () => {
		const words = CREATE_AND_UPDATE.replace(/create:[^]*like: create/, 'update:').concat(GET);
		const wording = readCall(words);
		const contract = buildContract(documentWithUpdate(), [wording]);
		const { facts, like } = generateOperation(contract, wording, 'get');
		expect(facts).toEqual({
			kind: 'request',
			resource: 'call',
			operation: 'get',
			method: 'GET',
			path: '/call/{id}',
			hasBody: false,
		});
		expect(like).toBe('update');
	});

	it('shares rows that all have, and keeps those that only some have', async () => {
		const wording = readCall(CREATE_AND_UPDATE.replace('  update:\n', `${AGAIN}  update:\n`));
		const contract = buildContract(documentWithUpdate(), [wording]);
		const { operations } = await loadGenerated(generateFiles(contract, [wording]));
		const parameters = (name: string) =>
			operations.call?.[name]?.fields.map(({ parameter, path }) => [parameter, path.join('.')]);
		const [callName, mode, callId] = [
			['callName', 'name'],
			['mode', 'mode'],
			['callId', 'id'],
		];
		expect(parameters('create')).toEqual([mode, callName]);
		expect(parameters('update')).toEqual([mode, callId, callName]);
		expect(parameters('again')).toEqual([mode, callName]);
	});

	it('shares what comes out the same, and shows the rest apart', () => {
		const { wording, contract } = made();
		const shown = (name: string) =>
			generateOperation(contract, wording, name).properties.map((property) => [
				property.name,
				property.displayOptions?.show?.operation,
			]);
		expect(shown('create')).toEqual([
			['callName', ['create', 'update']],
			['mode', ['create']],
		]);
		expect(shown('update')).toEqual([
			['mode', ['update']],
			['callId', ['update']],
		]);
	});

	it('shows apart what looks the same and is sent within other limits', () => {
		const document = documentWithUpdate();
		Object.assign(document.components.schemas.UpdateCall?.properties?.name ?? {}, {
			maxLength: 20,
		});
		const { wording, contract } = made(document);
		const { properties, ownRows, like } = generateOperation(contract, wording, 'update');
		expect(properties.map(({ name }) => name)).toEqual(['callName', 'mode', 'callId']);
		expect(ownRows[0]).toMatchObject({ parameter: 'callName', maxLength: 20 });
		expect(like).toBeUndefined();
	});

	it('is named where its request has no such field', () => {
		const document = documentWithUpdate();
		delete document.components.schemas.UpdateCall?.properties?.name;
		const { wording, contract } = made(document);
		expect(checkFields(contract, wording).map(({ text }) => text)).toContain(
			"call:update: 'Call Name' is gone: the contract has no name",
		);
	});
});

describe('the texts behind an operation with a request of its own', () => {
	const digestsAfter = (change: (field: { description?: string }) => void) => {
		const document = documentWithUpdate();
		change(document.components.schemas.UpdateCall?.properties?.name ?? {});
		const { wording, contract } = made(document);
		const digests = digestsOf(contract, wording);
		const found = checkFields(contract, { ...wording, digests }).map(({ text }) => text);
		return { digests, found };
	};

	it('are read once where they are the same', () => {
		const { digests, found } = digestsAfter(() => {});
		expect(Object.keys(digests.create ?? {})).toEqual(['mode', 'name']);
		expect(Object.keys(digests.update ?? {})).toEqual(['id']);
		expect(found).toEqual([]);
	});

	it('are read apart where they differ', () => {
		const { digests, found } = digestsAfter((name) => {
			name.description = 'The new name of the call.';
		});
		expect(Object.keys(digests.update ?? {})).toEqual(['id', 'name']);
		expect(digests.update?.name).not.toBe(digests.create?.name);
		expect(found).toEqual([]);
		expect(acceptDigests('', digests)).toContain('  update:\n    id: ');
	});

	it('may be fewer', () => {
		const { digests, found } = digestsAfter((name) => delete name.description);
		expect(Object.keys(digests.update ?? {})).toEqual(['id']);
		expect(found).toEqual([]);
	});
});
