import type { IRunExecutionData } from 'n8n-workflow';
import { killed, retryExecution, runWorkflow, startWorkflow, stopped } from '../../../harness/index.mts';
import type { RunOptions, RunResult } from '../../../harness/index.mts';
import { NODE, inOneRun, outcome, posts, until } from './stage.mts';
import type { Outcome, Stage } from './stage.mts';

type Run = (stage: Stage) => Promise<Outcome>;

/** More than any test has faults for one execution. */
const MOST_RETRIES = 60;

/** One press of Retry, or several at once; gives the run of the first. */
async function press(
	stage: Stage,
	saved: IRunExecutionData,
	original: RunOptions,
	times: number,
): Promise<RunResult> {
	stage.beforeTry?.();
	const runs = Array.from({ length: times }, async () => await retryExecution({ saved, original }));
	const [first] = await Promise.all(runs);
	if (first === undefined) throw new TypeError('Retry was not pressed');
	return first;
}

/** Retries an execution from the list of executions until it succeeds, as a user would. */
export async function retryUntilDone(
	stage: Stage,
	original: RunOptions,
	saved: IRunExecutionData,
	times = 1,
): Promise<RunResult> {
	await stage.beforeRetry?.();
	let last = await press(stage, saved, original, times);
	for (let retries = 1; last.status === 'error' && retries < MOST_RETRIES; retries++) {
		last = await press(stage, last.saved, original, times);
	}
	return last;
}

const afterFailure =
	(times: number): Run =>
	async (stage) => {
		const options = inOneRun(stage);
		const first = await runWorkflow(options);
		if (first.status === 'success') return outcome(stage, first);
		return outcome(stage, await retryUntilDone(stage, options, first.saved, times));
	};

/** Fails, and is retried until it does not. */
export const uiRetry = afterFailure(1);

/** The same with an impatient user. */
export const retriedTwice = afterFailure(2);

/** The record of everything that the first execution did is lost, its calls are not. */
export const killedThenRetried: Run = async (stage) => {
	const options = inOneRun(stage);
	const first = await runWorkflow(options);
	const left = killed(first.savedAtStart, { finished: ['Trigger'], begun: [NODE] });
	return outcome(stage, await retryUntilDone(stage, options, left));
};

/** Stopped while it dials, so that its record is lost as well. */
export const stoppedThenRetried: Run = async (stage) => {
	const options = inOneRun(stage);
	const running = await startWorkflow(options);
	await until(() => posts(stage) > stage.numbers.length / 2, running.result);
	running.cancel();
	await running.result;
	const left = stopped(running);
	return outcome(stage, await retryUntilDone(stage, options, left));
};

/** Between the tries somebody sets the node to go on after failures. */
export const changedThenRetried: Run = async (stage) => {
	const original = inOneRun(stage);
	const first = await runWorkflow(original);
	if (first.status === 'success') return outcome(stage, first);
	await stage.beforeRetry?.();
	stage.beforeTry?.();
	const onError = stage.numbers.length % 2 ? 'continueRegularOutput' : 'continueErrorOutput';
	const current = inOneRun(stage, { onError });
	return outcome(stage, await retryExecution({ saved: first.saved, original, current }));
};
