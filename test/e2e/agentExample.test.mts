import { SANDBOX_SELECTION, fillIn, readExample } from '../../scripts/examples.mts';
import { executeWorkflow, importCredentials, importWorkflows } from '../../scripts/n8n/cli.mts';
import { jsonOf } from '../../scripts/n8n/workflow.mts';
import { prepare, RUN_TIMEOUT, SETUP_TIMEOUT } from './environment.mts';
import type { Environment } from './environment.mts';
import { AGENT_EXAMPLE } from './exampleRuns.mts';
import { startScriptedModel } from './scriptedModel.mts';
import type { ScriptedModel } from './scriptedModel.mts';

const OPENAI = { id: 'scripted', name: 'Scripted' };

const asksFor = (contact: string) => ({ name: 'Call_a_contact', input: { contact, reason: 'The appointment on Tuesday' } });

describe('the example of an AI agent that calls, in a real n8n', () => {
	let environment: Environment;
	let model: ScriptedModel;

	beforeAll(async () => {
		environment = await prepare();
		model = await startScriptedModel([
			asksFor('+15555550199'),
			asksFor('Mallory'),
			asksFor('Ada Example'),
			asksFor('Ada Example'),
			'I called Ada.',
		]);
		const data = { apiKey: 'none', url: model.url };
		await importCredentials(environment.n8n, [{ ...OPENAI, type: 'openAiApi', data }]);
		const { workflow } = await readExample(AGENT_EXAMPLE);
		const nodes = workflow.nodes.map((node) =>
			node.name === 'Model' ? { ...node, credentials: { openAiApi: OPENAI } } : node,
		);
		const { id, name } = environment.credential;
		const choices = { credential: { id, name }, selected: SANDBOX_SELECTION };
		await importWorkflows(environment.n8n, [{ ...fillIn({ ...workflow, nodes }, choices), id: AGENT_EXAMPLE }]);
	}, SETUP_TIMEOUT);

	afterAll(async () => {
		await model?.close();
		await environment?.close();
	});

	it(
		'calls a contact by name, once, and no number that the model thinks of',
		async () => {
			const run = await executeWorkflow(environment.n8n, AGENT_EXAMPLE);
			expect(run.data.resultData.error).toBeUndefined();
			expect(jsonOf(run, 'Assistant of the office')).toEqual([{ output: 'I called Ada.' }]);
			expect(environment.sandbox.dials.map(({ number }) => number)).toEqual(['+15555550123']);
			const [premium, unknown, called, again] = model.toolAnswers;
			for (const answer of [premium, unknown]) expect(answer).toContain('notSent');
			expect(called).toContain(environment.sandbox.dials[0]?.callId);
			expect(again).toContain('alreadyPlaced');
		},
		RUN_TIMEOUT,
	);
});
