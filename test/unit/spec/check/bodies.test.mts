import { checkBodies } from '../../../../scripts/spec/check/bodies.mts';
import { buildContract } from '../../../../scripts/spec/contract.mts';
import { buildRows } from '../../../../scripts/spec/generate/rows.mts';
import { operationFacts } from '../../../../scripts/spec/generate/facts.mts';
import type { Content, Schema } from '../../../../scripts/spec/openapi.mts';
import { sampleDocument, sampleWording } from '../sample.mts';

const FILE: Schema = { type: 'string', format: 'binary' };
const form = (properties: Record<string, Schema>): Content['content'] => ({
	'multipart/form-data': { schema: { type: 'object', properties } },
});
const TEXT: Content['content'] = { 'text/csv': { schema: { type: 'string' } } };
const JSON_BODY: Content['content'] = { 'application/json': { schema: { type: 'object' } } };

/** The sample with an operation that posts such a body, and words for some of its fields. */
const upload = (content: Content['content'], fields: string[] = [], more: string[] = []) => {
	const document = sampleDocument();
	const post = { operationId: 'upload', requestBody: { content }, responses: {} };
	document.paths['/file'] = { post };
	const wording = sampleWording();
	const parameters = Object.fromEntries(
		fields.map((field) => [field, { field, displayName: field, description: field }]),
	);
	const words = { name: 'Upload', action: 'Upload file', description: 'Store a file' };
	wording.operations.upload = { ...words, requests: ['POST /file', ...more], parameters };
	return { contract: buildContract(document, [wording]), wording };
};

const findings = (...args: Parameters<typeof upload>): string[] => {
	const { contract, wording } = upload(...args);
	return checkBodies(contract, wording);
};

describe('checkBodies', () => {
	it.each<[string, Parameters<typeof upload>]>([
		['JSON', [JSON_BODY]],
		['JSON where there is a choice', [{ ...TEXT, ...JSON_BODY }]],
		['a form with its file', [form({ file: FILE, purpose: { type: 'string' } }), ['file']]],
	])('has nothing against %s', (_, args) => {
		expect(findings(...args)).toEqual([]);
	});

	it.each<[string, Parameters<typeof upload>, string]>([
		['another type', [TEXT], 'takes text/csv, and the node sends application/json or multipart/form-data'],
		['no type at all', [{}], 'takes a body, and the node sends'],
		['a form without words for its file', [form({ file: FILE })], 'needs words: file'],
		['a form without a file', [form({ text: { type: 'string' } }), ['text']], 'needs words: it has none'],
		['a form of two files', [form({ a: FILE, b: FILE }), ['a', 'b']], 'needs words: a, b'],
		['a form among several requests', [form({ a: FILE }), ['a'], ['GET /other']], 'by itself alone'],
	])('objects to %s', (_, args, message) => {
		expect(findings(...args)).toEqual([expect.stringContaining(message)]);
		expect(findings(...args)[0]).toMatch(/^call:upload: POST \/file /);
	});
});

describe('a form', () => {
	const { contract, wording } = upload(form({ file: FILE, purpose: { type: 'string' } }), ['file', 'purpose']);

	it('is generated with its type, and with a row that names a binary field', () => {
		expect(operationFacts(contract, wording, 'upload')).toMatchObject({ contentType: 'multipart/form-data' });
		expect(buildRows(contract, wording, 'upload')).toMatchObject([
			{ path: ['file'], in: 'body', type: 'binary' },
			{ path: ['purpose'], in: 'body', type: 'string' },
		]);
	});

	it('is not said of JSON', () => {
		const plain = upload(JSON_BODY);
		expect(operationFacts(plain.contract, plain.wording, 'upload')).not.toHaveProperty('contentType');
	});
});
