import { checkSettled } from '../../../../scripts/spec/check/settled.mts';
import type { OperationWording, ParameterMap } from '../../../../scripts/spec/wording/types.mts';
import { union } from '../union.mts';

const findings = (parameters: ParameterMap, omitted: Record<string, string> = {}): string[] => {
	const { contract, wording } = union(parameters, omitted);
	return checkSettled(contract, wording.operations.create as OperationWording);
};

const words: ParameterMap = {
	thingName: { field: 'name', displayName: 'Name' },
	radius: { field: 'radius', displayName: 'Radius' },
	side: { field: 'side', displayName: 'Side' },
	left: { field: 'angle.left', displayName: 'Left' },
	thingJson: { displayName: 'Thing (JSON)', carries: ['angle.right', 'colour'] },
};
/** The words without some of them. */
const without = (...names: string[]): ParameterMap =>
	Object.fromEntries(Object.entries(words).filter(([name]) => !names.includes(name)));
const WORDS = 'give it words, or a reason under omitted';

describe('a body that is a union', () => {
	it('is settled where every field of every branch is in the form, in JSON or left out', () => {
		expect(findings(words)).toEqual([]);
	});

	it('names a field with the branches in which it is not settled', () => {
		expect(findings(without('side', 'left'))).toEqual([
			`side is new for type=cube: ${WORDS}`,
			`angle.left is new for type=cone: ${WORDS}`,
		]);
	});

	it('is not content with words that are shown for another branch', () => {
		const radius = { field: 'radius', displayName: 'Radius', show: { type: ['ball'] } };
		expect(findings({ ...words, radius })).toEqual([`radius is new for type=cube: ${WORDS}`]);
	});

	it('may be left out by branch, or left to JSON', () => {
		const { side, left, thingName } = words as Required<typeof words>;
		const json = { displayName: 'Thing (JSON)', carries: ['type=ball|cube'] };
		const some = { thingName, left, json } as ParameterMap;
		expect(findings(some, { 'angle.right': 'Not needed' })).toEqual([]);
		expect(findings({ ...some, json: { ...json, carries: ['type=ball'] } } as ParameterMap, { 'type=cone|cube': 'Not needed' })).toEqual([]);
		expect(findings({ thingName, side } as ParameterMap, { 'type=ball|cone': 'Not needed' })).toEqual([
			`colour is new for type=cube: ${WORDS}`,
			`radius is new for type=cube: ${WORDS}`,
		]);
	});

	it('names branches and fields that are gone', () => {
		const json = { displayName: 'Thing (JSON)', carries: ['angle.right', 'colour', 'weight', 'type=disc'] };
		expect(findings({ ...words, thingJson: json }, { 'type=ring': 'Not needed' })).toEqual([
			'weight is gone and need not be omitted any more',
			'type=ring is gone and need not be named any more',
			'type=disc is gone and need not be named any more',
		]);
	});

	it('names a branch that needs what is left out', () => {
		expect(findings(without('radius'), { radius: 'Not needed' })).toEqual([
			'type=ball needs radius, which is left out: leave out the branch, too',
		]);
	});

	it('names the choice itself where it has no words', () => {
		const { contract, wording } = union(words);
		const create = wording.operations.create as OperationWording;
		const { type, ...parameters } = create.parameters;
		expect(type).toBeDefined();
		expect(checkSettled(contract, { ...create, parameters })).toEqual([
			`type is new for type=ball|cube|cone|void: ${WORDS}`,
		]);
	});
});
