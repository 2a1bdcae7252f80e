import type { INodeProperties } from 'n8n-workflow';
import { generateOperation } from '../../../../scripts/spec/generate/files.mts';
import type { ParameterMap } from '../../../../scripts/spec/wording/types.mts';
import { union } from '../union.mts';

const generated = (parameters: ParameterMap = {}, omitted: Record<string, string> = {}) => {
	const { contract, wording } = union(parameters, omitted);
	const { properties, ownRows } = generateOperation(contract, wording, 'create');
	return {
		property: (name: string) => properties.find((each) => each.name === name) as INodeProperties,
		row: (name: string) => ownRows.find(({ parameter }) => parameter === name),
	};
};
const showOf = ({ displayOptions }: INodeProperties) => displayOptions?.show?.type;
const valuesOf = ({ options = [] }: INodeProperties) =>
	options.map((option) => ('value' in option ? option.value : ''));

const words: ParameterMap = {
	thingName: { field: 'name', displayName: 'Name' },
	radius: { field: 'radius', displayName: 'Radius', show: { type: ['ball'] }, required: true },
	side: { field: 'side', displayName: 'Side' },
	additionalFields: {
		displayName: 'Additional Fields',
		contains: {
			colour: { field: 'colour', displayName: 'Colour' },
			left: { field: 'angle.left', displayName: 'Left' },
			cubeRadius: { field: 'radius', displayName: 'Radius', show: { '/type': ['cube'] } },
		},
	},
	thingJson: { displayName: 'Thing (JSON)', carries: ['angle.right', 'type=void'] },
};

describe('a body that is a union', () => {
	it('offers the values of its shapes, the one that the mapping lacks included', () => {
		const { property, row } = generated();
		expect(valuesOf(property('type'))).toEqual(['ball', 'cube', 'cone', 'void']);
		expect(row('type')?.values).toEqual(['ball', 'cube', 'cone', 'void']);
	});

	it('does not offer the branches that are left out', () => {
		const { property, row } = generated(words, { 'type=cone|void': 'Not needed' });
		expect(valuesOf(property('type'))).toEqual(['ball', 'cube']);
		expect(row('type')?.values).toEqual(['ball', 'cube']);
		expect(showOf(property('side'))).toEqual(['cube']);
	});

	it('shows a field for the branches that have it, and what all have always', () => {
		const { property } = generated(words);
		expect(showOf(property('thingName'))).toBeUndefined();
		expect(showOf(property('side'))).toEqual(['cube']);
		expect(showOf(property('radius'))).toEqual(['ball']);
		expect(showOf(property('thingJson'))).toBeUndefined();
	});

	it('shows what is in a collection by the parameter above, and the collection where something is in it', () => {
		const { property } = generated(words);
		const inner = property('additionalFields').options as INodeProperties[];
		const shown = Object.fromEntries(inner.map(({ name, displayOptions }) => [name, displayOptions?.show]));
		expect(shown).toEqual({
			colour: { '/type': ['ball', 'cube'] },
			left: { '/type': ['cone'] },
			cubeRadius: { '/type': ['cube'] },
		});
		expect(showOf(property('additionalFields'))).toEqual(['ball', 'cube', 'cone']);
	});

	it('tells the node under which choice a field is sent', () => {
		const { row } = generated(words);
		expect(row('thingName')).not.toHaveProperty('branch');
		expect(row('side')?.branch).toEqual({ parameter: 'type', values: ['cube'] });
		expect(row('additionalFields.colour')?.branch).toEqual({ parameter: 'type', values: ['ball', 'cube'] });
		expect(row('additionalFields.cubeRadius')?.branch).toEqual({ parameter: 'type', values: ['cube'] });
	});

	it('takes the limits of the branches in which a field is shown', () => {
		const { row } = generated(words);
		expect(row('radius')?.maximum).toBe(9);
		expect(row('additionalFields.cubeRadius')?.maximum).toBe(5);
		expect(generated({ radius: { field: 'radius', displayName: 'R' } }).row('radius')).not.toHaveProperty('maximum');
	});

	it('lays JSON over the body that carries the rest', () => {
		const { property, row } = generated(words);
		expect(property('thingJson')).toMatchObject({ type: 'json', default: '{}' });
		expect(row('thingJson')).toEqual({
			parameter: 'thingJson',
			displayName: 'Thing (JSON)',
			in: 'body',
			path: [],
			type: 'json',
		});
	});
});
