import type * as Engine from './engine.mts';

/** Put there by environment.mts, from outside the test file's own realm. */
const { engine } = globalThis as unknown as { engine: typeof Engine };

export const {
	attemptHook,
	binaryContent,
	builtModule,
	keepBinaryDataInFiles,
	killed,
	listSearch,
	loadOptions,
	packageDescriptions,
	packageLoaded,
	retryExecution,
	runAndRetry,
	runAsTool,
	runHook,
	runWorkflow,
	sandboxCredentials,
	setClockAhead,
	startInstance,
	startRetry,
	startWorkflow,
	stopped,
	stored,
	testCredential,
} = engine;
export type { MethodOptions } from './editorLists.mts';
export type { HookOptions, HookRun } from './hooks.mts';
export type { Instance, ListeningWorkflow } from './instance.mts';
export type { RetryOptions } from './retry.mts';
export type { ToolRunOptions } from './tools.mts';
export type * from './types.mts';
