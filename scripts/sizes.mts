import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { packPackage } from './n8n/tarball.mts';
import { ROOT } from './paths.mts';

/** A size, and the most that it may be, in bytes. */
export interface Size {
	what: string;
	bytes: number;
	most: number;
}

/** n8n sends the description of every node to every browser, and keeps the tarball of every package. */
const MOST_DESCRIPTION = 400_000;
/** What the package is by now, so that it grows no further; it is meant to come down to 230,000. */
const MOST_TARBALL = 275_000;

/** The size of each built node's description, as n8n serves it. */
export const descriptionSizes = (): Size[] => {
	const load = createRequire(join(ROOT, 'package.json'));
	const { n8n } = load('./package.json') as { n8n: { nodes: string[] } };
	return n8n.nodes.map((file) => {
		const name = basename(file, '.node.js');
		const { [name]: Node } = load(`./${file}`) as Record<string, new () => { description: object }>;
		if (Node === undefined) throw new Error(`${file} has no class ${name}`);
		const bytes = Buffer.byteLength(JSON.stringify(new Node().description));
		return { what: `description of ${name}`, bytes, most: MOST_DESCRIPTION };
	});
};

/** The size of a packed tarball. */
export const tarballSize = (path: string): Size => ({
	what: 'packed tarball',
	bytes: statSync(path).size,
	most: MOST_TARBALL,
});

/** `description of Vapi: 123,456 of 400,000 bytes`. */
export const sizeText = ({ what, bytes, most }: Size): string =>
	`${what}: ${bytes.toLocaleString('en')} of ${most.toLocaleString('en')} bytes`;

/** The sizes that are too large. */
export const oversized = (sizes: Size[]): Size[] => sizes.filter(({ bytes, most }) => bytes > most);

if (import.meta.main) {
	const folder = mkdtempSync(join(tmpdir(), 'sizes-'));
	try {
		const { path } = await packPackage(folder);
		const sizes = [...descriptionSizes(), tarballSize(path)];
		for (const size of sizes) console.log(sizeText(size));
		for (const size of oversized(sizes)) console.error(`- too large: ${size.what}`);
		if (oversized(sizes).length > 0) process.exitCode = 1;
	} finally {
		rmSync(folder, { recursive: true });
	}
}
