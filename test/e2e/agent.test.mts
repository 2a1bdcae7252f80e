import { executeWorkflow, importCredentials, importWorkflows } from '../../scripts/n8n/cli.mts';
import { jsonOf } from '../../scripts/n8n/workflow.mts';
import type { ExecutionRun } from '../../scripts/n8n/workflow.mts';
import { agentWorkflow, dialTool, modelCredential } from './agentWorkflow.mts';
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

/**
 * n8n's own AI Agent node, whose model phones somebody, asks for it twice at once and once more, and
 * then asks for what cannot be. Before version 3 it runs its tools by itself (LangChain), all at once.
 */
describe.each([2.2, 3])("a tool of n8n's AI agent, version %d, in a real n8n", (version) => {
	let environment: Environment;
	let model: ScriptedModel;
	let run: ExecutionRun;

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
		await importCredentials(environment.n8n, [modelCredential(model.url)]);
		const scheduleEarliestAt = "={{ $fromAI('Earliest', 'When to call', 'string') }}";
		const workflow = agentWorkflow('agent', environment.credential, version, {
			Dial: dialTool({ additionalFields: { scheduleEarliestAt } }),
			List: { resource: 'call', operation: 'getAll', limit: 5 },
		});
		await importWorkflows(environment.n8n, [workflow]);
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
