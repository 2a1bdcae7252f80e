import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { ensureN8n } from '../../../scripts/n8n/install.mts';
import { LEGACY_N8N, PINNED_N8N } from '../../../scripts/n8n/versions.mts';

/** An npm that makes an n8n of two files, and fails at the step that $FAIL_AT names. */
const FAKE_NPM = `#!/bin/sh
echo "$1" >> "$NPM_LOG"
if [ "$1" = "$FAIL_AT" ]; then echo "no network" >&2; exit 1; fi
case "$1" in
	install)
		mkdir -p node_modules/n8n/bin
		echo "console.log('$(basename "$PWD" .partial)')" > node_modules/n8n/bin/n8n ;;
	rebuild)
		mkdir -p node_modules/sqlite3 && : > node_modules/sqlite3/index.js ;;
esac
`;

describe('the pinned n8n', () => {
	let folder: string;
	let cache: string;
	const path = process.env['PATH'];

	beforeEach(async () => {
		folder = await mkdtemp(join(tmpdir(), 'install-'));
		cache = join(folder, 'cache');
		await writeFile(join(folder, 'npm'), FAKE_NPM);
		await chmod(join(folder, 'npm'), 0o755);
		process.env['PATH'] = [folder, path].join(delimiter);
		process.env['NPM_LOG'] = join(folder, 'npm.log');
		delete process.env['FAIL_AT'];
	});

	afterEach(async () => {
		process.env['PATH'] = path;
		await rm(folder, { recursive: true, force: true });
	});

	const ensure = (version = PINNED_N8N) => ensureN8n(version, undefined, cache);

	/** What npm was asked to do since the last look. */
	async function npmSteps(): Promise<string[]> {
		const log = join(folder, 'npm.log');
		const steps = existsSync(log) ? (await readFile(log, 'utf8')).trim().split('\n') : [];
		await rm(log, { force: true });
		return steps;
	}

	it('is installed once', async () => {
		const install = await ensure();
		expect(await npmSteps()).toEqual(['install', 'rebuild']);
		expect(existsSync(install.bin)).toBe(true);
		expect(await ensure()).toEqual(install);
		expect(await npmSteps()).toEqual([]);
	});

	it.each(['install', 'rebuild'])('is not taken for complete when npm %s failed', async (step) => {
		process.env['FAIL_AT'] = step;
		await expect(ensure()).rejects.toThrow(/no network/);
		expect(existsSync(join(cache, PINNED_N8N))).toBe(false);
		delete process.env['FAIL_AT'];
		await npmSteps();
		await ensure();
		expect(await npmSteps()).toEqual(['install', 'rebuild']);
	});

	it('is taken as it is when it runs, though nobody has marked it', async () => {
		const { folder: installed } = await ensure();
		await npmSteps();
		await rm(join(installed, 'complete.json'));
		await ensure();
		expect(await npmSteps()).toEqual([]);
		expect(existsSync(join(installed, 'complete.json'))).toBe(true);
	});

	it('is installed anew when it lacks its database driver', async () => {
		const { folder: installed } = await ensure();
		await npmSteps();
		await rm(join(installed, 'complete.json'));
		await rm(join(installed, 'node_modules', 'sqlite3'), { recursive: true });
		await ensure();
		expect(await npmSteps()).toEqual(['install', 'rebuild']);
	});

	it('names sqlite3 and what building it takes', async () => {
		process.env['FAIL_AT'] = 'rebuild';
		await expect(ensure()).rejects.toThrow(/sqlite3.*Python 3, make and a C\+\+ compiler/);
	});

	it('replaces what the registry does not have in the last 1.x release', async () => {
		const { folder: installed } = await ensure(LEGACY_N8N);
		const manifest = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8')) as object;
		expect(manifest).toHaveProperty(['overrides', 'xlsx']);
	});

	it('is one of the releases that are pinned', async () => {
		await mkdir(cache);
		await expect(ensure('9.9.9')).rejects.toThrow(/9\.9\.9 is not one of the pinned releases/);
		expect(await npmSteps()).toEqual([]);
	});
});
