import { join } from 'node:path';
import { run } from './n8n/processes.mts';
import { ROOT } from './paths.mts';

/**
 * Builds dist/, as `npm run build` does.
 * @throws Error with the compiler's output when it does not compile.
 */
export async function build(): Promise<void> {
	const gulp = join(ROOT, 'node_modules', 'gulp', 'bin', 'gulp.js');
	const result = await run(process.execPath, [gulp, 'build', '--silent'], { cwd: ROOT });
	if (result.code !== 0) {
		throw new Error(`The build did not succeed:\n${result.stdout}${result.stderr}`);
	}
}
