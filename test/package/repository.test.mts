import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PACKAGE_NAME, ROOT } from '../../scripts/paths.mts';

async function readJson(path: string): Promise<unknown> {
	return JSON.parse(await readFile(join(ROOT, path), 'utf8'));
}

/** Every object in a JSON value, the value included, with its place. */
function* objects(
	value: unknown,
	path: string[] = [],
): Generator<{ object: Record<string, unknown>; path: string[] }> {
	if (typeof value !== 'object' || value === null) return;
	if (!Array.isArray(value)) yield { object: value as Record<string, unknown>, path };
	for (const [key, child] of Object.entries(value)) yield* objects(child, [...path, key]);
}

describe('the repository', () => {
	it('has a lock file without addresses of a registry', async () => {
		const lock = (await readJson('package-lock.json')) as {
			packages: Record<string, Record<string, unknown>>;
		};
		const packages = Object.entries(lock.packages);
		expect(packages.length).toBeGreaterThan(500);
		expect(packages.filter(([, entry]) => 'resolved' in entry).map(([name]) => name)).toEqual([]);
	});

	it('has a contract of facts: no text that describes, summarises or names', async () => {
		const contract = await readJson('spec/contract.json');
		const prose = [...objects(contract)].filter(({ object, path }) => {
			// Below `properties` a key is the name of a field of Vapi, which may be "description".
			if (path.at(-1) === 'properties') return false;
			// An OpenAPI document must have a title, and a description for each response; ours are empty.
			if (path.join() === 'info') return 'description' in object;
			return ['description', 'summary', 'title', 'example'].some(
				(key) => typeof object[key] === 'string' && object[key] !== '',
			);
		});
		expect(prose.map(({ path }) => path.join('.'))).toEqual([]);
	});

	it("lints node code by n8n's own configuration, to the letter", async () => {
		const template = '@n8n/node-cli/dist/template/templates/shared/default/eslint.config.mjs';
		const text = async (path: string) => (await readFile(join(ROOT, path), 'utf8')).trim();
		expect(await text('eslint.config.mjs')).toBe(await text(join('node_modules', template)));
	});

	it('goes by one name in the manifest and in the tools', async () => {
		expect(await readJson('package.json')).toHaveProperty('name', PACKAGE_NAME);
	});
});
