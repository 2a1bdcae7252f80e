import type { INodeProperties } from 'n8n-workflow';
import type { ParameterRow } from '../../../../nodes/shared/engine/rows.ts';
import { buildContract } from '../../../../scripts/spec/contract.mts';
import { generateFiles } from '../../../../scripts/spec/generate/files.mts';
import { buildProperties } from '../../../../scripts/spec/generate/properties.mts';
import { buildRows } from '../../../../scripts/spec/generate/rows.mts';
import type { Document } from '../../../../scripts/spec/openapi.mts';
import type { ParameterWording, Wording } from '../../../../scripts/spec/wording/types.mts';
import { sampleDocument, sampleWording } from '../sample.mts';
import { loadGenerated } from './load.mts';

const PIECE: ParameterWording = {
	piece: 'which',
	displayName: 'Which',
	description: 'Says which one it is',
	field: 'id',
	required: true,
};

/** Words whose operations read and end take over one piece, with keys of their own. */
const wordingWith = (read: Partial<ParameterWording>, end: Partial<ParameterWording>): Wording => {
	const wording = sampleWording();
	const words = { name: 'Read', action: 'Read', description: 'Read', requests: ['GET /call/{id}'] };
	wording.operations = {
		read: { ...words, parameters: { id: { ...PIECE, ...read } } },
		end: {
			...words,
			parameters: {
				first: { own: 'Stands before it', displayName: 'First', type: 'boolean' },
				which: { ...PIECE, ...end },
			},
		},
	};
	return wording;
};

const plain = <T,>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** The files of a wording, what they are once they run, and what they have to be. */
const made = async (wording: Wording) => {
	const contract = buildContract(sampleDocument(), [wording]);
	const files = generateFiles(contract, [wording]);
	const { properties, operations } = await loadGenerated(files);
	const names = Object.keys(wording.operations);
	const build = <T,>(of: (contract: Document, wording: Wording, name: string) => T[]) =>
		plain(names.flatMap((name) => of(contract, wording, name)));
	return {
		files,
		printed: properties.slice(2),
		expected: build<INodeProperties>(buildProperties),
		printedRows: names.flatMap((name) => operations.call?.[name]?.fields ?? []),
		expectedRows: build<ParameterRow>(buildRows),
	};
};

const times = (files: Map<string, string>, text: string): number =>
	[...files.values()].join('').split(text).length - 1;

/** Types that files import and do not name again, which the compiler refuses. */
const unusedTypes = (files: Map<string, string>): string[] =>
	[...files].flatMap(([path, text]) =>
		[...text.matchAll(/import type \{ (.*) \}/g)]
			.flatMap(([, names = '']) => names.split(', '))
			.filter((name) => text.split(new RegExp(`\\b${name}\\b`)).length < 3)
			.map((name) => `${path}: ${name}`),
	);

describe('a piece that stands in two places', () => {
	it('is printed once, and both places are what they were', async () => {
		const { files, ...node } = await made(wordingWith({}, {}));
		expect(files.get('pieces.ts')).toContain('export const which = {');
		expect(files.get('pieces.ts')).toContain('export const whichRow = {');
		expect(times(files, 'Says which one it is')).toBe(1);
		expect(node.printed).toEqual(node.expected);
		expect(node.printedRows).toEqual(node.expectedRows);
		expect(unusedTypes(files)).toEqual([]);
	});

	it('leaves to each place what it has of its own', async () => {
		const own = { description: 'The one that ends', hint: 'Look', default: 'x' };
		const { files, ...node } = await made(wordingWith({}, own));
		expect(files.get('call/read.ts')).toContain('...pieces.which,');
		expect(files.get('call/end.ts')).toContain('...pieces.which,');
		expect(times(files, 'Says which one it is')).toBe(1);
		expect(times(files, 'The one that ends')).toBe(1);
		expect(files.get('pieces.ts')).not.toContain('description');
		expect(node.printed).toEqual(node.expected);
		expect(node.printedRows).toEqual(node.expectedRows);
	});

	it('is one inside of collections, too', async () => {
		const contains = { inner: { ...PIECE, displayName: 'Inner' } };
		const wording = wordingWith({}, {});
		const { parameters } = wording.operations.end as { parameters: object };
		Object.assign(parameters, { which: { displayName: 'Outer', contains } });
		const { files, ...node } = await made(wording);
		expect(files.get('call/end.ts')).toContain('...pieces.which,');
		expect(node.printed).toEqual(node.expected);
		expect(node.printedRows).toEqual(node.expectedRows);
	});

	it('stays apart where too little of it is the same', async () => {
		const other: Partial<ParameterWording> = {
			displayName: 'Other',
			description: 'Another one',
			required: undefined,
			type: 'resourceLocator',
		};
		const { files, ...node } = await made(wordingWith({}, other));
		expect(files.get('pieces.ts')).not.toContain('export const which = ');
		expect(files.get('pieces.ts')).toContain('export const whichRow = ');
		expect(node.printed).toEqual(node.expected);
		expect(node.printedRows).toEqual(node.expectedRows);
		expect(unusedTypes(files)).toEqual([]);
	});
});

describe('a piece that stands in one place', () => {
	it('is printed there', async () => {
		const { files, ...node } = await made(wordingWith({}, { piece: undefined }));
		expect([...files.keys()]).toEqual(['Vapi.ts', 'call/index.ts', 'call/read.ts', 'call/end.ts']);
		expect(node.printed).toEqual(node.expected);
	});
});
