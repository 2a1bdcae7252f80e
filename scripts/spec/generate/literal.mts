const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;
const WIDTH = 100;
const TAB_WIDTH = 4;
/** Objects with more keys are easier to read with a line for each. */
const KEYS_ON_A_LINE = 3;

/** Source text that stands in a literal as it is. */
export class Code {
	readonly text: string;

	constructor(text: string) {
		this.text = text;
	}
}

/**
 * An object with everything that another one has: `{ ...pieces.model, hint: 'x' }`. Its keys are
 * others than those of that one; `displayName` comes first, as n8n wants it.
 */
export class Spread {
	readonly of: string;
	readonly first: object;
	readonly rest: object;

	constructor(of: string, keys: object) {
		const { displayName, ...rest } = keys as { displayName?: unknown };
		this.of = of;
		this.first = displayName === undefined ? {} : { displayName };
		this.rest = rest;
	}
}

/** The parts of an object, in order, each as `print` has it. */
const partsOf = (value: object, print: (entry: [string, unknown]) => string): string[] => {
	if (!(value instanceof Spread)) return Object.entries(value).map(print);
	const { of, first, rest } = value;
	return [
		...Object.entries(first).map(print),
		`...${of}`,
		...Object.entries(rest).map(print),
	];
};

const text = (value: string): string => {
	const json = JSON.stringify(value);
	if (value.includes("'") && !value.includes('"')) return json;
	return `'${json.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
};

const key = (name: string): string => `${IDENTIFIER.test(name) ? name : text(name)}: `;

const isPlain = (value: unknown): boolean =>
	typeof value !== 'object' || value === null || value instanceof Code;

/** Whether a value is simple enough for one line: no objects but one inside the other. */
const isShort = (value: unknown): boolean => {
	if (isPlain(value)) return true;
	if (value instanceof Spread) return isShort({ ...value.first, ...value.rest });
	const inner = Object.values(value as object);
	if (Array.isArray(value)) return inner.every(isPlain);
	const nests = inner.some((each) => !isPlain(each) && !Array.isArray(each));
	return inner.length <= (nests ? 1 : KEYS_ON_A_LINE) && inner.every(isShort);
};

const onOneLine = (value: unknown): string => {
	if (typeof value === 'string') return text(value);
	if (value instanceof Code) return value.text;
	if (typeof value !== 'object' || value === null) return String(value);
	if (Array.isArray(value)) return `[${value.map(onOneLine).join(', ')}]`;
	const all = partsOf(value, ([name, inner]) => key(name) + onOneLine(inner));
	return all.length > 0 ? `{ ${all.join(', ')} }` : '{}';
};

/** A text too long for a line, as several that are added up; cut behind spaces only. */
const inPieces = (value: string, depth: number): string => {
	const width = WIDTH - (depth + 1) * TAB_WIDTH - ' +'.length;
	const lines: string[] = [];
	let line = '';
	for (const word of value.split(/(?<= )/)) {
		if (line !== '' && text(line + word).length > width) {
			lines.push(line);
			line = '';
		}
		line += word;
	}
	lines.push(line);
	const tabs = '\t'.repeat(depth + 1);
	return `\n${lines.map((each) => tabs + text(each)).join(' +\n')}`;
};

/**
 * Prints a value as the TypeScript that a person would write, on lines of at most 100 columns
 * (but for a sentence with a link).
 * @param depth tabs before the line
 * @param used characters that stand on the line already
 */
export const literal = (value: unknown, depth = 0, used = 0): string => {
	const line = onOneLine(value);
	// n8n's linter looks for its standard sentences, which hold links, word for word.
	const isStandard = typeof value === 'string' && value.includes('<a href');
	const fits = isStandard || depth * TAB_WIDTH + used + line.length < WIDTH;
	if (typeof value === 'string' && !fits && depth > 0 && value.includes(' ')) {
		return inPieces(value, depth);
	}
	if (isPlain(value) || (fits && isShort(value))) return line;
	const tabs = '\t'.repeat(depth + 1);
	const entry = ([name, inner]: [string, unknown]): string => {
		const printed = literal(inner, depth + 1, key(name).length);
		return printed.startsWith('\n') ? key(name).trimEnd() + printed : key(name) + printed;
	};
	const lines = Array.isArray(value)
		? value.map((inner) => literal(inner, depth + 1).trimStart())
		: partsOf(value as object, entry);
	const [open, close] = Array.isArray(value) ? '[]' : '{}';
	return `${open}\n${lines.map((each) => `${tabs}${each},\n`).join('')}${tabs.slice(1)}${close}`;
};
