import type { WorkflowJson, WorkflowNode } from '../../scripts/n8n/workflow.mts';

/** Nodes of n8n that a workflow answers with, each named after its scenario. */
const SPLIT_OFF = "={{ $json.parameters.orderNumber === 'A1' }}";

interface Part {
	name: string;
	type: string;
	typeVersion: number;
	parameters: Record<string, unknown>;
	onError?: 'continueErrorOutput';
}

const code = (name: string, jsCode: string, onError?: 'continueErrorOutput'): Part => ({
	name,
	type: 'n8n-nodes-base.code',
	typeVersion: 2,
	parameters: { mode: 'runOnceForEachItem', jsCode },
	...(onError && { onError }),
});

const http = (name: string, url: string): Part => ({
	name,
	type: 'n8n-nodes-base.httpRequest',
	typeVersion: 4.2,
	parameters: { url, options: {} },
	onError: 'continueErrorOutput',
});

const ifTrue = (name: string, condition: string): Part => ({
	name,
	type: 'n8n-nodes-base.if',
	typeVersion: 2.2,
	parameters: {
		conditions: {
			options: { caseSensitive: true, typeValidation: 'loose', version: 2 },
			conditions: [
				{
					id: name,
					leftValue: condition,
					rightValue: '',
					operator: { type: 'boolean', operation: 'true', singleValue: true },
				},
			],
			combinator: 'and',
		},
		options: {},
	},
});

const set = (name: string): Part => ({
	name,
	type: 'n8n-nodes-base.set',
	typeVersion: 3.4,
	parameters: {
		mode: 'raw',
		jsonOutput: '={{ { status: "Order " + $json.parameters.orderNumber } }}',
		options: {},
	},
});

const loop = (name: string): Part => ({
	name,
	type: 'n8n-nodes-base.splitInBatches',
	typeVersion: 3,
	parameters: { batchSize: 1, options: {} },
});

const answer = (name: string, result = '={{ $json.status }}'): Part => ({
	name,
	type: 'n8n-nodes-vapi.vapi',
	typeVersion: 1,
	parameters: { resource: 'webhookResponse', operation: 'toolCalls', result },
});

/** Parts of a scenario, and what is behind each output of each; the trigger is called `Trigger`. */
interface Scenario {
	parts: Part[];
	wires: Record<string, string[][]>;
}

const scenarios = (away: string): Record<string, Scenario> => ({
	code: {
		parts: [
			code(
				'Tool',
				"if ($json.parameters.orderNumber === 'B2') throw new Error('The CRM is away'); return { json: { status: 'here' } };",
				'continueErrorOutput',
			),
			answer('Answer', '={{ $json }}'),
		],
		wires: { Trigger: [['Tool']], Tool: [['Answer'], ['Answer']] },
	},
	http: {
		parts: [http('Tool', away), answer('Answer', '={{ $json }}')],
		wires: { Trigger: [['Tool']], Tool: [['Answer'], ['Answer']] },
	},
	branches: {
		parts: [ifTrue('If', SPLIT_OFF), set('A'), set('B'), answer('Answer'), answer('Other')],
		wires: { Trigger: [['If']], If: [['A'], ['B']], A: [['Answer']], B: [['Other']] },
	},
	joined: {
		parts: [ifTrue('If', SPLIT_OFF), set('A'), set('B'), answer('Answer')],
		wires: { Trigger: [['If']], If: [['A'], ['B']], A: [['Answer']], B: [['Answer']] },
	},
	loop: {
		parts: [loop('Loop'), set('A'), answer('Answer')],
		wires: { Trigger: [['Loop']], Loop: [[], ['A']], A: [['Answer']], Answer: [['Loop']] },
	},
	throws: {
		parts: [code('Tool', "throw new Error('No database');"), answer('Answer')],
		wires: { Trigger: [['Tool']], Tool: [['Answer']] },
	},
	throwsLater: {
		parts: [ifTrue('If', SPLIT_OFF), set('A'), code('Tool', "throw new Error('No database');"), answer('Answer')],
		wires: { Trigger: [['If']], If: [['A'], ['Tool']], A: [['Answer']], Tool: [['Answer']] },
	},
	empty: {
		parts: [ifTrue('If', '={{ false }}'), answer('Answer')],
		wires: { Trigger: [['If']], If: [['Answer']] },
	},
	slow: {
		parts: [
			code('Tool', 'return await new Promise((resolve) => setTimeout(() => resolve({ json: { status: "late" } }), 4000));'),
			answer('Answer'),
		],
		wires: { Trigger: [['Tool']], Tool: [['Answer']] },
	},
});

/** Where a scenario's trigger listens, below the address of n8n. */
export const pathOf = (scenario: string): string => `/webhook/${idOf(scenario)}/webhook`;

const NAMES = Object.keys(scenarios(''));

function idOf(scenario: string): string {
	return `00000000-0000-4000-9000-${String(NAMES.indexOf(scenario)).padStart(12, '0')}`;
}

/**
 * All scenarios as one workflow, which n8n publishes at once.
 * @param away an address where nobody answers
 */
export function answeringWorkflow(
	away: string,
	credential: { id: string; name: string },
): WorkflowJson & { id: string } {
	const nodes: WorkflowNode[] = [];
	const connections: Record<string, unknown> = {};
	for (const [row, [scenario, { parts, wires }]] of Object.entries(scenarios(away)).entries()) {
		const own = (name: string) => `${name} ${scenario}`;
		const trigger: Part & { webhookId: string } = {
			name: 'Trigger',
			type: 'n8n-nodes-vapi.vapiTrigger',
			typeVersion: 1,
			parameters: { events: ['tool-calls'], responseMode: 'responseNode', acceptFrom: 'anyone' },
			webhookId: idOf(scenario),
		};
		for (const [column, part] of [trigger, ...parts].entries()) {
			const isOurs = part.type.startsWith('n8n-nodes-vapi.');
			nodes.push({
				...part,
				name: own(part.name),
				id: own(part.name),
				position: [column * 220, row * 220],
				...(isOurs && { credentials: { vapiApi: credential } }),
			});
		}
		for (const [name, outputs] of Object.entries(wires)) {
			connections[own(name)] = {
				main: outputs.map((targets) =>
					targets.map((target) => ({ node: own(target), type: 'main', index: 0 })),
				),
			};
		}
	}
	return { id: 'answers', name: 'Answers', nodes, connections, settings: { executionOrder: 'v1' } };
}
