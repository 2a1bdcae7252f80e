import type { EnvironmentContext, JestEnvironmentConfig } from '@jest/environment';
import TestEnvironment from '../../environment.mts';
import * as engine from './engine.mts';

/**
 * Runs n8n's engine, and with it the node, outside the sandbox that jest gives to a test file:
 * there `instanceof Error` is false for what Node's http module throws, so the engine would not
 * behave as in n8n. It also loads n8n-core once a worker instead of once a file.
 */
export default class EngineEnvironment extends TestEnvironment {
	constructor(config: JestEnvironmentConfig, context: EnvironmentContext) {
		super(config, context);
		Object.assign(this.global, { engine });
	}

	/** A file's binary data (a recording of 200 MB among them) goes with it, not when the worker ends. */
	override async teardown(): Promise<void> {
		await engine.discardBinaryData();
		await super.teardown();
	}
}
