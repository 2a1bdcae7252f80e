import OpenAPISchemaValidator from 'openapi-schema-validator';
import { compareContracts } from '../../../scripts/spec/compare.mts';
import { buildContract, formatContract, readContract } from '../../../scripts/spec/contract.mts';
import { digestOf } from '../../../scripts/spec/digest.mts';
import { CONTRACT, WORDING } from '../../../scripts/spec/files.mts';
import type { Document } from '../../../scripts/spec/openapi.mts';
import { exposedRequests } from '../../../scripts/spec/wording/claims.mts';
import { readWordings } from '../../../scripts/spec/wording/read.mts';
import { sampleDocument, sampleWording } from './sample.mts';

const build = (change: (document: Document) => void = () => {}): Document => {
	const document = sampleDocument();
	change(document);
	return buildContract(document, [sampleWording()]);
};

describe('buildContract', () => {
	it('keeps the exposed operations and the schemas they reach', () => {
		const contract = build();
		expect(Object.keys(contract.paths)).toEqual(['/call', '/call/{id}']);
		expect(Object.keys(contract.components.schemas)).toEqual([
			'Call',
			'CreateCall',
			'Customer',
			'Event',
		]);
	});

	it('keeps facts, and a digest where the text of a worded field stood', () => {
		const { CreateCall, Customer } = build().components.schemas;
		expect(CreateCall?.properties?.name).toEqual({
			type: 'string',
			maxLength: 40,
			'x-description-digest': digestOf('The name of the call.'),
		});
		expect(Customer?.properties?.email).toEqual({ type: 'string' });
	});

	it('holds a property named like prose', () => {
		expect(build().components.schemas.Call?.properties).toHaveProperty('summary', {
			type: 'string',
		});
	});

	it('names an operation that the document lacks', () => {
		expect(() => build(({ paths }) => delete paths['/call/{id}'])).toThrow(
			'The document has no operation GET /call/{id}',
		);
	});
});

describe('spec/contract.json', () => {
	const contract = readContract(CONTRACT);

	it('is a valid OpenAPI document', () => {
		// jest hands over the class itself, which the types see as a module.
		const Validator = OpenAPISchemaValidator as unknown as typeof OpenAPISchemaValidator.default;
		const { errors } = new Validator({ version: 3 }).validate(contract as never);
		expect(errors).toEqual([]);
	});

	it('holds exactly the operations that the wording files expose', () => {
		const requests = Object.entries(contract.paths).flatMap(([path, methods]) =>
			Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
		);
		expect(requests.sort()).toEqual(exposedRequests(readWordings(WORDING)));
	});

	it('holds no prose', () => {
		const text = formatContract(contract);
		expect(text).not.toMatch(/"(description|summary|example)": *"/);
		expect(text.match(/[a-z]+(?: [a-z]+){5,}/gi) ?? []).toEqual([]);
	});
});

describe('compareContracts', () => {
	it('names what was added, removed and changed', () => {
		const before = build();
		const after = build(({ components: { schemas } }) => {
			const { CreateCall, Customer, Call } = schemas;
			Object.assign(CreateCall?.properties ?? {}, {
				note: { type: 'object', properties: { text: { type: 'string' } } },
				name: { type: 'string', maxLength: 50, description: 'Something else.' },
			});
			delete Customer?.properties?.email;
			Call?.properties?.status?.enum?.push('lost');
		});
		expect(compareContracts(before, after)).toEqual({
			added: ['CreateCall.note'],
			removed: ['Customer.email'],
			changed: ['Call.status: enum +lost', 'CreateCall.name: maxLength 40 → 50; its description'],
		});
	});

	it('takes words of ours for no change of theirs', () => {
		const wording = sampleWording();
		delete wording.operations.create?.parameters.additionalFields;
		const before = buildContract(sampleDocument(), [wording]);
		expect(compareContracts(before, build()).changed).toEqual([]);
	});

	it('finds nothing between equal contracts', () => {
		expect(compareContracts(build(), build())).toEqual({ added: [], removed: [], changed: [] });
	});
});
