/** n8n's own modules, loaded after the settings that they read. */
import './settings.mts';
import 'reflect-metadata';
import { createRequire } from 'node:module';
import path from 'node:path';
import type * as CoreModule from 'n8n-core';
import type * as WorkflowModule from 'n8n-workflow';

/** The package's root folder, found without `import.meta` (jest runs this file as CommonJS). */
export const packageDirectory = process.env.VAPI_PACKAGE_DIRECTORY ?? process.cwd();

const requireHere = createRequire(path.join(packageDirectory, 'package.json'));

export const core = requireHere('n8n-core') as typeof CoreModule;
export const workflowModule = requireHere('n8n-workflow') as typeof WorkflowModule;

/** What n8n stores executions with: JSON that keeps references. */
export const flatted = createRequire(requireHere.resolve('n8n-core'))('flatted') as {
	parse(text: string): unknown;
	stringify(value: unknown): string;
};
