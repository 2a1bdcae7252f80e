import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../../../scripts/paths.mts';

const PICTURES = join('docs', 'images');
const BROWSER = join('test', 'e2e', 'browser');

const filesIn = async (folder: string, end: string): Promise<string[]> =>
	(await readdir(join(ROOT, folder))).filter((name) => name.endsWith(end));

async function textOf(paths: string[]): Promise<string> {
	return (await Promise.all(paths.map((path) => readFile(join(ROOT, path), 'utf8')))).join('\n');
}

/** What a pattern's first group finds in a text, each once, sorted. */
const found = (text: string, pattern: RegExp): string[] =>
	[...new Set([...text.matchAll(pattern)].map(([, name]) => String(name)))].sort();

describe('the pictures of the pages', () => {
	it('are all shown, and all there, and all taken by the visit in the browser', async () => {
		const pages = ['README.md', ...(await filesIn('docs', '.md')).map((name) => join('docs', name))];
		const visits = (await filesIn(BROWSER, '.mts')).map((name) => join(BROWSER, name));
		const kept = (await filesIn(PICTURES, '.png')).map((name) => name.replace('.png', '')).sort();
		expect(kept.length).toBeGreaterThan(0);
		expect(found(await textOf(pages), /images\/([\w-]+)\.png/g)).toEqual(kept);
		expect(found(await textOf(visits), /pictures\.take\(editor\.page, '([\w-]+)'\)/g)).toEqual(kept);
	});
});
