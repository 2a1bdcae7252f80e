import type { IExecuteFunctions } from 'n8n-workflow';

/**
 * What n8n knows of a running execution and offers no public way to ask (seen in n8n 1.123 and
 * 2.41). Any of it may be missing in another version; whoever asks then does without.
 */
interface Inside {
	runExecutionData?: {
		executionData?: {
			nodeExecutionStack?: Array<{ node: { name: string } }>;
			waitingExecution?: Record<string, unknown>;
		} | null;
	};
	additionalData?: {
		hooks?: { addHandler?(name: 'workflowExecuteAfter', handler: () => Promise<void>): void };
	};
}

const inside = (ctx: IExecuteFunctions) => ctx as unknown as Inside;

/** Names of the nodes that still have to run as it stands; undefined where n8n does not tell. */
export function nodesToRun(ctx: IExecuteFunctions): string[] | undefined {
	const state = inside(ctx).runExecutionData?.executionData;
	if (state?.nodeExecutionStack === undefined) return undefined;
	const next = state.nodeExecutionStack.map(({ node }) => node.name);
	return [...next, ...Object.keys(state.waitingExecution ?? {})];
}

/**
 * Has work done when the execution ends, well or not, or is put to wait. Does nothing where n8n has
 * no such hook.
 */
export function onExecutionEnd(ctx: IExecuteFunctions, work: () => Promise<void>): void {
	inside(ctx).additionalData?.hooks?.addHandler?.('workflowExecuteAfter', work);
}
