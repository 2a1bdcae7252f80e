import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from '../paths.mts';
import { checkDrafts } from './check/drafts.mts';
import { checkBodies } from './check/bodies.mts';
import { checkFields, digestsOf } from './check/fields.mts';
import { checkLeftOut } from './check/leftOut.mts';
import { checkLists } from './check/lists.mts';
import { checkOptions, withheldOptions } from './check/options.mts';
import { checkPlaces } from './check/places.mts';
import { type Ui, checkUi } from './check/ui.mts';
import { checkWidgets } from './check/widgets.mts';
import { readContract } from './contract.mts';
import { acceptDigests } from './digest.mts';
import { COVERAGE, checkCoveragePage, currentCoverage } from './coveragePage.mts';
import { CONTRACT, GENERATED, WORDING } from './files.mts';
import { generateFiles, readGenerated } from './generate/files.mts';
import { NODES } from './generate/nodes.mts';
import type { Document } from './openapi.mts';
import { readLeftOut } from './wording/leftOut.mts';
import { readWordings } from './wording/read.mts';
import type { Wording } from './wording/types.mts';


/** Generated files that are not what spec/ says now. */
const checkFiles = (expected: Map<string, string>, actual: Map<string, string>): string[] => [
	...[...expected]
		.filter(([path, text]) => actual.get(path) !== text)
		.map(([path]) => `nodes/shared/generated/${path} is stale: run npm run spec:generate`),
	...[...actual.keys()]
		.filter((path) => !expected.has(path))
		.map(
			(path) => `nodes/shared/generated/${path} belongs to no operation: run npm run spec:generate`,
		),
];

/** Everything in which wording, contract, generated files and UI disagree; empty if they agree. */
export const check = (
	contract: Document,
	wordings: Wording[],
	generated: Map<string, string>,
	ui: Ui,
): string[] => {
	const findings = wordings.flatMap((wording) => checkFields(contract, wording));
	// Words for a field that is gone cannot be generated; those findings come first.
	if (findings.some(({ blocks }) => blocks)) return findings.map(({ text }) => text);
	return [
		...findings.map(({ text }) => text),
		...wordings.flatMap(checkDrafts),
		...wordings.flatMap((wording) => checkBodies(contract, wording)),
		...wordings.flatMap((wording) => checkPlaces(contract, wording)),
		...wordings.flatMap((wording) => checkWidgets(contract, wording)),
		...wordings.flatMap((wording) => checkOptions(contract, wording)),
		...wordings.flatMap((wording) => checkLists(contract, wording)),
		...wordings.flatMap((wording) => checkUi(contract, wording, ui)),
		...checkFiles(generateFiles(contract, wordings), generated),
	];
};

const builtNode = (name: string): Ui => {
	const load = createRequire(import.meta.url);
	type Classes = Record<string, new () => { description: Ui }>;
	const { [name]: Node } = load(join(ROOT, `dist/nodes/${name}/${name}.node.js`)) as Classes;
	if (Node === undefined) throw new Error(`The module of ${name} has no class of that name`);
	const { operations } = load(join(ROOT, `dist/nodes/shared/generated/${name}.js`)) as Ui;
	return { properties: new Node().description.properties, operations };
};

/** The UI as users get it: parameters and request tables of the built nodes, whose resources differ. */
const builtUi = (): Ui => {
	try {
		const nodes = Object.values(NODES).map(builtNode);
		return {
			properties: nodes.flatMap(({ properties }) => properties),
			operations: Object.assign({}, ...nodes.map(({ operations }) => operations)) as Ui['operations'],
		};
	} catch (cause) {
		throw new Error(`The built nodes cannot be loaded; run npm run build`, { cause });
	}
};

const accept = (contract: Document, wordings: Wording[]): void => {
	for (const wording of wordings) {
		const file = join(WORDING, wording.file);
		const before = readFileSync(file, 'utf8');
		const after = acceptDigests(before, digestsOf(contract, wording));
		if (after === before) continue;
		writeFileSync(file, after);
		console.log(`Accepted the upstream texts behind ${wording.file}`);
	}
};

if (import.meta.main) {
	const { values } = parseArgs({ options: { accept: { type: 'boolean', default: false } } });
	try {
		const contract = readContract(CONTRACT);
		if (values.accept) accept(contract, readWordings(WORDING));
		const wordings = readWordings(WORDING);
		const found = [
			...check(contract, wordings, readGenerated(GENERATED), builtUi()),
			...checkLeftOut(contract, wordings, readLeftOut(WORDING)),
			...checkCoveragePage(currentCoverage(), readFileSync(COVERAGE, 'utf8')),
		];
		for (const finding of found) console.error(`- ${finding}`);
		const withheld = wordings.flatMap((wording) => withheldOptions(contract, wording));
		for (const text of withheld) console.log(text);
		if (found.length > 0) process.exitCode = 1;
		console.log(found.length > 0 ? `${found.length} to settle` : 'Contract, words and UI agree');
	} catch (error) {
		const { message, cause } = error as Error;
		console.error(cause instanceof Error ? `${message}\n${cause.message}` : message);
		process.exitCode = 1;
	}
}
