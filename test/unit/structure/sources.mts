import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { ROOT } from '../../../scripts/paths.mts';

/** The files of a part of the repository that people write, by their paths in it. */
export function handWritten(pattern: string): string[] {
	const files = globSync(pattern, { cwd: ROOT, exclude: ['**/node_modules/**'] });
	return files.map((file) => file.replaceAll('\\', '/')).filter((file) => !isGenerated(file));
}

export const isGenerated = (file: string): boolean =>
	file.startsWith('nodes/shared/generated/') || file.endsWith('.generated.ts');

export const textOf = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

/** Every source of the package, by path, with the sources that it imports, types included. */
export function importGraph(): Map<string, string[]> {
	const files = globSync('{nodes,credentials}/**/*.ts', { cwd: ROOT });
	const known = new Set(files);
	const target = (file: string, name: string): string | undefined => {
		const place = path.posix.join(path.posix.dirname(file), name);
		return [`${place}.ts`, `${place}/index.ts`].find((candidate) => known.has(candidate));
	};
	return new Map(
		files.map((file) => {
			const { importedFiles } = ts.preProcessFile(textOf(file));
			const names = importedFiles.map(({ fileName }) => fileName).filter((name) => name[0] === '.');
			return [file, names.map((name) => target(file, name) ?? `${file} → ${name}?`)];
		}),
	);
}
