import { existsSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { compareContracts } from './compare.mts';
import { buildContract, formatContract, readContract } from './contract.mts';
import { applyCorrections, readCorrections } from './corrections.mts';
import { CONTRACT, CORRECTIONS, WORDING } from './files.mts';
import type { Document } from './openapi.mts';
import { methodsByPath } from './published.mts';
import { upstreamBesideOurs } from './show.mts';
import { type SourceOptions, readDocument } from './source.mts';
import { readWordings } from './wording/read.mts';

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
	/** `call:create`: prints the upstream texts of this operation beside our words. */
	show?: string;
	print?: (line: string) => void;
}

/** Reads the published document, corrects it, cuts it down and stores it as the contract. */
export const pull = async (options: PullOptions = {}): Promise<void> => {
	const { source, contract: file = CONTRACT, show, print = console.log } = options;
	const { document, from } = await readDocument(source, options);
	print(`Read ${from}`);
	const published = methodsByPath(document);

	for (const applied of applyCorrections(document, readCorrections(CORRECTIONS))) {
		const { correction, count, stale } = applied;
		const { rule, add, optional } = correction;
		const name = rule ?? add?.at ?? (optional ? 'optional' : 'allowNull');
		print(`Corrected ${name}: ${count} ${count === 1 ? 'place' : 'places'}`);
		for (const place of stale) {
			print(`  No longer matches: ${place} (take it out of spec/corrections.yaml, or mend it)`);
		}
	}

	const before = existsSync(file) ? readContract(file) : NOTHING;
	const wordings = readWordings(WORDING);
	const contract = buildContract(document, wordings, published);
	writeFileSync(file, formatContract(contract));

	const changes = Object.entries(compareContracts(before, contract));
	for (const [kind, places] of changes) {
		for (const place of places) print(`${kind}: ${place}`);
	}
	if (show !== undefined) print(upstreamBesideOurs(document, wordings, show));
	const counts = changes.map(([kind, places]) => `${places.length} ${kind}`);
	print(`Since the last pull: ${counts.join(', ')}. Next: npm run spec:check`);
};

const main = async (): Promise<void> => {
	const { values, positionals } = parseArgs({
		allowPositionals: true,
		options: { show: { type: 'string' } },
	});
	await pull({ source: positionals[0], show: values.show });
};

if (import.meta.main) {
	main().catch((error: Error) => {
		console.error(error.message);
		process.exitCode = 1;
	});
}
