import type { EnvironmentContext, JestEnvironmentConfig } from '@jest/environment';
import { TestEnvironment } from 'jest-environment-node';
import * as sandbox from '../sandbox/server.mts';

/**
 * Loads the sandbox once a worker instead of once a test file: compiling the checks of Vapi's schemas
 * takes more than most files do, and keeps some 60 MB. `loadedSandbox.mts` gives it to the tests.
 *
 * A worker that has run many files still holds a large heap, which Node takes apart page by page before
 * it ends, and that can take longer than jest waits. So it ends at once when nothing is left to do; what
 * a test left open (a timer, a server) keeps `beforeExit` from coming, and jest goes on to report it.
 */
process.once('beforeExit', () => {
	process.exit();
});

export default class SandboxEnvironment extends TestEnvironment {
	constructor(config: JestEnvironmentConfig, context: EnvironmentContext) {
		super(config, context);
		Object.assign(this.global, { sandbox });
	}
}
