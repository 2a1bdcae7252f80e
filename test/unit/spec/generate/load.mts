import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Ui } from '../../../../scripts/spec/check/ui.mts';
import { writeGenerated } from '../../../../scripts/spec/generate/files.mts';

/** What generated files are once they run: the parameters of a node and its operations. */
export const loadGenerated = async (files: Map<string, string>, node = 'Vapi'): Promise<Ui> => {
	const folder = mkdtempSync(join(tmpdir(), 'spec-load-'));
	try {
		writeGenerated(files, folder);
		const { properties, operations } = (await import(join(folder, `${node}.ts`))) as Ui;
		return { properties, operations };
	} finally {
		rmSync(folder, { recursive: true });
	}
};
