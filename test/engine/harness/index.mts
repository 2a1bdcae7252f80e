import type * as Engine from './engine.mts';

/** Put there by environment.mts, from outside the test file's own realm. */
const { engine } = globalThis as unknown as { engine: typeof Engine };

export const {
	killed,
	retryExecution,
	runAndRetry,
	runAsTool,
	runWorkflow,
	startRetry,
	startWorkflow,
	stored,
} = engine;
export type { RetryOptions } from './retry.mts';
export type { ToolRunOptions } from './tools.mts';
export type * from './types.mts';
