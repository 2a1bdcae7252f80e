export { binaryContent, keepBinaryDataInFiles } from './binaryData.mts';
export { builtModule } from './built.mts';
export { listSearch, loadOptions, runHook, testCredential } from './contexts.mts';
export { startInstance } from './instance.mts';
export { packageDescriptions, packageLoaded } from './packageTypes.mts';
export { killed, retryExecution, runAndRetry, startRetry } from './retry.mts';
export { runWorkflow, startWorkflow, stored } from './run.mts';
export { sandboxCredentials } from './sandboxCredentials.mts';
export { runAsTool } from './tools.mts';
