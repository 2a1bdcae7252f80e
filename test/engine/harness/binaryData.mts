import { rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { IBinaryData } from 'n8n-workflow';
import { core, packageDirectory } from './n8n.mts';
import { userFolder } from './settings.mts';

type Container = { get<T>(type: abstract new (...parameters: never[]) => T): T };

const requireHere = createRequire(`${packageDirectory}/package.json`);
const requireByCore = createRequire(requireHere.resolve('n8n-core'));
const { Container } = requireByCore('@n8n/di') as { Container: Container };

/**
 * From now on this worker keeps binary data in files below its temporary user folder, as n8n does
 * by default; before, in the items themselves.
 */
export async function keepBinaryDataInFiles(): Promise<void> {
	await Container.get(core.BinaryDataService).init();
}

/** Removes the files that binary data was kept in. */
export async function discardBinaryData(): Promise<void> {
	await rm(path.join(userFolder, '.n8n', 'storage'), { recursive: true, force: true });
}

/** The content of binary data, from the file or from the item. */
export async function binaryContent(binary: IBinaryData): Promise<Buffer> {
	return await Container.get(core.BinaryDataService).getAsBuffer(binary);
}
