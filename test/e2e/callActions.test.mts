import { ASSISTANTS, PHONE_NUMBERS } from '../../sandbox/seed.mts';
import { executeWorkflow, importWorkflows } from '../../scripts/n8n/cli.mts';
import { itemsOf, jsonOf } from '../../scripts/n8n/workflow.mts';
import type { ExecutionRun, WorkflowJson, WorkflowNode } from '../../scripts/n8n/workflow.mts';
import { prepare, RUN_TIMEOUT, SETUP_TIMEOUT } from './environment.mts';
import type { Environment } from './environment.mts';

type Parameters = Record<string, unknown>;
type Step = [name: string, operation: string, parameters: Parameters];

/** Stays on the line until someone ends the call. */
const PATIENT = '+15555550165';

const byId = (value: string) => ({ __rl: true, mode: 'id', value });

const create: Parameters = {
	assistantId: byId(ASSISTANTS.receptionist),
	phoneNumberId: byId(PHONE_NUMBERS.main),
	to: PATIENT,
};
const placed = { callId: byId("={{ $('Create').item.json.id }}") };

/** Everything that the node does with a call, on one that is under way. */
const STEPS: Step[] = [
	['Create', 'create', create],
	['Say', 'say', { ...placed, content: 'One moment, please' }],
	['Add Message', 'addMessage', { ...placed, role: 'system', content: 'The order was shipped' }],
	['Control', 'control', { ...placed, control: 'mute-customer' }],
	['End Call', 'endCall', placed],
	['Get', 'get', placed],
	['Download', 'download', { ...placed, artifact: 'monoRecording' }],
	['Update', 'update', { ...placed, callName: 'Reminder 1042' }],
	['Delete', 'delete', placed],
	['Create Another', 'create', create],
	[
		'Transfer',
		'transfer',
		{ callId: byId("={{ $('Create Another').item.json.id }}"), to: '+1 (555) 555-0101' },
	],
];

describe('everything around a call, in a real n8n', () => {
	let environment: Environment;
	let run: ExecutionRun;

	/** A workflow that takes the steps one after the other. */
	function workflowOf(steps: Step[]): WorkflowJson {
		const { id, name } = environment.credential;
		const start = { name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1 };
		const nodes = [
			{ ...start, parameters: {} },
			...steps.map(([step, operation, parameters]) => ({
				name: step,
				type: 'n8n-nodes-vapi.vapi',
				typeVersion: 1,
				parameters: { resource: 'call', operation, ...parameters },
				credentials: { vapiApi: { id, name } },
			})),
		].map((node, x): WorkflowNode => ({ ...node, id: `node${x}`, position: [x * 200, 0] }));
		const connections = Object.fromEntries(
			nodes
				.slice(0, -1)
				.map((node, x) => [
					node.name,
					{ main: [[{ node: nodes[x + 1]?.name, type: 'main', index: 0 }]] },
				]),
		);
		return { id: 'callActions', name: 'Call actions', nodes, connections };
	}

	beforeAll(async () => {
		environment = await prepare();
		await importWorkflows(environment.n8n, [workflowOf(STEPS)]);
		run = await executeWorkflow(environment.n8n, 'callActions');
	}, SETUP_TIMEOUT + RUN_TIMEOUT);

	afterAll(() => environment?.close());

	it('takes every step', () => {
		expect(run.data.resultData.error).toBeUndefined();
		expect(Object.keys(run.data.resultData.runData)).toEqual([
			'Start',
			...STEPS.map(([name]) => name),
		]);
	});

	it('steers the call at its own host, without a private key', () => {
		const control = environment.sandbox.requests.filter(({ listener }) => listener === 'control');
		expect(control.map(({ body }) => (body as { type: string }).type)).toEqual([
			'say',
			'add-message',
			'control',
			'end-call',
			'transfer',
		]);
		expect(JSON.stringify(control)).not.toContain(environment.sandbox.privateKey);
	});

	it('reads what became of the call', () => {
		expect(jsonOf(run, 'Get')).toEqual([
			expect.objectContaining({ status: 'ended', endedReason: 'manually-canceled' }),
		]);
	});

	it('brings the recording as a file', () => {
		const [item] = itemsOf(run, 'Download');
		expect(item?.json).toMatchObject({ artifact: 'monoRecording', mimeType: 'audio/wav' });
		expect(item?.binary).toHaveProperty('data');
	});

	it('renames and erases the call', () => {
		const [{ id } = {}] = jsonOf(run, 'Create');
		const changes = environment.sandbox.requests.filter(({ path }) => path === `/call/${id}`);
		expect(changes.find(({ method }) => method === 'PATCH')?.body).toEqual({
			name: 'Reminder 1042',
		});
		expect(jsonOf(run, 'Delete')).toEqual([{ deleted: true, id }]);
		expect(environment.sandbox.state.calls.has(String(id))).toBe(false);
	});
});
