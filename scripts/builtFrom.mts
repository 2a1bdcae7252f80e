import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from './paths.mts';

/** What dist/ is made of. */
const SOURCES = ['{nodes,credentials,icons}/**/*.{ts,json,svg}', 'tsconfig.json', 'gulpfile.js'];

/** Where the last build is noted. */
const stampIn = (root: string): string => join(root, '.cache/built-from.txt');

/** A digest of the sources as they are now. */
function digest(root: string): string {
	const hash = createHash('sha256');
	for (const file of globSync(SOURCES, { cwd: root }).sort()) {
		hash.update(file).update(readFileSync(join(root, file)));
	}
	return hash.digest('hex');
}

/** Notes what dist/ was built from; the last step of a build. */
export function stampBuild(root = ROOT): void {
	const stamp = stampIn(root);
	mkdirSync(dirname(stamp), { recursive: true });
	writeFileSync(stamp, digest(root));
}

/**
 * Stops what would use a dist/ that is not what the sources say.
 * @throws Error that names the command to run
 */
export function refuseStaleBuild(root = ROOT): void {
	const stamp = stampIn(root);
	const built = existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';
	if (built === digest(root) && existsSync(join(root, 'dist'))) return;
	throw new Error('dist/ was not built from the sources as they are now: run npm run build');
}
