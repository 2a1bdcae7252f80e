import { createRequire } from 'node:module';
import path from 'node:path';
import { packageDirectory } from './n8n.mts';

const requireBuilt = createRequire(path.join(packageDirectory, 'package.json'));

/**
 * A module of the built package, the very one that the engine runs.
 * @param name path below dist/, such as `nodes/Vapi/call/placing/dialTiming.js`
 */
export function builtModule(name: string): unknown {
	return requireBuilt(`./dist/${name}`);
}
