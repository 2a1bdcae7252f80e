import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readContract } from '../../../../scripts/spec/contract.mts';
import { CONTRACT, GENERATED, WORDING } from '../../../../scripts/spec/files.mts';
import {
	generateFiles,
	readGenerated,
	writeGenerated,
} from '../../../../scripts/spec/generate/files.mts';
import { readWordings } from '../../../../scripts/spec/wording/read.mts';
import { LONGEST, columns } from './text.mts';

describe('writeGenerated', () => {
	it('writes what is new, takes away what is gone, and leaves everything else', () => {
		const folder = mkdtempSync(join(tmpdir(), 'spec-generate-'));
		try {
			for (const path of ['call/get.ts', 'call/gone.ts', 'call/notes.md']) {
				mkdirSync(dirname(join(folder, path)), { recursive: true });
				writeFileSync(join(folder, path), 'old');
			}
			const files = new Map([
				['call/get.ts', 'old'],
				['call/new.ts', 'new'],
			]);
			expect(writeGenerated(files, folder)).toEqual(['call/new.ts', 'call/gone.ts']);
			expect(readGenerated(folder)).toEqual(files);
			expect(writeGenerated(files, folder)).toEqual([]);
		} finally {
			rmSync(folder, { recursive: true });
		}
	});
});

describe('the generated files', () => {
	const committed = readGenerated(GENERATED);

	it('are what the contract and the words make, byte for byte', () => {
		const files = generateFiles(readContract(CONTRACT), readWordings(WORDING));
		expect([...committed.keys()].sort()).toEqual([...files.keys()].sort());
		for (const [path, text] of files)
			expect({ path, text: committed.get(path) }).toEqual({ path, text });
	});

	it('have no line that is too long, but for a standard sentence with its link', () => {
		const lines = [...committed].flatMap(([path, text]) =>
			text.split('\n').map((line, index) => ({ at: `${path}:${index + 1}`, line })),
		);
		expect(lines.length).toBeGreaterThan(1000);
		const long = lines.filter(({ line }) => columns(line) > LONGEST);
		expect(long.filter(({ line }) => !line.includes('<a href'))).toEqual([]);
	});
});
