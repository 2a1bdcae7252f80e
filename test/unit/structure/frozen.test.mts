import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../../scripts/paths.mts';

type Names = Record<string, string[]>;

const committed = JSON.parse(readFileSync(join(ROOT, 'test/frozen/names.json'), 'utf8')) as Names;
const print = `import('./scripts/freeze.mts').then(({ currentNames }) => console.log(JSON.stringify(currentNames())))`;
let current: Names;

beforeAll(() => {
	const options = { cwd: ROOT, encoding: 'utf8', maxBuffer: 2 ** 26 } as const;
	current = JSON.parse(execFileSync(process.execPath, ['-e', print], options)) as Names;
});

/** Saved workflows depend on these names; `npm run freeze` changes the list where that is meant. */
it.each(['vapi', 'vapiEvaluation', 'vapiTrigger', 'output'])('no name of %s has gone or come unnoticed', (part) => {
	const [now = [], before = []] = [current[part], committed[part]];
	expect({
		gone: before.filter((name) => !now.includes(name)),
		come: now.filter((name) => !before.includes(name)),
	}).toEqual({ gone: [], come: [] });
	expect(before.length).toBeGreaterThan(20);
});

it.each([
	['vapi', 'call:create to: string'],
	['vapi', 'call:createAndWait additionalFields.customerName: string'],
	['vapi', 'call:create agent = newAssistant'],
	['vapi', 'call:create variables.values.name: string'],
	['vapi', 'call:get callId by url'],
	['vapiEvaluation', 'eval:get evalId by list'],
	['output', 'call:get status: string'],
])('%s lists what it is to guard: %s', (part, name) => {
	expect(committed[part]).toContain(name);
});
