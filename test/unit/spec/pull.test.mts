import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CONTRACT } from '../../../scripts/spec/files.mts';
import type { Document } from '../../../scripts/spec/openapi.mts';
import { pull } from '../../../scripts/spec/pull.mts';

/** What a pull of the document prints and stores. */
const pulled = async (document: Document, before?: string, show?: string) => {
	const folder = mkdtempSync(join(tmpdir(), 'spec-pull-'));
	try {
		const [source, contract] = [join(folder, 'openapi.json'), join(folder, 'contract.json')];
		writeFileSync(source, JSON.stringify(document));
		if (before !== undefined) writeFileSync(contract, before);
		const lines: string[] = [];
		await pull({ source, contract, show, print: (line) => lines.push(line) });
		return { lines, text: readFileSync(contract, 'utf8') };
	} finally {
		rmSync(folder, { recursive: true });
	}
};

const stored = readFileSync(CONTRACT, 'utf8');
/** The stored contract in the place of the published document: it has the facts and no faults left. */
const published = () => JSON.parse(stored) as Document;

describe('pull', () => {
	it('tells what changed since the last pull and stores the new contract', async () => {
		const document = published();
		const { CreateCustomerDTO } = document.components.schemas;
		Object.assign(CreateCustomerDTO?.properties ?? {}, {
			nickname: { type: 'string', description: 'A name among friends.' },
		});
		const { lines, text } = await pulled(document, stored);
		expect(lines).toContain('added: CreateCustomerDTO.nickname');
		expect(text).toContain('"nickname"');
		expect(text).not.toContain('among friends');
	});

	it('reports corrections that no longer match', async () => {
		const { lines } = await pulled(published());
		expect(lines).toContain('Corrected enumOnArray: 0 places');
		expect(lines).toContain(
			'  No longer matches: enumOnArray (take it out of spec/corrections.yaml, or mend it)',
		);
	});

	it('stores the same text for the same document', async () => {
		const first = await pulled(published());
		const second = await pulled(published(), first.text);
		expect(second.text).toBe(first.text);
		expect(second.lines.at(-1)).toBe(
			'Since the last pull: 0 added, 0 removed, 0 changed. Next: npm run spec:check',
		);
	});

	it('shows upstream texts beside our words on request', async () => {
		const document = published();
		Object.assign(document.paths['/call/{id}']?.get?.parameters?.[0] ?? {}, {
			description: 'Which one is read.',
		});
		const { lines, text } = await pulled(document, stored, 'call:get');
		expect(lines.join('\n')).toMatch(/\nid\n {2}Vapi: Which one is read\.\n {2}Ours: Call: /);
		expect(text).not.toContain('Which one');
		await expect(pulled(document, stored, 'call:vanish')).rejects.toThrow(
			'There are no words for call:vanish',
		);
	});
});
