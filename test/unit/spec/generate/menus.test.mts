import { operationParameter, resourceParameter } from '../../../../scripts/spec/generate/menus.mts';
import { sampleWording } from '../sample.mts';

describe('resourceParameter', () => {
	it('lists resources that have operations', () => {
		const silent = { ...sampleWording(), resource: undefined };
		expect(resourceParameter([sampleWording(), silent]).options).toEqual([
			{ name: 'Call', value: 'call', description: 'A call' },
		]);
	});
});

describe('operationParameter', () => {
	it('lists the operations of a resource by name, with what they do', () => {
		expect(operationParameter(sampleWording())).toMatchObject({
			displayOptions: { show: { resource: ['call'] } },
			options: [
				{ name: 'Create', value: 'create', description: 'Place a call', action: 'Create call' },
				{ name: 'Get', value: 'get', description: 'Read a call', action: 'Get call' },
			],
			default: 'create',
		});
	});
});
