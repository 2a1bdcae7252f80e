import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CACHE } from '../paths.mts';
import { duration } from '../terminal.mts';
import { run, runOrThrow } from './processes.mts';
import { releaseOf } from './versions.mts';
import type { N8nRelease } from './versions.mts';

/** An n8n that is completely installed and has been seen to run. */
export interface N8nInstall {
	version: string;
	folder: string;
	/** The script to run with Node: `node <bin> start`. */
	bin: string;
}

/** Takes a line to show; a line with `replace` set overwrites the one before on a terminal. */
export type Report = (line: string, options?: { replace?: boolean }) => void;

/** What npm writes for each answer of the registry at the log level http. */
const ANSWER = /^npm (?:http|HTTP)\b.*\n?/gm;

const MARKER = 'complete.json';

function installIn(folder: string, version: string): N8nInstall {
	return { version, folder, bin: join(folder, 'node_modules', 'n8n', 'bin', 'n8n') };
}

/**
 * Whether the n8n in a folder answers with its version and can load its database driver: the two
 * things that an interrupted install lacks.
 */
async function works(install: N8nInstall): Promise<boolean> {
	if (!existsSync(install.bin)) return false;
	const version = await run(process.execPath, [install.bin, '--version'], { timeout: 120_000 });
	if (version.code !== 0 || !version.stdout.includes(install.version)) return false;
	const driver = await run(process.execPath, ['-e', "require('sqlite3')"], { cwd: install.folder });
	return driver.code === 0;
}

async function writeMarker(install: N8nInstall): Promise<void> {
	const content = { version: install.version, node: process.versions.modules };
	await writeFile(join(install.folder, MARKER), `${JSON.stringify(content)}\n`);
}

/** Whether the marker says that this version was completed for the Node that runs now. */
async function isMarked(install: N8nInstall): Promise<boolean> {
	const path = join(install.folder, MARKER);
	if (!existsSync(path)) return false;
	const marker = JSON.parse(await readFile(path, 'utf8')) as { version: string; node: string };
	return marker.version === install.version && marker.node === process.versions.modules;
}

/**
 * Says how far npm is: it asks for every package, makes a folder for each, then fills them.
 * @param answers how often the registry has answered
 */
async function describeInstall(modules: string, answers: number): Promise<string> {
	if (!existsSync(modules)) {
		return `npm is choosing versions: ${answers} answers of the registry (about 1,800 in all)`;
	}
	const names = (await readdir(modules)).filter((name) => !name.startsWith('.'));
	const scopes = names.filter((name) => name.startsWith('@'));
	const scoped = await Promise.all(
		scopes.map(async (scope) => {
			const inScope = await readdir(join(modules, scope));
			return inScope.map((name) => join(scope, name));
		}),
	);
	const packages = [...names.filter((name) => !name.startsWith('@')), ...scoped.flat()];
	const filled = packages.filter((name) => existsSync(join(modules, name, 'package.json')));
	return `npm is unpacking: ${filled.length} of ${packages.length} packages`;
}

/** Says every few seconds what is going on until `work` settles. */
async function withProgress<T>(
	work: Promise<T>,
	describe: () => Promise<string>,
	report: Report,
): Promise<T> {
	const started = Date.now();
	const every = process.stdout.isTTY ? 2_000 : 20_000;
	let over = false;
	const show = async () => {
		// npm moves folders about while we look: a look that fails says nothing, the next one will.
		const text = await describe().catch(() => undefined);
		if (text && !over) report(`  ${text}, ${duration(Date.now() - started)}`, { replace: true });
	};
	const timer = setInterval(() => void show(), every);
	try {
		return await work;
	} finally {
		over = true;
		clearInterval(timer);
	}
}

async function npmInstall(folder: string, release: N8nRelease, report: Report): Promise<void> {
	const manifest = {
		name: 'n8n-local',
		private: true,
		dependencies: { n8n: release.version },
		...(release.overrides && { overrides: release.overrides }),
	};
	await mkdir(folder, { recursive: true });
	await writeFile(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
	// Without scripts: an optional Kafka module downloads from GitHub and fails where it cannot.
	const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=http'];
	let answers = 0;
	await withProgress(
		runOrThrow('npm', ['install', ...flags], {
			cwd: folder,
			env: process.env,
			onOutput: (text) => (answers += text.match(ANSWER)?.length ?? 0),
		}),
		() => describeInstall(join(folder, 'node_modules'), answers),
		report,
	).catch((error: Error) => {
		throw new Error(error.message.replace(ANSWER, ''));
	});
	await withProgress(
		runOrThrow('npm', ['rebuild', 'sqlite3', '--loglevel=error'], {
			cwd: folder,
			env: process.env,
		}),
		async () => 'building the database driver (sqlite3)',
		report,
	).catch((error: Error) => {
		throw new Error(
			'sqlite3 could not be built. It needs Python 3, make and a C++ compiler ' +
				`(Debian: apt-get install build-essential python3).\n${error.message}`,
		);
	});
}

/**
 * The pinned n8n of a version, installed once into `<cache>/<version>`. An interrupted install goes
 * on where it stopped; only one that has been seen to run is marked complete.
 * @param cache default: `.cache/n8n`.
 * @throws Error when npm, the build of sqlite3 or the check that it runs does not succeed.
 */
export async function ensureN8n(
	version: string,
	report: Report = () => {},
	cache = join(CACHE, 'n8n'),
): Promise<N8nInstall> {
	const release = releaseOf(version);
	const install = installIn(join(cache, version), version);
	if (await isMarked(install)) return install;
	if (existsSync(install.folder)) {
		report(`Checking the n8n ${version} that is in .cache`);
		if (await works(install)) {
			await writeMarker(install);
			return install;
		}
	}
	const partial = installIn(`${install.folder}.partial`, version);
	report(`Installing n8n ${version} into .cache (once; about 5 minutes and 3 GB)`);
	await npmInstall(partial.folder, release, report);
	if (!(await works(partial))) {
		throw new Error(
			`n8n ${version} was installed but does not start. Delete .cache/n8n and try again.`,
		);
	}
	await writeMarker(partial);
	await rm(install.folder, { recursive: true, force: true });
	await rename(partial.folder, install.folder);
	report(`n8n ${version} is installed`);
	return install;
}
