import { checkLeftOut } from '../../../../scripts/spec/check/leftOut.mts';
import { buildContract, readContract } from '../../../../scripts/spec/contract.mts';
import { CONTRACT, WORDING } from '../../../../scripts/spec/files.mts';
import { publishedRequests } from '../../../../scripts/spec/published.mts';
import { readLeftOut } from '../../../../scripts/spec/wording/leftOut.mts';
import { sampleDocument, sampleWording } from '../sample.mts';

const wordings = [sampleWording()];
const contract = buildContract(sampleDocument(), wordings);
const findings = (leftOut: Record<string, string>) =>
	checkLeftOut(contract, wordings, new Map(Object.entries(leftOut)));

describe('what is left out', () => {
	it('needs to be published, and a reason', () => {
		expect(findings({ 'GET /other': 'Nobody needs it' })).toEqual([]);
		expect(findings({ 'GET /other': '' })).toEqual(['leftOut.yaml: GET /other is left out without a reason']);
		expect(findings({ 'GET /gone': 'Old' })).toEqual(['leftOut.yaml: the document has no GET /gone any more']);
	});

	it('is behind no operation', () => {
		expect(findings({ 'POST /call': 'Old' })).toEqual(['leftOut.yaml: POST /call is behind call:create']);
	});

	it('is, of Vapi, what another version has replaced, and bodies that the document does not tell', () => {
		const published = publishedRequests(readContract(CONTRACT));
		const leftOut = [...readLeftOut(WORDING)];
		expect(leftOut).toHaveLength(8);
		for (const [request, reason] of leftOut) {
			expect(published).toContain(request);
			const [method, path = ''] = request.split(' ');
			const hasTwin = published.includes(`${method} /v2${path}`);
			expect([request, reason]).toEqual([request, expect.stringMatching(hasTwin ? /v2/ : /body/)]);
		}
	});
});
