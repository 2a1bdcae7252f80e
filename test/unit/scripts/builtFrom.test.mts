import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { refuseStaleBuild, stampBuild } from '../../../scripts/builtFrom.mts';

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'built-from-'));
	mkdirSync(join(folder, 'nodes/Vapi'), { recursive: true });
	mkdirSync(join(folder, 'dist'));
	writeFileSync(join(folder, 'nodes/Vapi/a.ts'), 'one');
});
afterEach(() => rmSync(folder, { recursive: true }));

it('passes a build of the sources as they are', () => {
	stampBuild(folder);
	expect(() => refuseStaleBuild(folder)).not.toThrow();
});

it.each<[string, () => void]>([
	['was never built', () => rmSync(join(folder, '.cache'), { recursive: true })],
	['is gone', () => rmSync(join(folder, 'dist'), { recursive: true })],
	['has another source', () => writeFileSync(join(folder, 'nodes/Vapi/a.ts'), 'two')],
	['lacks a source', () => writeFileSync(join(folder, 'nodes/Vapi/b.ts'), 'new')],
	['has a source that is gone', () => rmSync(join(folder, 'nodes/Vapi/a.ts'))],
	['has the settings of another build', () => writeFileSync(join(folder, 'tsconfig.json'), '{}')],
])('refuses a dist/ that %s', (_, change) => {
	stampBuild(folder);
	change();
	expect(() => refuseStaleBuild(folder)).toThrow(
		'dist/ was not built from the sources as they are now: run npm run build',
	);
});
