import { checkPlaces } from '../../../scripts/spec/check/places.mts';
import { buildContract } from '../../../scripts/spec/contract.mts';
import { topFields } from '../../../scripts/spec/fields.mts';
import { buildRows } from '../../../scripts/spec/generate/rows.mts';
import type { Parameter } from '../../../scripts/spec/openapi.mts';
import { operationOf } from '../../../scripts/spec/openapi.mts';
import { createValidators } from '../../../scripts/spec/validation.mts';
import type { OperationWording } from '../../../scripts/spec/wording/types.mts';
import { sampleDocument, sampleWording } from './sample.mts';

const parameter = (name: string, place: Parameter['in'], required = false): Parameter => ({
	...{ name, in: place, required },
	schema: { type: 'string', maxLength: 20 },
});

/** The sample, whose Get has these parameters beside its ID, all of them worded. */
const withParameters = (...parameters: Parameter[]) => {
	const document = sampleDocument();
	document.paths['/call/{id}']?.get?.parameters?.push(...parameters);
	const wording = sampleWording();
	const get = wording.operations.get as OperationWording;
	for (const { name } of parameters) {
		get.parameters[name] = { field: name, displayName: name, description: 'Something' };
	}
	return { contract: buildContract(document, [wording]), wording };
};

describe('a header of the contract', () => {
	it('is a row of the headers, never of the query', () => {
		const { contract, wording } = withParameters(parameter('X-Trace', 'header'));
		expect(buildRows(contract, wording, 'get')).toMatchObject([
			{ in: 'path', path: ['id'] },
			{ in: 'header', path: ['X-Trace'], maxLength: 20 },
		]);
		expect(checkPlaces(contract, wording)).toEqual([]);
	});

	it('is demanded and measured where the contract says so; others are nobody\'s concern', () => {
		const { contract } = withParameters(parameter('X-Trace', 'header', true));
		const check = createValidators(contract)('GET', '/call/{id}');
		const params = { id: '3f2b8c1e-6d40-4a95-b7e8-50c9d1f2a364' };
		const places = (headers: Record<string, string>) =>
			check({ params, headers }).map((violation) => `${violation.in} ${violation.keyword}`);
		expect(places({ 'x-trace': 'abc', 'accept': '*/*' })).toEqual([]);
		expect(places({})).toEqual(['header required']);
		expect(places({ 'x-trace': 'x'.repeat(21) })).toEqual(['header maxLength']);
	});
});

describe('checkPlaces', () => {
	it.each(['user-agent', 'User-Agent', 'content-type', 'Authorization', 'Host', 'cookie'])(
		'objects to words for %s, which n8n writes',
		(name) => {
			const { contract, wording } = withParameters(parameter(name, 'header'));
			expect(checkPlaces(contract, wording)).toEqual([
				`call:get: ${name} is a header that n8n writes by itself: leave it out`,
			]);
		},
	);

	it('objects to a cookie', () => {
		const { contract, wording } = withParameters(parameter('session', 'cookie'));
		expect(checkPlaces(contract, wording)).toEqual([
			'call:get: session is a cookie, which the node cannot send: leave it out',
		]);
	});

	it.each([[[]], [[parameter('id', 'query')]]])('objects to a path that nothing fills', (parameters) => {
		const { contract, wording } = withParameters();
		const { get } = contract.paths['/call/{id}'] ?? {};
		if (get) get.parameters = parameters;
		expect(topFields(contract, operationOf(contract, 'GET /call/{id}'))).toHaveLength(parameters.length);
		expect(checkPlaces(contract, wording)).toEqual([
			'call:get: GET /call/{id} has {id} in its path, which no parameter fills',
		]);
	});
});
