import type { INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../../../../sandbox/server.mts';
import { sandboxCredentials } from '../../../harness/index.mts';
import type { NodeSpec, RunOptions, RunResult } from '../../../harness/index.mts';
import { endingsOf } from './account.mts';
import type { Ending } from './account.mts';
import { callNumbers } from './workflows.mts';
import type { Dialer } from './workflows.mts';

/** Where a scenario runs. */
export interface Stage {
	sandbox: Sandbox;
	/** Address that the credential points to: the sandbox, or a gate in front of it. */
	url: string;
	numbers: string[];
	/** Value of the node's Options. */
	options?: INodeParameters;
	/** The operation; Call: Create where left out. */
	dialer?: Dialer;
	/** The field of a result that says what was placed; `id` where left out. */
	idField?: string;
	/** Called before the execution is retried from the list of executions. */
	beforeRetry?: () => Promise<void>;
	/** Called before each press of Retry. */
	beforeTry?: () => void;
}

/** What a scenario came to. */
export interface Outcome {
	endings: Ending[];
	/** The node's last word in full, for messages. */
	last: RunResult;
	/** POSTs that were sent before and after the execution was canceled. */
	canceledAfter?: number;
	afterCancel?: number;
}

/** The node that calls. */
export const NODE = 'Vapi';

/** The credential that points where the stage says. */
export const credentialsOf = ({ sandbox, url }: Stage) => sandboxCredentials({ ...sandbox, url });

/** The workflow of most scenarios: all numbers in one run of the node. */
export const inOneRun = (stage: Stage, node: Partial<NodeSpec> = {}): RunOptions =>
	callNumbers(stage.numbers, credentialsOf(stage), node, stage.options, stage.dialer);

/** How many POSTs there were. */
export const posts = ({ sandbox }: Stage): number =>
	sandbox.requests.filter(({ method }) => method === 'POST').length;

/** What came of the numbers, by the last execution. */
export const outcome = (stage: Stage, last: RunResult): Outcome => ({
	endings: endingsOf(last, NODE, stage.numbers.length, stage.idField),
	last,
});

/** Waits until `ready` in steps of the event loop: nothing here depends on how long that is. */
export async function until(ready: () => boolean, running: Promise<unknown>): Promise<void> {
	let over = false;
	void running.then(() => {
		over = true;
	});
	while (!ready() && !over) {
		await new Promise((resolve) => {
			setImmediate(resolve);
		});
	}
}
