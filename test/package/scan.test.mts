import { runOrThrow } from '../../scripts/n8n/processes.mts';
import type { ScanResult } from '../../scripts/scan.mts';

describe("n8n's scanner for community packages", () => {
	let results: Record<'source' | 'tarball', ScanResult>;

	beforeAll(async () => {
		// With jest's own NODE_ENV the rules take every file for their test file.
		const env = { ...process.env, NODE_ENV: 'production' };
		const { stdout } = await runOrThrow(process.execPath, ['scripts/scan.mts'], { env });
		results = JSON.parse(stdout) as typeof results;
	}, 120_000);

	it.each(['source', 'tarball'] as const)('finds no error and no warning in the %s', (part) => {
		expect(results[part].findings).toEqual([]);
	});

	it('has read the nodes, the credential and the manifest', () => {
		expect(results.source.files).toBeGreaterThan(3);
		expect(results.tarball.files).toBeGreaterThan(3);
	});
});
