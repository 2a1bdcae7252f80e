import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ROOT } from '../paths.mts';

/** What libphonenumber-js keeps of a country, by position. */
type CountryFigures = [
	code: string,
	international: string | 0,
	national: string,
	lengths: number[],
	formats: unknown,
	trunk: string | 0 | undefined,
	...rest: unknown[],
];

interface WorldFigures {
	country_calling_codes: Record<string, string[]>;
	countries: Record<string, CountryFigures>;
	nonGeographic: Record<string, CountryFigures>;
}

interface Row {
	trunk: string;
	international: string;
	lengths: string;
	national: string;
}

/** Where a row of the table stands. */
export const TABLE = join(ROOT, 'nodes/shared/vapi/phoneNumber/worldPlans.generated.ts');

/** Column that has nothing in it. */
const NONE = '-';

/** What the figures leave out, each with its reason. */
const CORRECTIONS: Record<string, Partial<Row>> = {
	// The figures give the length alone; area codes have no 9 in the middle, exchanges begin with 2 to 9.
	'1': { national: '[2-9][0-8]\\d[2-9]\\d{6}', lengths: '10' },
	// Until 2019 01, 044, 045 or a 1 after the country code stood before the ten digits of today.
	'52': { trunk: '01|04[45]|1' },
};

/** `4,7-9` for 4, 7, 8 and 9. */
function ranges(lengths: number[]): string {
	const parts: Array<[first: number, last: number]> = [];
	for (const length of [...new Set(lengths)].sort((a, b) => a - b)) {
		const open = parts.at(-1);
		if (open && open[1] === length - 1) open[1] = length;
		else parts.push([length, length]);
	}
	return parts.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join();
}

/**
 * What is dialed before a national number, as a pattern, with what is left of it behind a `>` where
 * that is not nothing. Rules that put digits in are left out: no digit may be made up.
 */
function trunkOf([, , , , , prefix, , forParsing, transform]: CountryFigures): string {
	const plain = prefix || NONE;
	if (typeof forParsing !== 'string') return plain;
	if (typeof transform !== 'string') return forParsing.includes('$') ? plain : forParsing;
	return /^(\$\d)+$/.test(transform) && !forParsing.includes('$')
		? `${forParsing}>${transform}`
		: plain;
}

function rowOf(code: string, countries: CountryFigures[]): string {
	const [first] = countries as [CountryFigures];
	const row: Row = {
		trunk: trunkOf(first),
		international: first[1] && first[1] !== '00' ? first[1] : NONE,
		lengths: ranges(countries.flatMap((country) => country[3])),
		national: [...new Set(countries.map((country) => country[2]))].join('|'),
		...CORRECTIONS[code],
	};
	const columns = [row.trunk, row.international, row.lengths, row.national].join(' ');
	return `\t'${code}': '${columns.replaceAll('\\', '\\\\')}',`;
}

/** The file of numbering plans, made of the figures of the libphonenumber-js that is installed. */
export function worldPlans(): string {
	const load = createRequire(import.meta.url);
	const figures = load('libphonenumber-js/metadata.max.json') as WorldFigures;
	const { version } = load('libphonenumber-js/package.json') as { version: string };
	const geographic = Object.entries(figures.country_calling_codes).map(
		([code, names]): [string, CountryFigures[]] => [
			code,
			names.map((name) => figures.countries[name] as CountryFigures),
		],
	);
	const others = Object.entries(figures.nonGeographic).map(
		([code, country]): [string, CountryFigures[]] => [code, [country]],
	);
	const rows = [...geographic, ...others]
		.sort(([a], [b]) => Number(a) - Number(b))
		.map(([code, countries]) => rowOf(code, countries));
	return `// Written by npm run plans:generate from the figures of libphonenumber ${version}, never edited.

/**
 * The numbering plans of the world by country code: trunk prefix, international prefix, lengths and
 * pattern of national numbers, with ${NONE} for none. The pattern of the trunk prefix may say after a \`>\`
 * what stays of it; the international prefix is given where it is not 00 alone.
 */
export const WORLD_PLANS: Readonly<Record<string, string>> = {
${rows.join('\n')}
};
`;
}
