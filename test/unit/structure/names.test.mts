import path from 'node:path';
import ts from 'typescript';
import { handWritten, textOf } from './sources.mts';

/** Names of the operations of a node: the code of one is called like it. */
const sources = handWritten('{nodes,credentials}/**/*.ts');

/** What a file declares at its top level: types, functions, and what it exports. */
function declaredIn(file: string): string[] {
	const source = ts.createSourceFile(file, textOf(file), ts.ScriptTarget.Latest);
	return source.statements.flatMap((statement) => {
		if (
			ts.isInterfaceDeclaration(statement) ||
			ts.isTypeAliasDeclaration(statement) ||
			ts.isFunctionDeclaration(statement) ||
			ts.isClassDeclaration(statement)
		) {
			return statement.name?.text ?? [];
		}
		const isExported = ts.isVariableStatement(statement) && statement.modifiers?.length;
		if (!isExported) return [];
		return statement.declarationList.declarations.map(({ name }) => name.getText(source));
	});
}

/** The places of each name that has more than one. */
function ambiguous(places: Array<[name: string, place: string]>): string[] {
	const byName = Map.groupBy(places, ([name]) => name);
	return [...byName]
		.filter(([, found]) => found.length > 1)
		.map(([name, found]) => `${name}: ${found.map(([, place]) => place).join(', ')}`);
}

it('no two files have the same name', () => {
	expect(ambiguous(sources.map((file) => [path.basename(file), file]))).toEqual([]);
});

it('no two things that a file exports, and no two types or functions, have the same name', () => {
	const declared = sources.flatMap((file) =>
		declaredIn(file).map((name): [string, string] => [name, file]),
	);
	expect(ambiguous(declared)).toEqual([]);
});
