import {
	type Correction,
	applyCorrections,
	readCorrections,
} from '../../../scripts/spec/corrections.mts';
import { CORRECTIONS } from '../../../scripts/spec/files.mts';
import type { Document, Schema } from '../../../scripts/spec/openapi.mts';

const documentWith = (
	properties: Record<string, Schema>,
	others: Record<string, Schema> = {},
): Document => ({
	openapi: '3.0.0',
	info: { title: 'Sample', version: '1' },
	paths: { '/call/{id}': { delete: { operationId: 'd', parameters: [], responses: {} } } },
	components: { schemas: { Sample: { type: 'object', properties }, ...others } },
});

/** The property `field` of a document after one correction, and what the correction reports. */
const corrected = (
	field: Schema,
	correction: Partial<Correction>,
	others?: Record<string, Schema>,
) => {
	const document = documentWith({ field }, others);
	const [report] = applyCorrections(document, [{ reason: 'a test', ...correction }]);
	return { field: document.components.schemas.Sample?.properties?.field, report };
};

const branch = (provider: string): Schema => ({
	type: 'object',
	properties: { provider: { type: 'string', enum: [provider] } },
	required: ['provider'],
});

describe('applyCorrections', () => {
	it.each<[Correction['rule'], Schema, Schema]>([
		[
			'enumOnArray',
			{ type: 'array', enum: ['a'], items: { type: 'string' } },
			{ type: 'array', items: { type: 'string', enum: ['a'] } },
		],
		['textEnumTypedObject', { type: 'object', enum: ['a'] }, { type: 'string', enum: ['a'] }],
		['slashedPattern', { type: 'string', pattern: '/^a$/u' }, { type: 'string', pattern: '^a$' }],
		['emptyEnum', { type: 'string', enum: [] }, { type: 'string' }],
		[
			'repeatedEnum',
			{ type: 'string', enum: ['a', 'b', 'a'] },
			{ type: 'string', enum: ['a', 'b'] },
		],
		[
			'enumBesideOneOf',
			{ enum: ['1'], oneOf: [{ type: 'string' }, { type: 'number' }] },
			{ oneOf: [{ type: 'string' }, { type: 'number' }] },
		],
		[
			'overlappingOneOf',
			{
				oneOf: [
					{ type: 'string', enum: ['off'] },
					{ type: 'string', format: 'uri' },
				],
			},
			{
				anyOf: [
					{ type: 'string', enum: ['off'] },
					{ type: 'string', format: 'uri' },
				],
			},
		],
	])('%s', (rule, before, after) => {
		const { field, report } = corrected(before, { rule });
		expect(field).toEqual(after);
		expect(report).toMatchObject({ count: 1, stale: [] });
	});

	it('leaves a oneOf alone whose branches a required property tells apart', () => {
		const refs = {
			oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }],
		};
		const { field, report } = corrected(
			refs,
			{ rule: 'overlappingOneOf' },
			{ A: branch('a'), B: branch('b') },
		);
		expect(field).toEqual(refs);
		expect(report).toMatchObject({ count: 0, stale: ['overlappingOneOf'] });
	});

	it('allows null where the pattern fits, and reports patterns that fit nowhere', () => {
		const { field, report } = corrected(
			{ type: 'string' },
			{ allowNull: ['Sam*.field', 'Sample.gone'] },
		);
		expect(field).toEqual({ type: 'string', nullable: true });
		expect(report).toMatchObject({ count: 1, stale: ['Sample.gone'] });
	});

	it('adds what is missing once, and reports it once it is there', () => {
		const document = documentWith({});
		const add = {
			at: '/paths/~1call~1{id}/delete/parameters/id',
			value: { name: 'id', in: 'path' },
		};
		const reports = applyCorrections(document, [
			{ reason: 'a test', add },
			{ reason: 'a test', add },
		]);
		expect(document.paths['/call/{id}']?.delete?.parameters).toEqual([{ name: 'id', in: 'path' }]);
		expect(reports.map(({ stale }) => stale)).toEqual([[], [add.at]]);
	});
});

describe('spec/corrections.yaml', () => {
	it('gives every repair a reason', () => {
		const corrections = readCorrections(CORRECTIONS);
		expect(corrections.map(({ reason }) => reason.length > 20)).not.toContain(false);
	});
});
