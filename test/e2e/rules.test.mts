import {
	executeWorkflow,
	importCredentials,
	importWorkflows,
	publishWorkflow,
} from '../../scripts/n8n/cli.mts';
import { signIn } from '../../scripts/n8n/rest.mts';
import { startServer } from '../../scripts/n8n/server.mts';
import type { N8nServer } from '../../scripts/n8n/server.mts';
import { jsonOf } from '../../scripts/n8n/workflow.mts';
import type { ExecutionRun } from '../../scripts/n8n/workflow.mts';
import { agentWorkflow, dialTool, modelCredential } from './agentWorkflow.mts';
import { deliver } from './deliver.mts';
import { prepare, RUN_TIMEOUT, SETUP_TIMEOUT } from './environment.mts';
import type { Environment } from './environment.mts';
import { dataOf, ended, reaches } from './executions.mts';
import { leadsWorkflow } from './leadsWorkflow.mts';
import { startScriptedModel } from './scriptedModel.mts';
import type { ScriptedModel } from './scriptedModel.mts';

const SHEET = 'sheet';
const PEOPLE = Array.from({ length: 12 }, (_, lead) => `+155555501${10 + lead}`);
const ABROAD = '+442079460123';
const [FIRST = '', SECOND = ''] = PEOPLE;

const ask = (name: string, To: string) => ({ name, input: { To } });
const HOURS_A_DAY = { skipIfCalledRecently: { rule: { hours: 24, person: 'number', calls: 'all' } } };

describe('dialing rules in a real n8n', () => {
	let environment: Environment;
	let model: ScriptedModel;
	let server: N8nServer;
	let agent: ExecutionRun;
	let calledByAgent: unknown[];

	beforeAll(async () => {
		environment = await prepare();
		const { n8n, credential, sandbox } = environment;
		model = await startScriptedModel([
			ask('Once', ABROAD),
			ask('Once', FIRST),
			ask('Once', SECOND),
			...PEOPLE.slice(1).map((number) => ask('Often', number)),
			'Done.',
		]);
		await importCredentials(n8n, [modelCredential(model.url)]);
		await importWorkflows(n8n, [
			agentWorkflow('agent', credential, 3, {
				Once: dialTool({ maximumCalls: 1, allowedCountryCodes: '+1' }),
				Often: dialTool(),
			}),
			leadsWorkflow(SHEET, credential, { operation: 'create', options: HOURS_A_DAY }),
		]);
		agent = await executeWorkflow(n8n, 'agent');
		calledByAgent = sandbox.dials.map(({ number }) => number);
		await publishWorkflow(n8n, SHEET);
		server = await startServer(n8n);
	}, 2 * SETUP_TIMEOUT);

	afterAll(async () => {
		await server?.stop();
		await model?.close();
		await environment?.close();
	}, RUN_TIMEOUT);

	it('tell an AI agent no: another country, a second call, an eleventh call', () => {
		expect(jsonOf(agent, 'Agent')).toEqual([{ output: 'Done.' }]);
		const [abroad, , second, ...often] = model.toolAnswers;
		expect(abroad).toContain(`${ABROAD} is a number of country code +44, and 'Allowed Country Codes' has +1`);
		expect(abroad).toContain('Call a number that begins with one of the allowed codes');
		expect(second).toContain(`${SECOND} was not called: 'Maximum Calls' is 1, and this execution has placed as many`);
		expect(second).toContain('Do not ask for another call; go on without it');
		expect(often).toHaveLength(11);
		expect(often.filter((answer) => answer.includes('maximumCalls'))).toEqual([often[10]]);
		expect(often[10]).toContain("'Maximum Calls' is 10, and this execution");
		expect(calledByAgent).toEqual([FIRST, ...PEOPLE.slice(1, 11)]);
	});

	it(
		'call everybody once whom two executions of one sheet call at the same time',
		async () => {
			const { sandbox } = environment;
			sandbox.reset();
			// Nobody sees in the list what the other has placed.
			sandbox.options.listingDelay = 3_600_000;
			const leads = PEOPLE.map((number) => ({ number }));
			await Promise.all([1, 2].map(async () => await deliver(server.url, SHEET, { leads })));
			const n8n = await signIn(server.url);
			expect(await ended(n8n, SHEET, 2)).toEqual([{ status: 'success' }, { status: 'success' }]);
			expect(sandbox.dials.map(({ number }) => number).sort()).toEqual([...PEOPLE].sort());

			const { id } = await reaches(n8n, SHEET, 'success');
			const items = jsonOf({ data: await dataOf(n8n, id) } as ExecutionRun, 'Vapi');
			const callIds = sandbox.dials.map(({ callId }) => callId);
			for (const item of items) {
				const { skipped, earlierCall } = item as { skipped?: boolean; earlierCall?: { id: string } };
				expect(callIds).toContain(skipped ? earlierCall?.id : item.id);
			}
			expect(items).toHaveLength(PEOPLE.length);
		},
		RUN_TIMEOUT,
	);
});
