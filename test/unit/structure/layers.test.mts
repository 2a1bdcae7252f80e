import { importGraph } from './sources.mts';

/** From the ground up; a file belongs to the longest of these that its path begins with. */
const FLOORS = [
	'credentials/',
	'nodes/shared/base/',
	'nodes/shared/api/',
	'nodes/shared/vapi/',
	'nodes/shared/engine/',
	'nodes/shared/generated/',
	'nodes/Vapi/agent/',
	'nodes/Vapi/call/placing/',
	'nodes/Vapi/call/rules/',
	'nodes/Vapi/call/create/',
	'nodes/Vapi/call/',
	'nodes/Vapi/',
	'nodes/VapiEvaluation/',
	'nodes/VapiTrigger/',
];

const imports = importGraph();
const edges = [...imports].flatMap(([file, targets]) => targets.map((target) => ({ file, target })));

function floorOf(file: string): number {
	const best = FLOORS.filter((floor) => file.startsWith(floor)).sort((a, b) => b.length - a.length)[0];
	return best === undefined ? -1 : FLOORS.indexOf(best);
}

const nodeOf = (file: string): string | undefined => /^nodes\/(?!shared\/)([^/]+)\//.exec(file)?.[1];

/** The way from a file back to itself, or undefined where there is none. */
function cycleFrom(start: string, seen = new Set<string>(), way = [start]): string[] | undefined {
	for (const next of imports.get(way.at(-1) ?? '') ?? []) {
		if (next === start) return [...way, next];
		if (seen.has(next)) continue;
		seen.add(next);
		const cycle = cycleFrom(start, seen, [...way, next]);
		if (cycle) return cycle;
	}
	return undefined;
}

it('every file stands on a floor, and every import leads to a file', () => {
	const files = [...imports.keys(), ...edges.map(({ target }) => target)];
	expect(files.filter((file) => floorOf(file) < 0 || !imports.has(file))).toEqual([]);
});

it('a file imports from its own floor or below', () => {
	const upwards = edges.filter(({ file, target }) => floorOf(target) > floorOf(file));
	expect(upwards).toEqual([]);
});

it('the nodes import nothing from each other', () => {
	const across = edges.filter(({ file, target }) => {
		const [from, to] = [nodeOf(file), nodeOf(target)];
		return from !== undefined && to !== undefined && from !== to;
	});
	expect(across).toEqual([]);
});

it('no file leads back to itself, type imports included', () => {
	expect([...imports.keys()].flatMap((file) => cycleFrom(file)?.join(' → ') ?? [])).toEqual([]);
});
