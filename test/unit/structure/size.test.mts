import { handWritten, textOf } from './sources.mts';

const LONGEST = 200;

it.each(['nodes', 'credentials', 'scripts', 'sandbox', 'bench', 'test'])(
	`no file that a person writes under %s/ has more than ${LONGEST} lines`,
	(folder) => {
		const files = handWritten(`${folder}/**/*.{ts,mts,js,mjs,cjs}`);
		const lengths = files.map((file) => [file, textOf(file).trimEnd().split('\n').length] as const);
		expect(files.length).toBeGreaterThan(0);
		expect(lengths.filter(([, lines]) => lines > LONGEST)).toEqual([]);
	},
);
