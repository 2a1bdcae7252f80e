import type { Schema } from '../../../../scripts/spec/openapi.mts';
import { REF, generated } from './oneField.mts';

const SCHEMAS: Record<string, Schema> = {
	Customers: { type: 'array', items: { $ref: `${REF}Customer` } },
	Speed: { type: 'string', enum: ['fast'] },
};

describe('a list', () => {
	it.each<[string, Schema, object, object]>([
		[
			'a list of objects',
			{ type: 'array', items: { type: 'object', properties: {} } },
			{ type: 'json', default: '[]' },
			{ type: 'jsonList' },
		],
		[
			'a list of objects of several shapes',
			{ type: 'array', items: { oneOf: [{ $ref: `${REF}Call` }, { $ref: `${REF}Customer` }] } },
			{ type: 'json', default: '[]' },
			{ type: 'jsonList' },
		],
		[
			'a list of objects behind references',
			{ allOf: [{ $ref: `${REF}Customers` }] },
			{ type: 'json', default: '[]' },
			{ type: 'jsonList' },
		],
		[
			'a list of texts behind a reference',
			{ type: 'array', items: { $ref: `${REF}Speed` } },
			{ type: 'multiOptions', default: [], options: [{ name: 'Fast', value: 'fast' }] },
			{ type: 'multiOptions' },
		],
		[
			'text or a list of objects',
			{ oneOf: [{ type: 'string', maxLength: 9 }, { type: 'array', items: { $ref: `${REF}Customer` } }] },
			{ type: 'string', default: '' },
			{ type: 'textOrJsonList' },
		],
		[
			'a list of objects or text, whichever stands first',
			{ oneOf: [{ type: 'array', items: { $ref: `${REF}Customer` } }, { type: 'string' }] },
			{ type: 'string', default: '' },
			{ type: 'textOrJsonList' },
		],
	])('becomes a field as it should: %s', (_, schema, property, row) => {
		const made = generated(schema, {}, SCHEMAS);
		expect(made.property).toMatchObject(property);
		expect(made.row).toMatchObject({ parameter: 'field', in: 'body', path: ['field'], ...row });
	});
});
