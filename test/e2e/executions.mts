import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { RestClient } from '../../scripts/n8n/rest.mts';
import type { ExecutionRun } from '../../scripts/n8n/workflow.mts';
import { ROOT } from '../../scripts/paths.mts';

/** n8n writes executions with it; the same copy reads them. */
const here = createRequire(join(ROOT, 'package.json'));
const { parse } = createRequire(here.resolve('n8n-core'))('flatted') as {
	parse(text: string): ExecutionRun['data'];
};

/** An execution, as n8n lists it. */
export interface Execution {
	id: string;
	status: string;
	/** When it ended; missing until then. */
	stoppedAt?: string;
}

/** The executions of a workflow, the latest first. */
async function executionsOf(n8n: RestClient, id: string): Promise<Execution[]> {
	const filter = encodeURIComponent(JSON.stringify({ workflowId: id }));
	const answer = await n8n.request('GET', `/executions?filter=${filter}`);
	return (answer as { results: Execution[] }).results;
}

/** The latest execution of a workflow, as soon as it is in one of these states. */
export async function reaches(
	n8n: RestClient,
	id: string,
	...statuses: string[]
): Promise<Execution> {
	for (;;) {
		const [execution] = await executionsOf(n8n, id);
		if (execution && statuses.includes(execution.status)) return execution;
		await delay(100);
	}
}

/** An execution with its data, as soon as it has this status or has failed. */
export async function executionOf(n8n: RestClient, id: string, status: string): Promise<ExecutionRun> {
	for (;;) {
		const found = (await n8n.request('GET', `/executions/${id}`)) as { status: string; data: string };
		if ([status, 'error', 'crashed', 'canceled'].includes(found.status)) {
			return { status: found.status, data: parse(found.data) };
		}
		await delay(100);
	}
}

/** What n8n has stored of an execution. */
export async function dataOf(n8n: RestClient, id: string): Promise<ExecutionRun['data']> {
	return parse(((await n8n.request('GET', `/executions/${id}`)) as { data: string }).data);
}

/** Retries an execution from the list of executions; gives the new one, once it has ended. */
export async function retry(
	n8n: RestClient,
	{ id }: Execution,
): Promise<Execution & { data: unknown }> {
	const { id: retryId } = (await n8n.request('POST', `/executions/${id}/retry`, {
		loadWorkflow: false,
	})) as Execution;
	return (await n8n.request('GET', `/executions/${retryId}`)) as Execution & { data: unknown };
}

/** How many executions of a workflow have ended, whatever came of them. */
export async function endedExecutions(
	n8n: RestClient,
	id: string,
): Promise<Array<{ status: string }>> {
	const found = await executionsOf(n8n, id);
	return found.filter(({ stoppedAt }) => stoppedAt).map(({ status }) => ({ status }));
}

/** The same, as soon as there are so many. */
export async function ended(
	n8n: RestClient,
	id: string,
	count: number,
): Promise<Array<{ status: string }>> {
	for (;;) {
		const found = await endedExecutions(n8n, id);
		if (found.length >= count) return found;
		await delay(50);
	}
}
