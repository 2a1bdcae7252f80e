import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../../scripts/paths.mts';
import { checkDrafts } from '../../../scripts/spec/check/drafts.mts';
import { checkFields } from '../../../scripts/spec/check/fields.mts';
import { checkLists } from '../../../scripts/spec/check/lists.mts';
import { readContract } from '../../../scripts/spec/contract.mts';
import { draft } from '../../../scripts/spec/draft.mts';
import { CONTRACT, WORDING } from '../../../scripts/spec/files.mts';
import { generateFiles } from '../../../scripts/spec/generate/files.mts';
import { readWordings } from '../../../scripts/spec/wording/read.mts';
import type { Wording } from '../../../scripts/spec/wording/types.mts';

const DOCS = readFileSync(join(ROOT, 'docs/fields.md'), 'utf8');

/** The block that follows some words of the documentation, indented by seven spaces there. */
const blockAfter = (words: string): string => {
	const [, rest = ''] = DOCS.split(words);
	const [, block = ''] = /\n\n((?: {7}.*\n|\n)+)/.exec(rest) ?? [];
	return `${block.replaceAll(/^ {7}/gm, '').trim()}\n`;
};

describe('the example in docs/fields.md', () => {
	const folder = mkdtempSync(join(tmpdir(), 'spec-docs-'));
	const file = join(folder, 'squad.yaml');
	let wordings: Wording[];
	let drafted: string;
	let unfinished: string[];

	beforeAll(async () => {
		copyFileSync(join(WORDING, 'shared.yaml'), join(folder, 'shared.yaml'));
		const command = blockAfter('A draft of the words');
		const [, resource = '', request = ''] = /-- (\w+) '(.+)'/.exec(command) ?? [];
		await draft(resource, [request], { source: CONTRACT, folder, print: () => undefined });
		drafted = readFileSync(file, 'utf8');
		unfinished = readWordings(folder).flatMap(checkDrafts);
		writeFileSync(file, blockAfter('The file, finished'));
		wordings = readWordings(folder);
	});
	afterAll(() => rmSync(folder, { recursive: true }));

	it('begins with what the command drafts', () => {
		expect(blockAfter('now stands')).toBe(drafted);
	});

	it('is no operation before its words are finished', () => {
		expect(unfinished).toEqual([
			'squad.yaml: the resource is a draft: replace DRAFT',
			'squad.yaml: getAll is a draft: replace every DRAFT by words of your own',
		]);
		expect(wordings.flatMap(checkDrafts)).toEqual([]);
	});

	it('words every field of its operation', () => {
		const contract = readContract(CONTRACT);
		const found = wordings.flatMap((wording) => checkFields(contract, wording));
		// Step 3 of the page records the texts that the words were written from.
		expect(found.filter(({ text }) => !text.includes('has not been read yet'))).toEqual([]);
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
