import { existsSync, globSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import { packPackage, unpack } from '../../scripts/n8n/tarball.mts';
import { ROOT } from '../../scripts/paths.mts';
import { type Size, descriptionSizes, oversized, sizeText, tarballSize } from '../../scripts/sizes.mts';

interface Manifest {
	name: string;
	dependencies?: Record<string, string>;
	n8n: { nodes: string[]; credentials: string[] };
}

interface Described {
	icon?: unknown;
	description?: { icon?: unknown; name: string };
	name?: string;
}

/** All `file:` paths in an icon, which is one path or a pair for light and dark. */
function iconPaths(icon: unknown): string[] {
	const values = typeof icon === 'object' && icon ? Object.values(icon) : [icon];
	return values.map((value) => String(value).replace(/^file:/, ''));
}

/** The files that tsc and the build make out of the sources, relative to the package. */
function expectedFiles(): string[] {
	const compiled = globSync('{nodes,credentials}/**/*.ts', { cwd: ROOT }).map(
		(file) => `dist/${file.slice(0, -'.ts'.length)}.js`,
	);
	const copied = globSync(['icons/*.svg', 'nodes/**/*.node.json', 'nodes/**/__schema__/**/*.json'], {
		cwd: ROOT,
	}).map((file) => `dist/${file}`);
	return ['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json', ...compiled, ...copied].sort();
}

describe('the packed tarball', () => {
	let folder: string;
	let files: string[];
	let size: Size;
	let manifest: Manifest;

	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'pack-'));
		const tarball = await packPackage(folder);
		files = tarball.files;
		size = tarballSize(tarball.path);
		await unpack(tarball.path, join(folder, 'package'));
		manifest = JSON.parse(
			await readFile(join(folder, 'package', 'package.json'), 'utf8'),
		) as Manifest;
	}, 60_000);

	afterAll(() => rm(folder, { recursive: true, force: true }));

	/** Loads a class of the unpacked package as n8n's loader does: named after its file. */
	function load(path: string): Described {
		const name = /([^/]+?)\.(node|credentials)\.js$/.exec(path)?.[1] ?? '';
		// n8n-workflow, which n8n has at hand, is resolved from a folder above; ours is the repository's.
		const require = createRequire(join(ROOT, 'package.json'));
		const module = require(join(ROOT, path)) as Record<string, new () => Described>;
		const found = module[name];
		if (!found) throw new Error(`${path} does not export ${name}`);
		return new found();
	}

	it('holds dist/ and the documents, nothing else', () => {
		expect(files).toEqual(expectedFiles());
	});

	it('is small enough, and so is the description of each node', () => {
		const sizes = [...descriptionSizes(), size];
		expect(sizes.map(({ what }) => what)).toEqual([
			...['Vapi', 'VapiEvaluation', 'VapiTrigger'].map((name) => `description of ${name}`),
			'packed tarball',
		]);
		expect(oversized(sizes).map(sizeText)).toEqual([]);
		// What is larger than its limit is found.
		expect(oversized(sizes.map((each) => ({ ...each, most: each.bytes - 1 })))).toHaveLength(4);
	});

	it('has no run-time dependencies', () => {
		expect(manifest.dependencies ?? {}).toEqual({});
	});

	it('holds each node and credential that the manifest names, and no other', () => {
		const named = [...manifest.n8n.nodes, ...manifest.n8n.credentials].sort();
		const there = files.filter((file) => /\.(node|credentials)\.js$/.test(file));
		expect(there).toEqual(named);
	});

	it('holds the three nodes', () => {
		const names = manifest.n8n.nodes.map((path) => load(path).description?.name);
		expect(names.sort()).toEqual(['vapi', 'vapiEvaluation', 'vapiTrigger']);
	});

	it('holds a codex file for each node, written for that node', async () => {
		for (const path of manifest.n8n.nodes) {
			const codex = JSON.parse(
				await readFile(join(folder, 'package', path.replace(/\.js$/, '.json')), 'utf8'),
			) as { node: string };
			expect(codex.node).toBe(`${manifest.name}.${load(path).description?.name}`);
		}
	});

	it('holds the icons where nodes and credentials look for them', () => {
		for (const path of [...manifest.n8n.nodes, ...manifest.n8n.credentials]) {
			const described = load(path);
			const icons = iconPaths(described.description?.icon ?? described.icon);
			expect(icons).toHaveLength(2);
			for (const icon of icons) {
				expect(existsSync(join(folder, 'package', dirname(path), icon))).toBe(true);
			}
		}
	});
});
