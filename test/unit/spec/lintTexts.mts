import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { ESLint } from 'eslint';
import { ROOT } from '../../../scripts/paths.mts';
import { GENERATED } from '../../../scripts/spec/files.mts';

// n8n's config is an ES module, which ESLint cannot load inside of jest; so this runs by itself. It
// reads texts from its input, as a list in JSON, and prints what the linter says of each.
const texts = (await json(process.stdin)) as string[];
const linter = new ESLint({ overrideConfigFile: join(ROOT, 'eslint.config.mjs') });
const found = [];
for (const text of texts) {
	const [result] = await linter.lintText(text, { filePath: join(GENERATED, 'whole.ts') });
	found.push(
		result?.messages.map(({ ruleId, message, line }) => ({
			rule: ruleId,
			message,
			line: text.split('\n')[line - 1]?.trim(),
		})),
	);
}
console.log(JSON.stringify(found));
