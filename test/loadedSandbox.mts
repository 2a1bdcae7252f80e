import type * as Server from '../sandbox/server.mts';

/** Stands in for sandbox/server.mts in tests: the one that the worker has loaded already. */
const { sandbox } = globalThis as unknown as { sandbox: typeof Server };

export const { startSandbox } = sandbox;
