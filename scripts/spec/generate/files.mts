import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Document } from '../openapi.mts';
import type { OperationWording, Wording } from '../wording/types.mts';
import {
	type CommonParts,
	type GeneratedOperation,
	nodeFile,
	operationFile,
	piecesFile,
	providersFile,
	resourceFile,
} from './emit.mts';
import { operationFacts } from './facts.mts';
import { operationParameter, resourceParameter } from './menus.mts';
import { resourcesByNode } from './nodes.mts';
import { commonParts } from './pieces.mts';
import { providerChoices, providerTables } from './providerTables.mts';
import { buildRows } from './rows.mts';
import { commonParameters, ownProperties, parameterOf, sharedParameters } from './sharing.mts';

/** The parameters and the request table of one operation, as far as they stand with it. */
export const generateOperation = (
	contract: Document,
	wording: Wording,
	name: string,
): GeneratedOperation => {
	const { like } = wording.operations[name] as OperationWording;
	const rows = buildRows(contract, wording, name);
	const common = commonParameters(contract, wording, name);
	const elsewhere = like === undefined ? [] : commonParameters(contract, wording, like);
	const taken = sharedParameters(contract, wording, name).filter((each) => elsewhere.includes(each));
	return {
		properties: ownProperties(contract, wording, name),
		facts: operationFacts(contract, wording, name),
		sharedRows: rows.filter((row) => common.includes(parameterOf(row))),
		ownRows: rows.filter((row) => ![...common, ...taken].includes(parameterOf(row))),
		...(rows.some((row) => taken.includes(parameterOf(row))) && { like }),
	};
};

/** All generated files: path under nodes/shared/generated → text. */
export const generateFiles = (contract: Document, wordings: Wording[]): Map<string, string> => {
	const nodes = resourcesByNode(wordings);
	const resources = [...nodes.values()].flat();
	const made = resources.map((wording) => ({
		wording,
		operations: Object.keys(wording.operations).map((name) => ({
			name,
			generated: generateOperation(contract, wording, name),
		})),
	}));
	const all = made.flatMap(({ operations }) => operations.map(({ generated }) => generated));
	const common: CommonParts = {
		properties: commonParts(all.map(({ properties }) => properties)),
		rows: commonParts(all.map(({ sharedRows, ownRows }) => [sharedRows, ownRows])),
	};
	const files = new Map(
		[...nodes].map(([node, own]) => {
			const names = own.map(({ resource }) => resource);
			return [`${node}.ts`, nodeFile(names, resourceParameter(own))];
		}),
	);
	if (common.properties.size + common.rows.size > 0) files.set('pieces.ts', piecesFile(common));
	const choices = providerChoices(contract, resources);
	if (choices.length > 0) files.set('providers.ts', providersFile(...providerTables(choices)));
	for (const { wording, operations } of made) {
		const inside = operations.map(({ name }) => name);
		files.set(`${wording.resource}/index.ts`, resourceFile(inside, operationParameter(wording)));
		for (const { name, generated } of operations) {
			files.set(`${wording.resource}/${name}.ts`, operationFile(generated, common));
		}
	}
	return files;
};

/** The generated files that are there now: path under the folder → text. */
export const readGenerated = (folder: string): Map<string, string> =>
	new Map(
		readdirSync(folder, { recursive: true, encoding: 'utf8' })
			.filter((path) => path.endsWith('.ts'))
			.map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
	);

/** Writes all generated files and takes away those of operations that are gone; returns what moved. */
export const writeGenerated = (files: Map<string, string>, folder: string): string[] => {
	const before = existsSync(folder) ? readGenerated(folder) : new Map<string, string>();
	const gone = [...before.keys()].filter((path) => !files.has(path));
	for (const path of gone) rmSync(join(folder, path));
	const moved = [...files].filter(([path, text]) => before.get(path) !== text);
	for (const [path, text] of moved) {
		mkdirSync(dirname(join(folder, path)), { recursive: true });
		writeFileSync(join(folder, path), text);
	}
	return [...moved.map(([path]) => path), ...gone];
};
