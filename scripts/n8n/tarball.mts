import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CACHE, PACKAGE_NAME, ROOT } from '../paths.mts';
import { runOrThrow } from './processes.mts';

interface PackReport {
	filename: string;
	files: Array<{ path: string }>;
}

/** The tarball that `npm publish` would send. */
export interface Tarball {
	path: string;
	/** Paths inside the package, sorted. */
	files: string[];
}

/**
 * Packs the built package.
 * @param folder where the tarball goes; default `.cache/pack`.
 * @throws Error when dist/ is missing or npm refuses.
 */
export async function packPackage(folder = join(CACHE, 'pack')): Promise<Tarball> {
	if (!existsSync(join(ROOT, 'dist', 'nodes'))) {
		throw new Error('dist/ is not there: run "npm run build" first');
	}
	await mkdir(folder, { recursive: true });
	const args = ['pack', '--json', '--ignore-scripts', '--loglevel=error'];
	const { stdout } = await runOrThrow('npm', [...args, '--pack-destination', folder], { cwd: ROOT });
	const [report] = JSON.parse(stdout) as PackReport[];
	if (!report) throw new Error(`npm pack reported no package:\n${stdout}`);
	return {
		path: join(folder, report.filename),
		files: report.files.map((file) => file.path).sort(),
	};
}

/** Unpacks a tarball of ours into a folder, which it empties first. */
export async function unpack(tarball: string, folder: string): Promise<void> {
	await rm(folder, { recursive: true, force: true });
	await mkdir(folder, { recursive: true });
	await runOrThrow('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1']);
}

/**
 * Puts the package where n8n puts a community node that is installed from its settings page: the
 * tarball unpacked into `.n8n/nodes/node_modules`, the manifest without the dependencies that a
 * user has no need of. (n8n then runs npm install for the run-time dependencies; we have none.)
 */
export async function installPackage(tarball: string, userFolder: string): Promise<void> {
	const folder = join(userFolder, '.n8n', 'nodes', 'node_modules', PACKAGE_NAME);
	await unpack(tarball, folder);
	const path = join(folder, 'package.json');
	const manifest = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
	delete manifest['devDependencies'];
	delete manifest['peerDependencies'];
	delete manifest['optionalDependencies'];
	await writeFile(path, JSON.stringify(manifest, null, 2));
}
