import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ASSISTANTS } from '../../sandbox/seed.mts';
import { SANDBOX_SELECTION, fillIn, readExample } from '../../scripts/examples.mts';
import { importCredentials, importWorkflows } from '../../scripts/n8n/cli.mts';
import { signIn } from '../../scripts/n8n/rest.mts';
import type { RestClient } from '../../scripts/n8n/rest.mts';
import { startServer } from '../../scripts/n8n/server.mts';
import type { ExecutionRun, WorkflowJson, WorkflowNode } from '../../scripts/n8n/workflow.mts';
import { prepare } from './environment.mts';
import type { Environment } from './environment.mts';
import { executionOf } from './executions.mts';
import { startMailbox } from './mailbox.mts';
import type { Mailbox } from './mailbox.mts';

/** The examples with a manual trigger that need more of n8n than its command line: tables, mails, waits. */
export const SERVED_EXAMPLES = [
	'approve-before-calling',
	'call-again-on-no-answer',
	'keep-a-consent-log',
	'keep-a-stop-list',
];

/** The example that needs a language model beside it. */
export const AGENT_EXAMPLE = 'let-an-agent-call';

/** Goes on until the test ends it. */
export const ENDLESS = '+15555550165';

const leads = (phones: string[]) => ({
	Leads: { jsonOutput: JSON.stringify({ leads: phones.map((phone) => ({ name: `Lead ${phone}`, phone })) }) },
});

const AT_ONCE = { limitType: 'afterTimeInterval', resumeAmount: 0, resumeUnit: 'minutes' };

/** The examples as they are tested: with people of every kind, and waits that are over soon. */
const EXAMPLES: ExampleRun[] = [
	{ slug: 'approve-before-calling' },
	{
		slug: 'approve-before-calling',
		id: 'nobody-decides',
		changes: { 'Ask a person': { options: { limitWaitTime: { values: AT_ONCE } } } },
	},
	{
		slug: 'call-again-on-no-answer',
		changes: {
			...leads(['+1 (555) 555-0123', '+1 555 555 0166', '+15555550167', '+15555550166', ENDLESS]),
			'Wait longer each time': { amount: '={{ $json.waitMinutes / 10000 }}' },
		},
	},
	{ slug: 'keep-a-consent-log' },
	{ slug: 'keep-a-stop-list', changes: leads(['+1 (555) 555-0123', '+1 555 555 0166', '0044 20 5550 0199']) },
	{ slug: 'call-new-rows' },
	{ slug: 'call-who-fills-in-a-form' },
	{ slug: 'report-the-calls-of-a-day' },
	{ slug: 'save-recordings' },
];

const SMTP = { id: 'mailbox', name: 'Mailbox' };

/** A real n8n that runs the examples as they are, but for what `change` does to their nodes. */
export interface ExampleRuns {
	environment: Environment;
	n8n: RestClient;
	url: string;
	mailbox: Mailbox;
	/** The folder that the examples write files to. */
	files: string;
	/** Publishes an example, which then hears of the calls of its assistant if it has a Vapi Trigger. */
	publish(id: string): Promise<void>;
	unpublish(id: string): Promise<void>;
	/** Executes an example from this trigger, as its button in the editor does; gives the execution's ID. */
	start(id: string, trigger: string): Promise<string>;
	/** What n8n has of an execution, once it has this status. */
	reached(executionId: string, status: 'success' | 'waiting'): Promise<ExecutionRun>;
	close(): Promise<void>;
}

/** An example as a test runs it: under its slug unless it has an ID, with some parameters replaced by node. */
interface ExampleRun {
	slug: string;
	id?: string;
	changes?: Record<string, Record<string, unknown>>;
}

async function runnable({ slug, id = slug, changes = {} }: ExampleRun): Promise<WorkflowJson> {
	const { workflow } = await readExample(slug);
	const nodes = workflow.nodes.map((node): WorkflowNode => ({
		...node,
		parameters: { ...node.parameters, ...changes[node.name] },
		...(node.type === 'n8n-nodes-base.emailSend' && { credentials: { smtp: SMTP } }),
	}));
	for (const name of Object.keys(changes)) {
		if (!nodes.some((node) => node.name === name)) throw new Error(`${slug} has no node ${name}`);
	}
	return { ...workflow, nodes, id };
}

/** Starts an n8n with the examples, and a mailbox for what they send. */
export async function startExamples(): Promise<ExampleRuns> {
	const environment = await prepare();
	const mailbox = await startMailbox();
	const { n8n: instance, credential } = environment;
	await importCredentials(instance, [
		{ ...SMTP, type: 'smtp', data: { host: '127.0.0.1', port: mailbox.port, secure: false, disableStartTls: true } },
	]);
	const choices = { credential: { id: credential.id, name: credential.name }, selected: SANDBOX_SELECTION };
	const filled = (await Promise.all(EXAMPLES.map(runnable))).map((workflow) => fillIn(workflow, choices));
	// In n8n's image, this is the folder that workflows may write to.
	const files = join(instance.userFolder, 'files');
	await mkdir(files);
	const text = JSON.stringify(filled).replaceAll('/home/node/.n8n-files', files);
	await importWorkflows(instance, JSON.parse(text) as WorkflowJson[]);
	// As in n8n's own images; otherwise n8n adds stack traces to its answers.
	const server = await startServer(instance, {
		env: { NODE_ENV: 'production', GENERIC_TIMEZONE: 'UTC', N8N_RESTRICT_FILE_ACCESS_TO: files },
	});
	const n8n = await signIn(server.url);
	const isRegistered = () => environment.sandbox.state.assistants.get(ASSISTANTS.leadQualifier)?.server !== undefined;
	return {
		environment,
		n8n,
		url: server.url,
		mailbox,
		files,
		async publish(id) {
			const { versionId, nodes } = (await n8n.request('GET', `/workflows/${id}`)) as WorkflowJson;
			await n8n.request('POST', `/workflows/${id}/activate`, { versionId });
			// n8n answers first, and its triggers register themselves then.
			const registers = nodes.some(({ type }) => type === 'n8n-nodes-vapi.vapiTrigger');
			while (registers && !isRegistered()) await delay(50);
		},
		async unpublish(id) {
			await n8n.request('POST', `/workflows/${id}/deactivate`, {});
			while (isRegistered()) await delay(50);
		},
		async start(id, trigger) {
			const body = { triggerToStartFrom: { name: trigger } };
			return ((await n8n.request('POST', `/workflows/${id}/run`, body)) as { executionId: string }).executionId;
		},
		async reached(executionId, status) {
			const run = await executionOf(n8n, executionId, status);
			expect({ status: run.status, error: run.data.resultData.error }).toEqual({ status });
			return run;
		},
		async close() {
			await server.stop();
			await mailbox.close();
			await environment.close();
		},
	};
}

/** What a node gave out in each of its runs. */
export const allOf = ({ data }: ExecutionRun, node: string) =>
	(data.resultData.runData[node] ?? []).map((run) => (run.data?.main?.[0] ?? []).map(({ json }) => json));

/** The address behind the button of the first mail, which has to say all of this. */
export async function linkOf({ mails }: Mailbox, ...texts: string[]): Promise<string> {
	while (mails.length === 0) await delay(20);
	for (const text of texts) expect(mails[0]).toContain(text);
	return (/href="(http[^"]+)"/.exec(String(mails[0]))?.[1] ?? '').replaceAll('&amp;', '&');
}
