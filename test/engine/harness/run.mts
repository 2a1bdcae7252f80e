import type { INodeExecutionData, IRun, IRunExecutionData, IWorkflowBase } from 'n8n-workflow';
import { core, flatted, workflowModule } from './n8n.mts';
import { packageLoaded } from './packageTypes.mts';
import type { RunOptions, RunResult, RunningWorkflow, StoredError } from './types.mts';
import {
	createAdditionalData,
	createWorkflow,
	toItems,
	triggerName,
	workflowData,
} from './workflow.mts';

let executions = 0;

/** A copy of an execution's data as it comes back from n8n's database. */
export function stored(data: IRunExecutionData): IRunExecutionData {
	return flatted.parse(flatted.stringify(data)) as IRunExecutionData;
}

/**
 * What n8n has of an execution that was stopped (n8n: ExecutionService.stop): it reads what it stored
 * last, marks it, and does not store what the node leaves when it ends.
 */
export function stopped({
	savedAtStart,
	executionId,
}: Pick<RunningWorkflow, 'savedAtStart' | 'executionId'>): IRunExecutionData {
	const data = stored(savedAtStart);
	data.resultData.error = {
		name: 'ManualExecutionCancelledError',
		message: 'The execution was cancelled manually',
		extra: { executionId },
	} as never;
	return data;
}

function startData(options: RunOptions, data: IWorkflowBase): IRunExecutionData {
	if (options.runExecutionData !== undefined) return options.runExecutionData;
	const start = data.nodes.find(({ name }) => name === triggerName);
	if (start === undefined) throw new TypeError(`The workflow has no node ${triggerName}`);
	return workflowModule.createRunExecutionData({
		executionData: {
			nodeExecutionStack: [
				{ node: start, data: { main: [toItems(options.items ?? [{}])] }, source: null },
			],
		},
		...(options.pinData !== undefined && { resultData: { pinData: options.pinData } }),
	});
}

function lastTask(data: IRunExecutionData, node: string, run?: number) {
	const tasks = data.resultData.runData[node] ?? [];
	return tasks[run ?? tasks.length - 1];
}

function toResult(
	run: IRun,
	known: Omit<RunResult, 'run' | 'data' | 'status' | 'error' | 'waiting' | 'saved' | AccessorName>,
): RunResult {
	const { data } = run;
	const output = (node: string, outputIndex = 0, runIndex?: number): INodeExecutionData[] =>
		lastTask(data, node, runIndex)?.data?.main?.[outputIndex] ?? [];
	return {
		...known,
		run,
		data,
		status: run.status,
		error: data.resultData.error as StoredError | undefined,
		waiting: data.waitTill !== undefined,
		saved: stored(data),
		output,
		json: (node, outputIndex, runIndex) =>
			output(node, outputIndex, runIndex).map((item) => item.json),
		errorOf: (node) => lastTask(data, node)?.error as StoredError | undefined,
		runs: (node) => (data.resultData.runData[node] ?? []).length,
	};
}

type AccessorName = 'output' | 'json' | 'errorOf' | 'runs';

/** A copy that shares nothing with what a test holds, but node types and functions. */
export function copyOf({ nodeTypes, runExecutionData, ...plain }: RunOptions): RunOptions {
	return {
		...structuredClone(plain),
		...(nodeTypes !== undefined && { nodeTypes }),
		...(runExecutionData !== undefined && { runExecutionData: stored(runExecutionData) }),
	};
}

/**
 * Starts a workflow in n8n's engine and gives the handle to stop it. Nothing of what is handed in
 * is kept: the execution works on copies, as in n8n, where it comes out of a database.
 */
export async function startWorkflow(options: RunOptions): Promise<RunningWorkflow> {
	await packageLoaded();
	return launch(copyOf(options));
}

/** `startWorkflow` on options that nobody else holds; `onResponse` hears `sendResponse`. */
export function launch(
	options: RunOptions,
	{ onResponse }: { onResponse?: (response: unknown) => void } = {},
): RunningWorkflow {
	executions += 1;
	const executionId = options.executionId ?? String(executions);
	const mode = options.mode ?? 'trigger';
	const data = workflowData(options);
	const workflow = createWorkflow(options, data);
	const runExecutionData = startData(options, data);
	if (options.beginningStored !== false && runExecutionData.executionData !== undefined) {
		const beginning = { version: 1 as const, establishedAt: Date.now(), source: mode };
		runExecutionData.executionData.runtimeData ??= beginning;
	}
	const savedAtStart = stored(runExecutionData);
	const { retryOf, executionTimeout } = options;
	const additionalData = createAdditionalData(
		options,
		{ executionId, mode, ...(retryOf !== undefined && { retryOf }) },
		data,
	);
	if (executionTimeout !== undefined) {
		additionalData.executionTimeoutTimestamp = Date.now() + executionTimeout;
	}

	let isStopped = false;
	additionalData.getRunExecutionData = async (id) => {
		if (id !== executionId) return undefined;
		return isStopped ? stopped({ savedAtStart, executionId }) : savedAtStart;
	};
	const savedProgress: IRunExecutionData[] = [];
	const responses: unknown[] = [];
	if (options.saveProgress === true) {
		additionalData.hooks.addHandler('nodeExecuteAfter', (node, _task, current) => {
			current.resultData.lastNodeExecuted = node;
			savedProgress.push(stored(current));
		});
	}
	additionalData.hooks.addHandler('sendResponse', (response) => {
		responses.push(response);
		onResponse?.(response);
	});

	const execution = new core.WorkflowExecute(additionalData, mode, runExecutionData);
	const running = execution.processRunExecutionData(workflow);
	const result = running.then((run) =>
		toResult(run as IRun, {
			executionId,
			savedAtStart,
			savedProgress,
			responses,
			staticData: workflow.staticData,
			options,
		}),
	);
	const stopElsewhere = () => {
		isStopped = true;
	};
	return { executionId, savedAtStart, cancel: () => running.cancel(), stopElsewhere, result };
}

/** Runs a workflow to its end (or until it waits) in n8n's engine. */
export async function runWorkflow(options: RunOptions): Promise<RunResult> {
	const { result } = await startWorkflow(options);
	return await result;
}
