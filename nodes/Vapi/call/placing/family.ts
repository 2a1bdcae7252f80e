import type { IExecuteFunctions } from 'n8n-workflow';

import type { DialSession } from './session';

/**
 * When the execution began that this one retries, or this one itself where it is no retry, in milliseconds
 * by the clock of n8n. n8n 2.41 stores it before the first node runs and hands it to every retry.
 * @returns undefined where n8n does not say: older ones note only when the retry began
 */
export function executionBegan(ctx: IExecuteFunctions): number | undefined {
	const context = ctx.getExecutionContext?.();
	return context?.source === 'retry' ? undefined : context?.establishedAt;
}

/**
 * Names what this node does in an execution and in all retries of it; where n8n does not say whose
 * retry it is, in all retries of the workflow.
 */
export function familyOf(ctx: IExecuteFunctions): string {
	return `${ctx.getWorkflow().id}/${ctx.getNode().id}/${executionBegan(ctx) ?? ''}`;
}

/** Families with a retry in this process. */
const retried = new Set<string>();

/**
 * Whether calls may exist that this run's record knows nothing of, because the execution is retried:
 * this is a retry, or one came in this process while this execution still runs.
 */
export function isRetried(ctx: IExecuteFunctions, { record }: DialSession): boolean {
	const family = familyOf(ctx);
	if (ctx.getMode() === 'retry') retried.add(family);
	const began = executionBegan(ctx);
	if (began !== undefined && retried.has(family)) {
		record.retriedSince ??= { at: began, offset: record.offset };
	}
	return record.lookBackAt !== undefined || record.retriedSince !== undefined;
}
