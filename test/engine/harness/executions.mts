import { copyOf, launch } from './run.mts';
import type { RunOptions, RunResult } from './types.mts';

interface Stay {
	status: 'running' | 'waiting' | 'finished';
	last?: RunResult;
	ended: PromiseWithResolvers<RunResult>;
}

/** The executions of an instance: which of them run, wait or have ended. */
export class Executions {
	private readonly stays = new Map<string, Stay>();

	private readonly instanceUrl: string;

	constructor(instanceUrl: string) {
		this.instanceUrl = instanceUrl;
	}

	/** Runs a workflow until it ends or waits; with `executionId`, goes on with that execution. */
	async execute(
		given: RunOptions,
		onResponse?: (response: unknown) => void,
	): Promise<RunResult> {
		const executionId = given.executionId ?? `instance-${this.stays.size + 1}`;
		const stay: Stay = this.stays.get(executionId) ?? {
			status: 'running',
			ended: Promise.withResolvers<RunResult>(),
		};
		this.stays.set(executionId, stay);
		stay.status = 'running';
		const options = { ...given, executionId, instanceUrl: this.instanceUrl };
		const { result } = launch(copyOf(options), onResponse && { onResponse });
		const last = await result;
		stay.last = last;
		stay.status = last.waiting ? 'waiting' : 'finished';
		if (!last.waiting) stay.ended.resolve(last);
		return last;
	}

	/** `running`, `waiting` or `finished`; undefined for an unknown ID. */
	status(executionId: string): Stay['status'] | undefined {
		return this.stays.get(executionId)?.status;
	}

	/** What a waiting execution had done until it began to wait; throws unless it waits. */
	waiting(executionId: string): RunResult {
		const stay = this.stays.get(executionId);
		if (stay?.status !== 'waiting' || stay.last === undefined) {
			throw new TypeError(`Execution ${executionId} does not wait`);
		}
		return stay.last;
	}

	/** The result once the execution has ended; throws for an unknown ID. */
	async finished(executionId: string): Promise<RunResult> {
		const stay = this.stays.get(executionId);
		if (stay === undefined) throw new TypeError(`No execution ${executionId}`);
		return await stay.ended.promise;
	}
}
