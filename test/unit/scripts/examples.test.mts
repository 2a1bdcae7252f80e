import { NodeHelpers } from 'n8n-workflow';
import { Vapi } from '../../../nodes/Vapi/Vapi.node.ts';
import { VapiTrigger } from '../../../nodes/VapiTrigger/VapiTrigger.node.ts';
import { fillIn, FIRST_EXAMPLE, readExamples } from '../../../scripts/examples.mts';
import type { Example } from '../../../scripts/examples.mts';

describe('the example workflows', () => {
	let examples: Example[];

	beforeAll(async () => {
		examples = await readExamples();
	});

	it('starts with the list of leads', () => {
		expect(examples[0]?.slug).toBe(FIRST_EXAMPLE);
	});

	it('has a name of its own for each workflow and an ID of its own for each node', () => {
		const names = examples.map(({ workflow }) => workflow.name);
		const ids = examples.flatMap(({ workflow }) => workflow.nodes.map(({ id }) => id));
		expect(new Set(names).size).toBe(names.length);
		expect(new Set(ids).size).toBe(ids.length);
	});

	it('asks for a credential by name and carries no ID that differs from n8n to n8n', () => {
		for (const { workflow } of examples) {
			const ours = workflow.nodes.filter(({ type }) => type.startsWith('n8n-nodes-vapi.'));
			expect(ours.length).toBeGreaterThan(0);
			for (const node of ours) {
				expect(node.credentials).toEqual({ vapiApi: { id: null, name: 'Vapi account' } });
			}
			expect(workflow).not.toHaveProperty('id');
		}
	});

	it('sets only fields that the form shows and has', () => {
		const descriptions = [new Vapi().description, new VapiTrigger().description];
		const ours = examples.flatMap(({ workflow }) =>
			workflow.nodes.filter(({ type }) => type.startsWith('n8n-nodes-vapi.')),
		);
		for (const { type, typeVersion, parameters } of ours) {
			// As a tool, a node has the name that n8n gives it, and fields that are for tools only.
			const [, name = ''] = type.split('.');
			const own = descriptions.find((each) => each.name === name.replace(/Tool$/, ''))!;
			const description = { ...own, name };
			const kept = NodeHelpers.getNodeParameters(
				description.properties,
				parameters as never,
				true,
				false,
				{ typeVersion },
				description,
			);
			expect(kept).toMatchObject(parameters);
		}
	});

	it('connects only nodes that exist', () => {
		for (const { workflow } of examples) {
			const names = workflow.nodes.map(({ name }) => name);
			const targets = [...JSON.stringify(workflow.connections).matchAll(/"node":"([^"]+)"/g)];
			for (const name of [...Object.keys(workflow.connections), ...targets.map(([, to]) => to)]) {
				expect(names).toContain(name);
			}
		}
	});

	it('dials only numbers that are reserved for examples', () => {
		const text = JSON.stringify(examples.map(({ workflow }) => workflow));
		const numbers = text.match(/\+[\d ()-]{8,}\d/g) ?? [];
		expect(numbers.length).toBeGreaterThan(0);
		for (const number of numbers) expect(number.replace(/\D/g, '')).toMatch(/^155555501\d\d$/);
	});

	it('is copied when credential and lists without a choice are filled in', () => {
		const workflow = examples[0]!.workflow;
		const before = JSON.stringify(workflow);
		const filled = fillIn(workflow, {
			credential: { id: 'c1', name: 'Mine' },
			selected: { assistantId: { id: 'a1', name: 'Ann' }, to: { id: 'never', name: 'never' } },
		});
		const node = filled.nodes.find(({ type }) => type === 'n8n-nodes-vapi.vapi');
		expect(node).toMatchObject({
			credentials: { vapiApi: { id: 'c1', name: 'Mine' } },
			parameters: {
				assistantId: { __rl: true, mode: 'list', value: 'a1', cachedResultName: 'Ann' },
				phoneNumberId: { value: '' },
				to: '={{ $json.phone }}',
			},
		});
		expect(JSON.stringify(workflow)).toBe(before);
	});
});
