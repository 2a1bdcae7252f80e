import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { INodeProperties } from 'n8n-workflow';
import { properties as vapi } from '../../../nodes/shared/generated/Vapi.ts';
import { properties as evaluation } from '../../../nodes/shared/generated/VapiEvaluation.ts';
import { ROOT } from '../../../scripts/paths.mts';

interface Finding {
	rule: string | null;
	message: string;
	line: string;
}

const TOOL = join(ROOT, 'test/unit/spec/lintTexts.mts');

/** Choices by name alone; the order on the screen, with JSON last, has a test of its own (form.test.mts). */
const byName = (parameter: INodeProperties): INodeProperties => {
	if (parameter.type !== 'collection') return parameter;
	const options = [...(parameter.options as INodeProperties[])];
	return { ...parameter, options: options.sort((a, b) => a.displayName.localeCompare(b.displayName)) };
};

/**
 * Parameters as one module in which every parameter and every text is whole: n8n's linter does not
 * look into texts that are added up, nor into objects that begin with another one.
 */
const asModule = (parameters: INodeProperties[]): string => {
	const json = JSON.stringify(parameters.map(byName), null, '\t');
	const value = json.replaceAll(/^(\t*)"([A-Za-z_$][\w$]*)":/gm, '$1$2:');
	return `import type { INodeProperties } from 'n8n-workflow';

export const properties: INodeProperties[] = ${value};
`;
};

/** What n8n's linter says of texts, each for itself. */
const lint = (texts: string[]): Finding[][] =>
	JSON.parse(
		execFileSync(process.execPath, [TOOL], {
			cwd: ROOT,
			input: JSON.stringify(texts),
			encoding: 'utf8',
		}),
	) as Finding[][];

/** The text without the first word of its first switch's description. */
const withoutWhether = (text: string): string => text.replace('"Whether to ', '"Must ');

describe("n8n's linter", () => {
	const text = asModule(vapi);
	let whole: Finding[];
	let ofEvaluation: Finding[];
	let spoiled: Finding[];

	beforeAll(() => {
		const texts = [text, asModule(evaluation), withoutWhether(text)];
		[whole = [], ofEvaluation = [], spoiled = []] = lint(texts);
	});

	it('says nothing against the parameters of the nodes, printed whole', () => {
		expect(text).not.toMatch(/\.\.\.pieces|" \+$/m);
		expect(text.split('displayName: "').length).toBeGreaterThan(200);
		expect(whole).toEqual([]);
		expect(asModule(evaluation).split('displayName: "').length).toBeGreaterThan(20);
		expect(ofEvaluation).toEqual([]);
	});

	it('sees what it is to see there: a switch that does not begin with Whether', () => {
		expect(withoutWhether(text)).not.toBe(text);
		const news = spoiled.filter(({ line }) => !whole.some((old) => old.line === line));
		expect(news).toEqual([
			{
				rule: 'n8n-nodes-base/node-param-description-boolean-without-whether',
				message: expect.stringContaining("Start with 'Whether'"),
				line: expect.stringMatching(/^description: "Must /),
			},
		]);
	});
});
