import { ASSISTANTS, PHONE_NUMBERS } from '../../sandbox/seed.mts';
import { executeWorkflow, importCredentials, importWorkflows } from '../../scripts/n8n/cli.mts';
import { jsonOf } from '../../scripts/n8n/workflow.mts';
import type { ExecutionRun, WorkflowJson } from '../../scripts/n8n/workflow.mts';
import { prepare, RUN_TIMEOUT, SETUP_TIMEOUT } from './environment.mts';
import type { Environment } from './environment.mts';
import { startScriptedModel } from './scriptedModel.mts';
import type { ScriptedModel } from './scriptedModel.mts';

const NUMBER = '+15555550123';
/** A time that is good. */
const LATER = '2099-01-01T09:00:00Z';
const DIAL = { name: 'Dial', input: { To: NUMBER, Earliest: LATER } };
const TWO = { name: 'Dial', input: { To: '+15555550124, +15555550166', Earliest: LATER } };
const SOON = { name: 'Dial', input: { To: '+15555550124', Earliest: 'tomorrow 9am' } };

const byId = (value: string) => ({ __rl: true, mode: 'id', value });

/**
 * n8n's own AI Agent node, whose model phones somebody, asks for it twice at once and once more, and
 * then asks for what cannot be. Before version 3 it runs its tools by itself (LangChain), all at once.
 */
describe.each([2.2, 3])("a tool of n8n's AI agent, version %d, in a real n8n", (version) => {
	let environment: Environment;
	let model: ScriptedModel;
	let run: ExecutionRun;

	function workflow(): WorkflowJson {
		const { id, name } = environment.credential;
		const vapiApi = { id, name };
		const node = (index: number) => ({ id: `node${index}`, position: [index * 200, 0] as [number, number] });
		return {
			id: 'agent',
			name: 'Agent',
			nodes: [
				{ ...node(0), name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, parameters: {} },
				{
					...node(1),
					name: 'Agent',
					type: '@n8n/n8n-nodes-langchain.agent',
					typeVersion: version,
					parameters: { promptType: 'define', text: 'Call Ada', options: {} },
				},
				{
					...node(2),
					name: 'Model',
					type: '@n8n/n8n-nodes-langchain.lmChatOpenAi',
					typeVersion: 1.2,
					parameters: { model: byId('scripted'), options: {} },
					credentials: { openAiApi: { id: 'scripted', name: 'Scripted' } },
				},
				{
					...node(3),
					name: 'Dial',
					type: 'n8n-nodes-vapi.vapiTool',
					typeVersion: 1,
					parameters: {
						resource: 'call',
						operation: 'create',
						assistantId: byId(ASSISTANTS.leadQualifier),
						phoneNumberId: byId(PHONE_NUMBERS.main),
						to: "={{ $fromAI('To', 'Whom to call', 'string') }}",
						additionalFields: {
							scheduleEarliestAt: "={{ $fromAI('Earliest', 'When to call', 'string') }}",
						},
					},
					credentials: { vapiApi },
				},
				{
					...node(4),
					name: 'List',
					type: 'n8n-nodes-vapi.vapiTool',
					typeVersion: 1,
					parameters: { resource: 'call', operation: 'getAll', limit: 5 },
					credentials: { vapiApi },
				},
			],
			connections: {
				Start: { main: [[{ node: 'Agent', type: 'main', index: 0 }]] },
				Model: { ai_languageModel: [[{ node: 'Agent', type: 'ai_languageModel', index: 0 }]] },
				Dial: { ai_tool: [[{ node: 'Agent', type: 'ai_tool', index: 0 }]] },
				List: { ai_tool: [[{ node: 'Agent', type: 'ai_tool', index: 0 }]] },
			},
			// As every new workflow has it; without it n8n asks the model again before a tool has run.
			settings: { executionOrder: 'v1' },
		};
	}

	beforeAll(async () => {
		environment = await prepare();
		model = await startScriptedModel([
			[DIAL, DIAL],
			DIAL,
			{ name: 'List', input: {} },
			TWO,
			SOON,
			'Ada was called.',
		]);
		await importCredentials(environment.n8n, [
			{
				id: 'scripted',
				name: 'Scripted',
				type: 'openAiApi',
				data: { apiKey: 'none', url: model.url },
			},
		]);
		await importWorkflows(environment.n8n, [workflow()]);
		run = await executeWorkflow(environment.n8n, 'agent');
	}, SETUP_TIMEOUT + RUN_TIMEOUT);

	afterAll(async () => {
		await model?.close();
		await environment?.close();
	});

	it('comes to its end', () => {
		expect(run.data.resultData.error).toBeUndefined();
		expect(jsonOf(run, 'Agent')).toEqual([{ output: 'Ada was called.' }]);
	});

	it('places the call once, though the model asks three times', () => {
		expect(environment.sandbox.dials.map(({ number }) => number)).toEqual([NUMBER]);
		const callId = environment.sandbox.dials[0]?.callId;
		const again = model.toolAnswers[2];
		// Version 2.2 runs the tools of one message at the same time, and either may come first.
		const isSecond = (answer: string) => /being placed by an earlier|alreadyPlaced/.test(answer);
		const both = model.toolAnswers.slice(0, 2);
		const [first, ...others] = both.filter((answer) => !isSecond(answer));
		const meanwhile = both.find(isSecond);
		expect(others).toEqual([]);
		expect(first).toContain(callId);
		expect(meanwhile).toContain(version < 3 ? 'is being placed by an earlier request' : callId);
		expect(meanwhile).toContain(version < 3 ? 'Wait for the result' : 'alreadyPlaced');
		expect(again).toContain(callId);
		expect(again).toContain('alreadyPlaced');
	});

	it('tells the model what is wrong, and what to do about it', () => {
		const [two, soon] = model.toolAnswers.slice(4);
		expect(two).toContain("'To'");
		expect(two).toContain('one number');
		expect(soon).toContain('tomorrow 9am');
		expect(soon).toContain('Use ISO 8601');
		for (const answer of [two, soon]) expect(answer).toContain('notSent');
	});

	it('gives the model the list of calls, short and without secrets', () => {
		const listed = model.toolAnswers[3] ?? '';
		expect(listed).toContain(environment.sandbox.dials[0]?.callId);
		expect(listed.length).toBeLessThan(20_000);
		for (const secret of [environment.sandbox.privateKey, 'controlUrl', 'listenUrl']) {
			expect(model.toolAnswers.join()).not.toContain(secret);
		}
	});
});
