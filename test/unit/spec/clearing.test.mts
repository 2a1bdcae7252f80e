import type { INodeProperties } from 'n8n-workflow';
import { checkClearing } from '../../../scripts/spec/check/clearing.mts';
import { buildContract } from '../../../scripts/spec/contract.mts';
import { generateOperation } from '../../../scripts/spec/generate/files.mts';
import type { OperationWording } from '../../../scripts/spec/wording/types.mts';
import { sampleDocument, sampleWording } from './sample.mts';
import { union } from './union.mts';

const LIST = { type: 'array', items: { type: 'object', properties: {} } };

/** The sample with a choice of fields to empty. */
const made = (clears: string[], more: object = {}) => {
	const document = sampleDocument();
	const { properties = {} } = document.components.schemas.CreateCall ?? {};
	Object.assign(properties, { hooks: LIST, steps: { ...LIST, nullable: true } });
	for (const name of ['name', 'metadata']) Object.assign(properties[name] ?? {}, { nullable: true });
	const wording = sampleWording();
	const create = wording.operations.create as OperationWording;
	const clearFields = { displayName: 'Clear Fields', clears, ...more };
	create.parameters = { ...create.parameters, clearFields };
	return { wording, contract: buildContract(document, [wording]), create };
};

describe('a choice of fields to empty', () => {
	it('names them as the form does, or by our labels, and says what is sent for each', () => {
		const clears = ['name', 'hooks', 'steps', 'metadata'];
		const { wording, contract } = made(clears, { labels: { metadata: 'All Metadata' } });
		const { properties, ownRows } = generateOperation(contract, wording, 'create');
		const property = properties.find(({ name }) => name === 'clearFields') as INodeProperties;
		expect(property).toMatchObject({ type: 'multiOptions', default: [] });
		expect(property.options).toEqual([
			{ name: 'All Metadata', value: 'metadata' },
			{ name: 'Call Name', value: 'name' },
			{ name: 'Hooks', value: 'hooks' },
			{ name: 'Steps', value: 'steps' },
		]);
		expect(ownRows.find(({ parameter }) => parameter === 'clearFields')).toEqual({
			parameter: 'clearFields',
			displayName: 'Clear Fields',
			in: 'body',
			path: [],
			type: 'multiOptions',
			clears: { name: null, hooks: [], steps: null, metadata: null },
		});
	});

	it('is settled where the contract lets each be null, or a list without entries', () => {
		const { contract, create } = made(['name', 'hooks', 'steps', 'metadata']);
		expect(checkClearing(contract, create)).toEqual([]);
	});

	it('wants a reason for what the contract does not let be null, and what is there', () => {
		const { contract, create } = made(['mode', 'customer.number', 'gone']);
		const asks = 'which the contract does not let be null: if Vapi does, say so in spec/corrections.yaml (allowNull)';
		expect(checkClearing(contract, create)).toEqual([
			`'Clear Fields' empties mode, ${asks}`,
			"'Clear Fields' empties customer.number, which has to be there",
			`'Clear Fields' empties customer.number, ${asks}`,
			"'Clear Fields' empties gone, which is gone",
		]);
	});

	it('wants it of every branch of a union', () => {
		const { contract, wording } = union({ clear: { displayName: 'Clear Fields', clears: ['colour'] } });
		const [first] = checkClearing(contract, wording.operations.create as OperationWording);
		expect(first).toBe("'Clear Fields' empties colour, which cone, void has not");
	});
});
