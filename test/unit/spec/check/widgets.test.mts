import { checkWidgets } from '../../../../scripts/spec/check/widgets.mts';
import { buildContract } from '../../../../scripts/spec/contract.mts';
import type { Schema } from '../../../../scripts/spec/openapi.mts';
import { sampleDocument, sampleWording } from '../sample.mts';

/** What is found where the metadata of a call has this schema and is worded as this type of n8n's. */
const findings = (metadata: Schema, type: string): string[] => {
	const document = sampleDocument();
	Object.assign(document.components.schemas.CreateCall?.properties ?? {}, { metadata });
	const wording = sampleWording();
	const { contains = {} } = wording.operations.create?.parameters.additionalFields ?? {};
	Object.assign(contains.metadata ?? {}, { type });
	return checkWidgets(buildContract(document, [wording]), wording);
};

const LIST: Schema = { type: 'array', items: { $ref: '#/components/schemas/Customer' } };

describe('a list of objects', () => {
	it('is JSON', () => {
		expect(findings(LIST, 'json')).toEqual([]);
	});

	it.each(['string', 'multiOptions', 'number', 'fixedCollection'])('is no %s', (type) => {
		expect(findings(LIST, type)).toEqual([
			`call:create: 'Metadata' is of type ${type}, which cannot hold a list of objects`,
		]);
	});

	it('is text where the contract takes text as well', () => {
		const either = { oneOf: [{ type: 'string' }, LIST] };
		expect(findings(either, 'string')).toEqual([]);
		expect(findings(either, 'number')).toEqual([
			"call:create: 'Metadata' is of type number, which cannot hold string or array",
		]);
	});
});
