import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { ROOT } from '../../../scripts/paths.mts';

/** Pictures of a run, held back until everything that they show has been tested. */
export interface Pictures {
	/** Takes a picture of the window. */
	take(page: Page, name: string): Promise<void>;
	/** Writes them to docs/images. */
	save(): Promise<void>;
}

/** What moves or comes and goes: the pictures should differ only where the editor does. */
const STILL = `
	*, *::before, *::after { animation: none !important; transition: none !important; }
	.el-notification { display: none !important; }
`;

/** An empty set of pictures. */
export function collectPictures(): Pictures {
	const taken = new Map<string, Buffer>();
	return {
		async take(page, name) {
			const picture = await page.screenshot({ animations: 'disabled', caret: 'hide', style: STILL });
			taken.set(name, picture);
		},
		async save() {
			const folder = join(ROOT, 'docs', 'images');
			await mkdir(folder, { recursive: true });
			for (const [name, picture] of taken) await writeFile(join(folder, `${name}.png`), picture);
		},
	};
}
