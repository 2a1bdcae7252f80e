import { randomUUID } from 'node:crypto';
import { freePort } from './ports.mts';
import { run } from './processes.mts';
import type { RunResult } from './processes.mts';
import { writeInput } from './instance.mts';
import type { N8nInstance } from './instance.mts';
import type { CredentialJson, ExecutionRun, WorkflowJson } from './workflow.mts';

/** Longest time for one command, in milliseconds, so that none can hang a test run. */
const TIMEOUT = 180_000;

/** Runs `n8n <args>` to its end, whatever its exit code. */
export async function n8n(instance: N8nInstance, args: string[]): Promise<RunResult> {
	// Each process starts a task broker of its own.
	const broker = String(await freePort());
	return await run(process.execPath, [instance.install.bin, ...args], {
		cwd: instance.userFolder,
		env: { N8N_RUNNERS_BROKER_PORT: broker, ...instance.env },
		timeout: TIMEOUT,
	});
}

async function n8nOrThrow(instance: N8nInstance, args: string[]): Promise<RunResult> {
	const result = await n8n(instance, args);
	if (result.code !== 0) {
		const output = `${result.stdout}\n${result.stderr}`.trim();
		throw new Error(`"n8n ${args.join(' ')}" ended with code ${result.code}:\n${output}`);
	}
	return result;
}

/** Imports credentials; those with the same id are replaced. */
export async function importCredentials(
	instance: N8nInstance,
	credentials: CredentialJson[],
): Promise<void> {
	const path = await writeInput(instance, 'credentials.json', credentials);
	await n8nOrThrow(instance, ['import:credentials', `--input=${path}`]);
}

/** Imports workflows, each with an `id`; those with the same id are replaced and unpublished. */
export async function importWorkflows(
	instance: N8nInstance,
	workflows: WorkflowJson[],
): Promise<void> {
	// n8n 2.0 takes what others add by themselves: a version, and that a new workflow is not published.
	const unpublished = workflows.map((workflow) => ({
		...workflow,
		active: false,
		versionId: randomUUID(),
	}));
	const path = await writeInput(instance, 'workflows.json', unpublished);
	await n8nOrThrow(instance, ['import:workflow', `--input=${path}`]);
}

/** Publishes a workflow, so that the next start of the server listens for its triggers. */
export async function publishWorkflow(instance: N8nInstance, id: string): Promise<void> {
	const isFirstMajor = instance.install.version.startsWith('1.');
	const command = isFirstMajor ? ['update:workflow', '--active=true'] : ['publish:workflow'];
	await n8nOrThrow(instance, [...command, `--id=${id}`]);
}

/**
 * The run that `n8n execute` printed, found between the log lines around it.
 * @throws Error with the output when there is none.
 */
export function parseRun(output: string): ExecutionRun {
	const text = /^\{$[\s\S]*?^\}$/m.exec(output)?.[0];
	if (!text) throw new Error(`n8n printed no run:\n${output.trim()}`);
	return JSON.parse(text) as ExecutionRun;
}

/**
 * Executes a workflow from its manual trigger on the command line, without a server.
 * @returns the run, also when it ended in an error (`data.resultData.error`).
 * @throws Error when n8n printed no run at all.
 */
export async function executeWorkflow(instance: N8nInstance, id: string): Promise<ExecutionRun> {
	const { stdout, stderr } = await n8n(instance, ['execute', `--id=${id}`, '--rawOutput']);
	return parseRun(`${stdout}\n${stderr}`);
}
