import type { Schema } from '../../../../scripts/spec/openapi.mts';
import type { ParameterWording } from '../../../../scripts/spec/wording/types.mts';
import { REF, generated } from './oneField.mts';

describe('generateOperation', () => {
	it.each<[string, Schema, Partial<ParameterWording>, object, object]>([
		[
			'text',
			{ type: 'string', maxLength: 40 },
			{},
			{ type: 'string', default: '' },
			{ type: 'string', maxLength: 40 },
		],
		[
			'a number within limits',
			{ type: 'number', minimum: 10, maximum: 43200 },
			{ default: 600 },
			{ type: 'number', typeOptions: { minValue: 10, maxValue: 43200 }, default: 600 },
			{ type: 'number', minimum: 10, maximum: 43200 },
		],
		[
			'a boolean',
			{ type: 'boolean' },
			{ default: true },
			{ type: 'boolean', default: true },
			{ type: 'boolean' },
		],
		[
			'a date',
			{ type: 'string', format: 'date-time' },
			{},
			{ type: 'dateTime', default: '' },
			{ type: 'dateTime', format: 'date-time' },
		],
		['an object', { type: 'object' }, {}, { type: 'json', default: '{}' }, { type: 'json' }],
		[
			"a choice, with names and the contract's default",
			{ type: 'string', enum: ['openai', 'deep-thought'], default: 'deep-thought' },
			{ explains: { openai: 'The usual one' } },
			{
				type: 'options',
				default: 'deep-thought',
				options: [
					{ name: 'OpenAI', value: 'openai', description: 'The usual one' },
					{ name: 'Deep Thought', value: 'deep-thought' },
				],
			},
			{ type: 'options' },
		],
		[
			'several choices',
			{ type: 'array', items: { type: 'string', enum: ['hang'] } },
			{},
			{ type: 'multiOptions', default: [], options: [{ name: 'Hang', value: 'hang' }] },
			{ type: 'multiOptions' },
		],
		[
			'a list of texts',
			{ type: 'array', items: { type: 'string', minLength: 2 } },
			{ typeOptions: { multipleValues: true } },
			{ type: 'string', default: [], typeOptions: { multipleValues: true } },
			{ type: 'stringList', minLength: 2 },
		],
		[
			'a list of texts in one field',
			{ type: 'array', items: { type: 'string' } },
			{},
			{ type: 'string', default: '' },
			{ type: 'stringList' },
		],
		[
			'a resource locator',
			{ type: 'string', format: 'uuid' },
			{ type: 'resourceLocator', modes: [] },
			{ type: 'resourceLocator', default: { mode: 'list', value: '' } },
			{ type: 'resourceId', format: 'uuid' },
		],
		[
			'free text over a list of values',
			{ type: 'string', enum: ['a'] },
			{ freeText: 'New ones come often' },
			{ type: 'string', default: '' },
			{ type: 'string' },
		],
	])('makes %s', (_, schema, words, property, row) => {
		const made = generated(schema, words);
		expect(made.property).toMatchObject(property);
		expect(made.row).toMatchObject({ parameter: 'field', in: 'body', path: ['field'], ...row });
	});

	it('sorts five options and more by name', () => {
		const values = ['e', 'd', 'c', 'b', 'a'];
		const { property } = generated({ type: 'string', enum: values });
		expect(property.options?.map((option) => option.name)).toEqual(['A', 'B', 'C', 'D', 'E']);
	});

	it('joins the values of all branches, and keeps limits that all share', () => {
		const branch = (provider: string, maxLength: number): Schema => ({
			type: 'object',
			properties: {
				provider: { type: 'string', enum: [provider] },
				voiceId: { type: 'string', minLength: 1, maxLength },
			},
		});
		const schema = { oneOf: [{ $ref: `${REF}A` }, { $ref: `${REF}B` }] };
		const schemas = { A: branch('a', 10), B: branch('b', 20) };
		const provider = generated(schema, { field: 'field.provider' }, schemas);
		expect(provider.property.options).toEqual([
			{ name: 'A', value: 'a' },
			{ name: 'B', value: 'b' },
		]);
		const { row } = generated(schema, { field: 'field.voiceId' }, schemas);
		expect(row).toEqual({
			parameter: 'field',
			displayName: 'Field',
			in: 'body',
			path: ['field', 'voiceId'],
			type: 'string',
			minLength: 1,
		});
	});

	it('shows a parameter for its resource and operation, and by its own conditions', () => {
		const { property } = generated({ type: 'string' }, { show: { mode: ['a'] }, hide: { x: [1] } });
		expect(property.displayOptions).toEqual({
			show: { resource: ['call'], operation: ['create'], mode: ['a'] },
			hide: { x: [1] },
		});
	});

	it('names words that stand for no field', () => {
		expect(() => generated({ type: 'string' }, { field: 'other' })).toThrow(
			'call.yaml: field: the contract has no field other',
		);
	});
});
