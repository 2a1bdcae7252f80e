import { buildContract } from '../../../../scripts/spec/contract.mts';
import { generateOperation } from '../../../../scripts/spec/generate/files.mts';
import { buildProperties } from '../../../../scripts/spec/generate/properties.mts';
import { buildRows } from '../../../../scripts/spec/generate/rows.mts';
import type {
	OperationWording,
	ParameterWording,
} from '../../../../scripts/spec/wording/types.mts';
import { sampleDocument, sampleWording } from '../sample.mts';

/** What a parameter of our own becomes: its rows, and the names on the screen. */
const made = (words: Partial<ParameterWording>) => {
	const wording = sampleWording();
	const get = wording.operations.get as OperationWording;
	const ours = { own: 'For the test', displayName: 'Ours', ...words };
	get.parameters = { ...get.parameters, ours };
	const contract = buildContract(sampleDocument(), [wording]);
	return {
		rows: buildRows(contract, wording, 'get').slice(1),
		names: buildProperties(contract, wording, 'get').map(({ name }) => name),
	};
};

describe('the row of a parameter of our own', () => {
	it.each<[string, Partial<ParameterWording>, object]>([
		['a switch', { type: 'boolean', default: true }, { type: 'boolean', default: true }],
		['a switch without words for it', { type: 'boolean' }, { type: 'boolean', default: false }],
		[
			'a number, with the limits of its arrows',
			{ type: 'number', default: 5, typeOptions: { minValue: 1, maxValue: 50 } },
			{ type: 'number', minimum: 1, maximum: 50, default: 5 },
		],
		[
			'a number that may be less than the arrows reach',
			{ type: 'number', default: 30, minimum: 0.001, typeOptions: { minValue: 1 } },
			{ type: 'number', minimum: 0.001, default: 30 },
		],
		[
			'a whole number',
			{ type: 'number', reads: 'integer', default: 1 },
			{ type: 'integer', default: 1 },
		],
		[
			'a choice, whose first option counts',
			{ type: 'options', values: { polling: 'Polling', webhook: 'Webhook' } },
			{ type: 'options', default: 'polling' },
		],
		['a text, which has no default', { type: 'string' }, { type: 'string' }],
		['JSON, which has no default', { type: 'json', reads: 'json' }, { type: 'json' }],
		[
			'something that has to be there',
			{ type: 'string', required: true },
			{ type: 'string', required: true },
		],
		[
			'a hidden value that is read all the same',
			{ type: 'hidden', reads: 'options', default: 'phone' },
			{ type: 'options', default: 'phone' },
		],
	])('tells the node about %s', (_, words, row) => {
		const { rows, names } = made(words);
		expect(rows).toEqual([
			{ parameter: 'ours', displayName: 'Ours', in: 'node', path: [], ...row },
		]);
		expect(names).toEqual(['callId', 'ours']);
	});

	it.each(['notice', 'hidden'])('is left out for a %s that nobody reads', (type) => {
		const { rows, names } = made({ type });
		expect(rows).toEqual([]);
		expect(names).toEqual(['callId', 'ours']);
	});

	it('has the names of the collections that it stands in', () => {
		const inner = { own: 'For the test', displayName: 'Inner', type: 'boolean' };
		const { rows } = made({ contains: { inner } });
		expect(rows.map(({ parameter }) => parameter)).toEqual(['ours.inner']);
	});
});

describe('generateOperation', () => {
	it('brings Return All and Limit along for a list, and Output with its Fields', () => {
		const document = sampleDocument();
		const limit = {
			name: 'limit',
			in: 'query' as const,
			schema: { type: 'number', maximum: 1000 },
		};
		document.paths['/call']?.post?.parameters?.push(limit);
		const wording = sampleWording();
		Object.assign(wording.operations.create as object, { list: 'createdAt', output: 'call' });
		const contract = buildContract(document, [wording]);
		const { properties, facts, ownRows } = generateOperation(contract, wording, 'create');
		expect(properties.map(({ name }) => name)).toEqual([
			'to',
			'returnAll',
			'limit',
			'output',
			'fields',
			'additionalFields',
		]);
		expect(facts).toMatchObject({ list: 'createdAt', output: 'call' });
		const node = { in: 'node', path: [] };
		expect(structuredClone(ownRows.slice(-4))).toEqual([
			{
				...node,
				parameter: 'returnAll',
				displayName: 'Return All',
				type: 'boolean',
				default: false,
			},
			{
				...node,
				parameter: 'limit',
				displayName: 'Limit',
				type: 'integer',
				minimum: 1,
				default: 50,
			},
			{ ...node, parameter: 'output', displayName: 'Output', type: 'options', default: 'simple' },
			{ ...node, parameter: 'fields', displayName: 'Fields', type: 'multiOptions' },
		]);
	});
});
