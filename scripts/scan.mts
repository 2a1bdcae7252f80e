import { globSync } from 'node:fs';
import { createRequire } from 'node:module';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ESLint, Linter } from 'eslint';
import { packPackage, unpack } from './n8n/tarball.mts';
import { ROOT } from './paths.mts';

/** The parts of n8n's scanner that are used here; the package has no types. */
interface Scanner {
	SOURCE_FILE_PATTERNS: string[];
	buildScanConfig(): Promise<Linter.Config[]>;
}

/** One finding of the scan, an error or a warning. */
export interface Finding {
	file: string;
	line: number;
	severity: 'error' | 'warning';
	rule: string | null;
	message: string;
}

/** What the scan found in one folder, and how many files it read. */
export interface ScanResult {
	files: number;
	findings: Finding[];
}

/** What n8n's scanner lints in a published package. */
const TARBALL_PATTERNS = ['**/*.js', 'package.json'];

const scannerUrl = import.meta.resolve('@n8n/scan-community-package/scanner/scanner.mjs');

/**
 * Lints a folder as n8n's verification does: with its scanner's own configuration and its own
 * ESLint, inline comments ignored. Unlike `analyzePackage`, which passes on warnings, this gives
 * them back, too.
 */
async function scan(folder: string, patterns: string[], scanner: Scanner): Promise<ScanResult> {
	const require = createRequire(fileURLToPath(scannerUrl));
	const { ESLint: ScannerEslint } = require('eslint') as { ESLint: typeof ESLint };
	const eslint = new ScannerEslint({
		cwd: folder,
		allowInlineConfig: false,
		overrideConfigFile: true,
		overrideConfig: await scanner.buildScanConfig(),
	});
	const files = globSync(patterns, { cwd: folder }).map((file) => join(folder, file));
	const results = await eslint.lintFiles(files);
	const findings = results.flatMap((result) =>
		result.messages.map((message): Finding => ({
			file: result.filePath.slice(folder.length + 1),
			line: message.line,
			severity: message.severity === 2 ? 'error' : 'warning',
			rule: message.ruleId,
			message: message.message,
		})),
	);
	return { files: results.length, findings };
}

/** Scans the source and the tarball that would be published. */
export async function scanSourceAndTarball(): Promise<Record<'source' | 'tarball', ScanResult>> {
	const scanner = (await import(scannerUrl)) as Scanner;
	const folder = await mkdtemp(join(tmpdir(), 'scan-'));
	try {
		const tarball = await packPackage(folder);
		const unpacked = join(folder, 'package');
		await unpack(tarball.path, unpacked);
		return {
			source: await scan(ROOT, scanner.SOURCE_FILE_PATTERNS, scanner),
			tarball: await scan(unpacked, TARBALL_PATTERNS, scanner),
		};
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

// As a program it prints the result as JSON: jest cannot load the scanner's ES modules.
if (import.meta.main) console.log(JSON.stringify(await scanSourceAndTarball(), null, 2));
