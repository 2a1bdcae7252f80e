import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from '../paths.mts';
import { readContract } from './contract.mts';
import { type Covered, coverageOf, sumOf, unaccounted } from './coverage.mts';
import { CONTRACT, WORDING } from './files.mts';
import { readLeftOut } from './wording/leftOut.mts';
import { readWordings } from './wording/read.mts';

/** Where the table stands. */
export const COVERAGE = join(ROOT, 'docs/coverage.md');

const HEAD = `# Every request of Vapi's API, and where it is

Written by \`npm run spec:generate\`. \`npm run spec:coverage\` names the fields behind the numbers, with the reasons for what is left out.
`;

const whereOf = ({ node, resource, operations, reason }: Covered): string =>
	operations.length > 0
		? `${node}: ${resource}: ${[...new Set(operations)].join(', ')}`
		: `none: ${reason ?? '**nobody has looked at it yet**'}`;

const numbersOf = ({ operations, form, json, leftOut }: Covered): string =>
	operations.length > 0 ? `${form.size} | ${json.size} | ${leftOut.size}` : '| |';

const lineOf = (covered: Covered): string =>
	`| ${covered.request} | ${whereOf(covered)} | ${numbersOf(covered)} |`;

const TABLE = '| request | node: resource: operation | in the form | as JSON | left out |\n|---|---|---|---|---|';

/** The page, a line a request. */
export const coveragePage = (coverage: Covered[]): string => {
	const beyond = coverage.filter(({ isPublished }) => !isPublished);
	return `${HEAD}
${sumOf(coverage)}.

${[TABLE, ...coverage.filter(({ isPublished }) => isPublished).map(lineOf)].join('\n')}

## Beyond the document
${[TABLE, ...beyond.map(lineOf)].join('\n')}
`;
};

/** The coverage as spec/ has it now. */
export const currentCoverage = (): Covered[] =>
	coverageOf(readContract(CONTRACT), readWordings(WORDING), readLeftOut(WORDING));

/** What is wrong with the page that is there; empty if it is the one that belongs there. */
export const checkCoveragePage = (coverage: Covered[], page: string): string[] =>
	page === coveragePage(coverage) ? [] : ['docs/coverage.md is stale: run npm run spec:generate'];

const detailsOf = (covered: Covered): string =>
	[
		`${covered.request} → ${whereOf(covered)}`,
		...(covered.form.size > 0 ? [`  form: ${[...covered.form].join(', ')}`] : []),
		...(covered.json.size > 0 ? [`  JSON: ${[...covered.json].join(', ')}`] : []),
		...[...covered.leftOut].map(([name, reason]) => `  left out: ${name}: ${reason}`),
	].join('\n');

if (import.meta.main) {
	parseArgs();
	const coverage = currentCoverage();
	for (const covered of coverage) console.log(detailsOf(covered));
	for (const text of checkCoveragePage(coverage, readFileSync(COVERAGE, 'utf8'))) console.error(`- ${text}`);
	const open = unaccounted(coverage);
	for (const request of open) console.error(`- ${request} is neither an operation nor left out`);
	console.log(sumOf(coverage));
	if (open.length > 0) process.exitCode = 1;
}
