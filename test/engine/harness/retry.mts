import type { INode, IRunExecutionData } from 'n8n-workflow';
import { runWorkflow, startWorkflow, stored } from './run.mts';
import type { RunOptions, RunResult, RunningWorkflow } from './types.mts';
import { createWorkflow } from './workflow.mts';

export interface RetryOptions {
	/** The stored execution: `result.saved`, or what `killed` makes of an execution that died. */
	saved: IRunExecutionData;
	/** The workflow as it was when the execution ran, credential included. */
	original: RunOptions;
	/**
	 * The workflow as it is now. Given: "Retry with currently saved workflow"; left out: "Retry
	 * with original workflow".
	 */
	current?: Pick<RunOptions, 'nodes' | 'connections' | 'settings'>;
	retryOf?: string;
}

/** The data that n8n makes of a stored execution for a retry (n8n: ExecutionService.retry). */
function retryData(saved: IRunExecutionData, nodeOf?: (name: string) => INode | null) {
	const data = stored(saved);
	if (data.executionData === undefined) throw new TypeError('n8n does not retry this execution');
	const { lastNodeExecuted, runData } = data.resultData;
	if (lastNodeExecuted !== undefined) {
		delete data.resultData.error;
		const tasks = runData[lastNodeExecuted];
		if (tasks?.at(-1)?.error !== undefined) tasks.pop();
	}
	if (nodeOf !== undefined) {
		for (const entry of data.executionData.nodeExecutionStack) {
			const node = nodeOf(entry.node.name);
			if (node === null) throw new TypeError(`The workflow has no node ${entry.node.name} now`);
			entry.node = node;
		}
	}
	return data;
}

/** n8n's "Retry execution", started: mode `retry`, a new execution ID, the stored data. */
export async function startRetry(options: RetryOptions): Promise<RunningWorkflow> {
	const { saved, original, current, retryOf } = options;
	const run: RunOptions = { ...original, ...current, mode: 'retry' };
	delete run.executionId;
	delete run.items;
	const workflow = current === undefined ? undefined : createWorkflow(run);
	return await startWorkflow({
		...run,
		runExecutionData: retryData(
			saved,
			workflow && ((name) => workflow.getNode(name)),
		),
		...(retryOf !== undefined && { retryOf }),
	});
}

/** n8n's "Retry execution", run to its end. */
export async function retryExecution(options: RetryOptions): Promise<RunResult> {
	const { result } = await startRetry(options);
	return await result;
}

/** Runs a workflow, then retries what it stored, from the UI, with the same workflow. */
export async function runAndRetry(
	options: RunOptions,
	current?: RetryOptions['current'],
): Promise<{ first: RunResult; second: RunResult }> {
	const first = await runWorkflow(options);
	const second = await retryExecution({
		saved: first.saved,
		original: options,
		retryOf: first.executionId,
		...(current !== undefined && { current }),
	});
	return { first, second };
}

/**
 * What n8n has of an execution whose process was killed (n8n: ExecutionRecoveryService.amend):
 * what it stored last, and, where its event log survived, a made-up task for each node that the
 * log names. The node's own context of the killed run is not in it.
 *
 * @param saved `savedAtStart`, or with the workflow setting "save progress" the last snapshot
 * @param log nodes in the event log: those that finished, and those that had begun. Left out: the
 * log is lost, too
 */
export function killed(
	saved: IRunExecutionData,
	log?: { finished: string[]; begun: string[] },
): IRunExecutionData {
	const data = stored(saved);
	if (log === undefined) return data;
	const { runData } = data.resultData;
	const add = (name: string, crashed: boolean) => {
		if (runData[name] !== undefined) return;
		runData[name] = [
			{
				startTime: 0,
				executionIndex: 0,
				executionTime: crashed ? 0 : -1,
				source: [null],
				executionStatus: crashed ? 'crashed' : 'success',
				...(crashed
					? { error: { name: 'NodeCrashedError', message: 'Node crashed' } as never }
					: { data: { main: [[{ json: { isArtificialRecoveredEventItem: true } }]] } }),
			},
		];
		data.resultData.lastNodeExecuted = name;
	};
	for (const name of log.finished) add(name, false);
	for (const name of log.begun) add(name, true);
	if (log.begun.length > 0) {
		data.resultData.error = {
			name: 'WorkflowCrashedError',
			message: 'Workflow did not finish',
		} as never;
	}
	return data;
}
