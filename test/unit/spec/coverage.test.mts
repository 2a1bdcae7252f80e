import { readFileSync } from 'node:fs';
import { buildContract } from '../../../scripts/spec/contract.mts';
import { coverageOf, sumOf, unaccounted } from '../../../scripts/spec/coverage.mts';
import {
	COVERAGE,
	checkCoveragePage,
	coveragePage,
	currentCoverage,
} from '../../../scripts/spec/coveragePage.mts';
import { sampleDocument, sampleWording } from './sample.mts';

const wordings = [sampleWording()];
const contract = buildContract(sampleDocument(), wordings);
const covered = (leftOut: Record<string, string> = {}) =>
	coverageOf(contract, wordings, new Map(Object.entries(leftOut)));

describe('the coverage of the sample', () => {
	it('tells where each request went, and what became of its fields', () => {
		const [create, get, other] = covered({ 'GET /other': 'Nobody needs it' });
		expect(create).toMatchObject({
			...{ request: 'POST /call', node: 'Vapi', resource: 'Call', operations: ['Create'] },
			form: new Set(['customer.number', 'mode', 'name']),
			json: new Set(['metadata']),
			leftOut: new Map([['customer.email', 'Not needed']]),
		});
		expect(get).toMatchObject({ operations: ['Get'], form: new Set(['id']), json: new Set() });
		expect(other).toMatchObject({ operations: [], reason: 'Nobody needs it' });
	});

	it('counts what is an operation or left out, and names the rest', () => {
		expect(sumOf(covered())).toBe('2 of 3 accounted for');
		expect(unaccounted(covered())).toEqual(['GET /other']);
		expect(sumOf(covered({ 'GET /other': 'Nobody needs it' }))).toBe('3 of 3 accounted for');
	});

	it('is a page, a line a request, that is stale when something moves', () => {
		const page = coveragePage(covered());
		expect(page).toContain('| POST /call | Vapi: Call: Create | 3 | 1 | 1 |\n');
		expect(page).toContain('| GET /other | none: **nobody has looked at it yet** | | | |\n');
		expect(checkCoveragePage(covered(), page)).toEqual([]);
		expect(checkCoveragePage(covered({ 'GET /other': 'Old' }), page)).toEqual([
			'docs/coverage.md is stale: run npm run spec:generate',
		]);
	});
});

describe('the coverage of Vapi', () => {
	const coverage = currentCoverage();

	it('is that of docs/coverage.md', () => {
		expect(checkCoveragePage(coverage, readFileSync(COVERAGE, 'utf8'))).toEqual([]);
	});

	it('has each of the 137 published requests in an operation, or left out with a reason', () => {
		expect(coverage.filter(({ isPublished }) => isPublished)).toHaveLength(137);
		expect(unaccounted(coverage)).toEqual([]);
	});
});
