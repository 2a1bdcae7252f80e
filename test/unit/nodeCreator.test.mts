import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** n8n's own: what the editor's list of nodes is searched with. */
const { sublimeSearch } = createRequire(createRequire(import.meta.url).resolve('n8n-core'))(
	'@n8n/utils/search/sublime-search',
) as { sublimeSearch: (words: string, rows: Row[]) => Array<{ score: number; item: Row }> };

/** A node as the editor holds it while it is searched for. */
interface Row {
	properties: { displayName: string; codex: { alias: string[]; categories: string[] } };
}

const rowOf = (name: string, displayName: string): Row => {
	const codex = JSON.parse(readFileSync(`nodes/${name}/${name}.node.json`, 'utf8')) as Row['properties']['codex'];
	return { properties: { displayName, codex } };
};

const rows = [rowOf('Vapi', 'Vapi'), rowOf('VapiTrigger', 'Vapi Trigger')];
const all = [...rows, rowOf('VapiEvaluation', 'Vapi Evaluation')];

/** Each letter of the words counts 60 and more where they are found as they stand, and far less where they are scattered. */
const foundAsWritten = (words: string): number => 60 * (words.length - 1);

describe("n8n's list of nodes", () => {
	it.each([
		'Vapi',
		...['phone call', 'phone calls', 'voice agent', 'AI call', 'outbound call', 'inbound call', 'phone agent'],
		...['call leads', 'cold call', 'make a call', 'AI phone', 'voice assistant', 'tool call', 'end of call'],
		...['answer a call', 'dial', 'appointment reminder', 'create call', 'get call', 'list calls'],
		// Half a word, as it is typed, and upper case.
		...['phone ca', 'voice a', 'Phone Call', 'OUTBOUND'],
	])('has both nodes for "%s"', (words) => {
		const found = sublimeSearch(words, rows);
		expect(found.map(({ item }) => item.properties.displayName).sort()).toEqual(['Vapi', 'Vapi Trigger']);
		for (const { score } of found) expect(score).toBeGreaterThan(foundAsWritten(words));
	});

	it('has all three for the name of the service', () => {
		expect(sublimeSearch('vapi', all)).toHaveLength(3);
	});

	it.each(['eval', 'evaluation', 'Evals', 'simulation', 'test agent', 'regression test', 'QA', 'personality'])(
		'has the evaluation node before the others for "%s"',
		(words) => {
			const [first] = sublimeSearch(words, all);
			expect(first?.item.properties.displayName).toBe('Vapi Evaluation');
			expect(first?.score).toBeGreaterThan(foundAsWritten(words));
		},
	);

	it.each(['phone call', 'voice agent', 'dial', 'outbound call'])('has another node first for "%s"', (words) => {
		expect(sublimeSearch(words, all)[0]?.item.properties.displayName).not.toBe('Vapi Evaluation');
	});

	it('has one row for the two, so both have the same words', () => {
		expect(rows[0]?.properties.codex.alias).toEqual(rows[1]?.properties.codex.alias);
	});

	it('hides no node by its category', () => {
		for (const { properties } of all) expect(properties.codex.categories).not.toContain('AI');
	});
});
