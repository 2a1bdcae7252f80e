export { stored, startWorkflow, runWorkflow } from './run.mts';
export { killed, retryExecution, runAndRetry, startRetry } from './retry.mts';
export { runAsTool } from './tools.mts';
