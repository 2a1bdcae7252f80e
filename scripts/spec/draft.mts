import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parse, stringify } from 'yaml';
import { applyCorrections, readCorrections } from './corrections.mts';
import { labelOf } from './draft/names.mts';
import { draftOperation } from './draft/operation.mts';
import { DRAFT, type Draft } from './draft/parameter.mts';
import { CORRECTIONS, WORDING } from './files.mts';
import type { Document } from './openapi.mts';
import { type SourceOptions, readDocument } from './source.mts';

export interface DraftOptions extends SourceOptions {
	/** URL or file of the document; Vapi's own addresses when left out. */
	source?: string;
	/** Folder of the words. */
	folder?: string;
	print?: (line: string) => void;
}

const head = (resource: string): string =>
	`# The words of resource ${labelOf(resource)}; docs/fields.md explains the keys.
resource: ${resource}
name: ${labelOf(resource)}
description: ${DRAFT}

operations:
`;

const DIGESTS = /^# Digests of the upstream texts|^digests:/m;

/** The text of a file of words with operations after its last one, before its digests. */
const withOperations = (text: string, drafts: Array<[string, Draft]>): string => {
	const at = DIGESTS.exec(text)?.index ?? text.length;
	const blocks = drafts.map(([key, draft]) =>
		stringify({ [key]: draft }, { lineWidth: 0 }).trimEnd().replaceAll(/^(?=.)/gm, '  '),
	);
	const words = text.slice(0, at).trimEnd();
	return `${words}\n${blocks.join('\n\n')}\n\n${text.slice(at)}`.trimEnd() + '\n';
};

/** `GET /squad`, or `duplicate=POST /squad/{id}/duplicate` where the operation has a name of its own. */
const requested = (text: string): { request: string; key?: string } => {
	const [, key, request = ''] = /^(?:(\w+)=)?([A-Z]+ \/\S*)$/.exec(text) ?? [];
	if (request === '') throw new Error(`'${text}' is no request such as 'GET /squad'`);
	return { request, ...(key !== undefined && { key }) };
};

const locatorsIn = (folder: string): string[] => {
	const { locators = {} } = parse(readFileSync(join(folder, 'shared.yaml'), 'utf8')) as {
		locators?: object;
	};
	return Object.keys(locators);
};

/**
 * Writes words for operations that a resource has not yet, drafted from the published document; no
 * sentence of the document is written. What has a request already is left as it is.
 * @param requests `GET /squad`, or `name=GET /squad` for an operation of that name
 */
export const draft = async (
	resource: string,
	requests: string[],
	options: DraftOptions = {},
): Promise<void> => {
	const { source, folder = WORDING, print = console.log } = options;
	const { document, from } = await readDocument(source, options);
	print(`Read ${from}`);
	applyCorrections(document, readCorrections(CORRECTIONS));
	const file = join(folder, `${resource}.yaml`);
	const text = existsSync(file) ? readFileSync(file, 'utf8') : head(resource);
	const known = (parse(text) as { operations?: object | null }).operations ?? {};
	const locators = locatorsIn(folder);
	const drafts = requests
		.map(requested)
		.map(({ request, key }) => draftOperation(document as Document, resource, request, locators, key));
	for (const [key] of drafts) {
		if (key in known) throw new Error(`${resource}.yaml has an operation ${key} already`);
	}
	writeFileSync(file, withOperations(text, drafts));
	for (const [key] of drafts) print(`Drafted ${resource}:${key}`);
	print(`Next: replace every ${DRAFT} in spec/wording/${resource}.yaml, then npm run spec:pull`);
};

const main = async (): Promise<void> => {
	const { values, positionals } = parseArgs({
		allowPositionals: true,
		options: { from: { type: 'string' } },
	});
	const [resource, ...requests] = positionals;
	if (resource === undefined || requests.length === 0) {
		throw new Error("Say what to draft: npm run spec:draft -- squad 'GET /squad' 'POST /squad'");
	}
	await draft(resource, requests, { source: values.from });
};

if (import.meta.main) {
	main().catch((error: Error) => {
		console.error(error.message);
		process.exitCode = 1;
	});
}
