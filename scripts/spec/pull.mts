import { existsSync, writeFileSync } from 'node:fs';
import { compareContracts } from './compare.mts';
import { buildContract, formatContract, readContract } from './contract.mts';
import { applyCorrections, readCorrections } from './corrections.mts';
import { CONTRACT, CORRECTIONS, WORDING } from './files.mts';
import type { Document } from './openapi.mts';
import { type SourceOptions, readDocument } from './source.mts';
import { readWordings } from './wording.mts';

const NOTHING: Document = {
	openapi: '3.0.0',
	info: { title: '', version: '' },
	paths: {},
	components: { schemas: {} },
};

export interface PullOptions extends SourceOptions {
	/** URL or file; Vapi's own addresses when left out. */
	source?: string;
	/** Where the contract is stored. */
	contract?: string;
	print?: (line: string) => void;
}

/** Reads the published document, corrects it, cuts it down and stores it as the contract. */
export const pull = async (options: PullOptions = {}): Promise<void> => {
	const { source, contract: file = CONTRACT, print = console.log } = options;
	const { document, from } = await readDocument(source, options);
	print(`Read ${from}`);

	for (const { correction, count, stale } of applyCorrections(
		document,
		readCorrections(CORRECTIONS),
	)) {
		const name = correction.rule ?? correction.add?.at ?? 'allowNull';
		print(`Corrected ${name}: ${count} ${count === 1 ? 'place' : 'places'}`);
		for (const place of stale) {
			print(
				`  No longer needed or no longer there: ${place} (take it out of spec/corrections.yaml)`,
			);
		}
	}

	const before = existsSync(file) ? readContract(file) : NOTHING;
	const contract = buildContract(document, readWordings(WORDING));
	writeFileSync(file, formatContract(contract));

	const changes = Object.entries(compareContracts(before, contract));
	for (const [kind, places] of changes) {
		for (const place of places) print(`${kind}: ${place}`);
	}
	const counts = changes.map(([kind, places]) => `${places.length} ${kind}`);
	print(`Since the last pull: ${counts.join(', ')}. Next: npm run spec:check`);
};

if (import.meta.main) {
	try {
		await pull({ source: process.argv[2] });
	} catch (error) {
		console.error((error as Error).message);
		process.exitCode = 1;
	}
}
