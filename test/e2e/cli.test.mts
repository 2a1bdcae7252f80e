import { ASSISTANTS, CALLS, PHONE_NUMBERS } from '../../sandbox/seed.mts';
import { fillIn, readExample, readExamples, SANDBOX_SELECTION } from '../../scripts/examples.mts';
import { executeWorkflow, importWorkflows } from '../../scripts/n8n/cli.mts';
import { jsonOf } from '../../scripts/n8n/workflow.mts';
import type { ExecutionRun } from '../../scripts/n8n/workflow.mts';
import { TESTED_N8N } from '../../scripts/n8n/versions.mts';
import { prepare, RUN_TIMEOUT, SETUP_TIMEOUT } from './environment.mts';
import type { Environment } from './environment.mts';
import { AGENT_EXAMPLE, SERVED_EXAMPLES } from './exampleRuns.mts';

describe.each(TESTED_N8N)('n8n %s on the command line, with the packed tarball', (version) => {
	let environment: Environment;
	const executed = new Set<string>();

	beforeAll(async () => {
		environment = await prepare(version);
	}, SETUP_TIMEOUT);

	afterAll(() => environment?.close());

	async function execute(slug: string): Promise<ExecutionRun> {
		executed.add(slug);
		const run = await executeWorkflow(environment.n8n, slug);
		expect(run.data.resultData.error).toBeUndefined();
		return run;
	}

	it(
		'gets a call: the latest one, whole',
		async () => {
			const run = await execute('get-a-call');
			const [call] = jsonOf(run, 'All of that call');
			expect(call).toMatchObject({ id: CALLS.answered, status: 'ended' });
			expect(call).toHaveProperty('artifact');
		},
		RUN_TIMEOUT,
	);

	it(
		'calls each lead of a list once',
		async () => {
			const run = await execute('call-a-list-of-leads');
			const numbers = ['+15555550123', '+15555550166', '+15555550168'];
			expect(environment.sandbox.dials.map((dial) => dial.number)).toEqual(numbers);
			expect(jsonOf(run, 'Who was called')).toEqual(
				environment.sandbox.dials.map(({ callId }, index) => ({
					lead: ['Ada Example', 'Ben Example', 'Cleo Example'][index],
					phone: ['+1 (555) 555-0123', '+1 555 555 0166', '+15555550168'][index],
					callId,
					status: 'queued',
				})),
			);
			const [first] = environment.sandbox.requests.filter(({ method }) => method === 'POST');
			expect(first).toMatchObject({
				path: '/call',
				body: {
					assistantId: ASSISTANTS.leadQualifier,
					phoneNumberId: PHONE_NUMBERS.main,
					customer: { number: '+15555550123', name: 'Ada Example' },
					assistantOverrides: {
						variableValues: { name: 'Ada Example', interest: 'a demo on Tuesday' },
					},
				},
			});
		},
		RUN_TIMEOUT,
	);

	it(
		'calls leads and waits until it is known what came of each',
		async () => {
			environment.sandbox.reset();
			const run = await execute('call-leads-and-wait');
			expect(environment.sandbox.dials).toHaveLength(3);
			expect(jsonOf(run, 'What came of it')).toEqual([
				expect.objectContaining({
					lead: 'Ada Example',
					outcome: 'answered',
					transcript: expect.stringContaining('User:'),
				}),
				expect.objectContaining({ lead: 'Ben Example', outcome: 'busy' }),
				expect.objectContaining({ lead: 'Cleo Example', outcome: 'voicemail' }),
			]);
		},
		RUN_TIMEOUT,
	);

	it(
		'sorts leads that could not be called by what is known of their call',
		async () => {
			environment.sandbox.reset();
			environment.sandbox.faults.add({
				kind: 'resetBeforeAccept',
				method: 'POST',
				match: { number: '+15555550168' },
			});
			const run = await execute('call-leads-and-sort-failures');
			expect(jsonOf(run, 'Who was called')).toEqual([
				{ name: 'Ada Example', callId: environment.sandbox.dials[0]?.callId },
			]);
			expect(jsonOf(run, 'Correct the row')).toEqual([
				{
					row: '4',
					name: 'Cleo Example',
					why: expect.stringContaining("'To'"),
					whatToDo: expect.stringMatching(/\w/),
				},
			]);
			expect(jsonOf(run, 'Log the refusal')).toMatchObject([
				{ row: '3', name: 'Ben Example', why: expect.stringContaining('400'), status: '400' },
			]);
			expect(jsonOf(run, 'A person checks')).toMatchObject([
				{ row: '5', whatToDo: expect.stringContaining('call logs') },
			]);
			environment.sandbox.reset();
		},
		RUN_TIMEOUT,
	);

	it(
		'gives a failed item with what came in under Continue On Fail',
		async () => {
			const { workflow } = await readExample('call-leads-and-sort-failures');
			const nodes = workflow.nodes.map((node) =>
				node.name === 'Call the lead' ? { ...node, onError: 'continueRegularOutput' } : node,
			);
			const { id, name } = environment.credential;
			const choices = { credential: { id, name }, selected: SANDBOX_SELECTION };
			const changed = { ...fillIn({ ...workflow, nodes }, choices), id: 'goes-on' };
			await importWorkflows(environment.n8n, [changed]);
			const run = await executeWorkflow(environment.n8n, 'goes-on');
			expect(jsonOf(run, 'Call the lead')).toMatchObject([
				{ status: 'queued' },
				{ row: 3, name: 'Ben Example', details: { outcome: 'refused', httpCode: '400' } },
				{ row: 4, name: 'Cleo Example', details: { outcome: 'notSent' } },
				{ status: 'queued' },
			]);
			environment.sandbox.reset();
		},
		RUN_TIMEOUT,
	);

	it(
		'lists recent calls, newest first, the ones just placed included',
		async () => {
			const run = await execute('list-recent-calls');
			const placed = environment.sandbox.dials.map(({ callId }) => callId);
			const seeded = [CALLS.answered, CALLS.busy, CALLS.voicemail];
			expect(jsonOf(run, 'Latest 20 calls').map(({ id }) => id)).toEqual([
				...placed.toReversed(),
				...seeded,
			]);
		},
		RUN_TIMEOUT,
	);

	it('has executed every example that can be executed from here', async () => {
		const manual = (await readExamples()).filter(({ workflow }) =>
			workflow.nodes.some(({ type }) => type === 'n8n-nodes-base.manualTrigger'),
		);
		const elsewhere = [...SERVED_EXAMPLES, AGENT_EXAMPLE];
		expect(manual.map(({ slug }) => slug).sort()).toEqual([...executed, ...elsewhere].sort());
	});
});
