import { generateFiles } from '../../../../scripts/spec/generate/files.mts';
import type { Wording } from '../../../../scripts/spec/wording/types.mts';
import { sampleDocument, sampleWording } from '../sample.mts';
import { loadGenerated } from './load.mts';

/** Words of a resource of another node, with one operation. */
const other = (node: string, resource = 'other'): Wording => ({
	...sampleWording(),
	...{ file: `${resource}.yaml`, node, resource, name: 'Other', description: 'Something else' },
	operations: {
		get: {
			name: 'Get',
			action: 'Get other',
			description: 'Read another',
			requests: ['GET /other'],
			parameters: {},
		},
	},
});

const wordings = [sampleWording(), other('vapiEvaluation')];

describe('resources that name their node', () => {
	const files = generateFiles(sampleDocument(), wordings);

	it('stand in the module of that node, the others in the one of Vapi', async () => {
		expect([...files.keys()].filter((path) => !path.includes('/')).sort()).toEqual([
			...['Vapi.ts', 'VapiEvaluation.ts'],
		]);
		const [vapi, evaluation] = [
			await loadGenerated(files),
			await loadGenerated(files, 'VapiEvaluation'),
		];
		expect(Object.keys(vapi.operations)).toEqual(['call']);
		expect(Object.keys(evaluation.operations)).toEqual(['other']);
		expect(vapi.properties[0]?.options).toHaveLength(1);
		expect(evaluation.properties[0]).toMatchObject({ default: 'other' });
	});

	it('have names that no resource of another node has', () => {
		const twice = [sampleWording(), other('vapiEvaluation', 'call')];
		expect(() => generateFiles(sampleDocument(), twice)).toThrow(
			'call.yaml: there is a resource call already',
		);
	});

	it('name a node that there is', () => {
		expect(() => generateFiles(sampleDocument(), [other('vapiEval')])).toThrow(
			'other.yaml: there is no node vapiEval',
		);
	});
});
