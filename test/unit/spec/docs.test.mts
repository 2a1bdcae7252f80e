import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../../scripts/paths.mts';
import { checkFields } from '../../../scripts/spec/check/fields.mts';
import { checkLists } from '../../../scripts/spec/check/lists.mts';
import { readContract } from '../../../scripts/spec/contract.mts';
import { CONTRACT, WORDING } from '../../../scripts/spec/files.mts';
import { generateFiles } from '../../../scripts/spec/generate/files.mts';
import { readWordings } from '../../../scripts/spec/wording/read.mts';
import type { Wording } from '../../../scripts/spec/wording/types.mts';

const DOCS = readFileSync(join(ROOT, 'docs/fields.md'), 'utf8');

/** The indented block that follows a line of the documentation. */
const blockAfter = (line: string): string => {
	const [, rest = ''] = DOCS.split(`${line}\n\n`);
	const [block = ''] = rest.split(/\n(?! {4}|\n)/);
	return block.replaceAll(/^ {4}/gm, '');
};

describe('the example in docs/fields.md', () => {
	const folder = mkdtempSync(join(tmpdir(), 'spec-docs-'));
	let wordings: Wording[];

	beforeAll(() => {
		copyFileSync(join(WORDING, 'shared.yaml'), join(folder, 'shared.yaml'));
		const example = blockAfter('Say, listing squads. In `spec/wording/squad.yaml`:');
		writeFileSync(join(folder, 'squad.yaml'), example);
		wordings = readWordings(folder);
	});
	afterAll(() => rmSync(folder, { recursive: true }));

	it('words every field of its operation', () => {
		const contract = readContract(CONTRACT);
		expect(wordings.map((wording) => checkFields(contract, wording))).toEqual([[]]);
	});

	it('reads the list on as the contract gives it', () => {
		const contract = readContract(CONTRACT);
		expect(wordings.flatMap((wording) => checkLists(contract, wording))).toEqual([]);
	});

	it('becomes a whole operation by one command', () => {
		const files = generateFiles(readContract(CONTRACT), wordings);
		expect([...files.keys()]).toEqual(['Vapi.ts', 'squad/index.ts', 'squad/getAll.ts']);
		const text = files.get('squad/getAll.ts');
		expect(text).toContain("name: 'returnAll'");
		expect(text).toContain("parameter: 'filters.createdAtGe'");
		expect(files.get('Vapi.ts')).toContain("value: 'squad'");
	});
});
