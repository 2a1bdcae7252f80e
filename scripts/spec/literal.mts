const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;
const WIDTH = 100;
const TAB_WIDTH = 4;
/** Objects with more keys are easier to read with a line for each. */
const KEYS_ON_A_LINE = 3;

const text = (value: string): string => {
	const json = JSON.stringify(value);
	if (value.includes("'") && !value.includes('"')) return json;
	return `'${json.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
};

const key = (name: string): string => `${IDENTIFIER.test(name) ? name : text(name)}: `;

/** Whether a value is simple enough for one line: no objects but one inside the other. */
const isShort = (value: unknown): boolean => {
	if (typeof value !== 'object' || value === null) return true;
	const inner = Object.values(value);
	if (Array.isArray(value)) return inner.every((each) => each === null || typeof each !== 'object');
	const nests = inner.some((each) => typeof each === 'object' && !Array.isArray(each));
	return inner.length <= (nests ? 1 : KEYS_ON_A_LINE) && inner.every(isShort);
};

const onOneLine = (value: unknown): string => {
	if (typeof value === 'string') return text(value);
	if (typeof value !== 'object' || value === null) return String(value);
	if (Array.isArray(value)) return `[${value.map(onOneLine).join(', ')}]`;
	const entries = Object.entries(value).map(([name, inner]) => key(name) + onOneLine(inner));
	return entries.length > 0 ? `{ ${entries.join(', ')} }` : '{}';
};

/**
 * Prints a JSON value as the TypeScript that a person would write.
 * @param depth tabs before the line
 * @param used characters that stand on the line already
 */
export const literal = (value: unknown, depth = 0, used = 0): string => {
	const line = onOneLine(value);
	const fits = depth * TAB_WIDTH + used + line.length < WIDTH;
	if (typeof value !== 'object' || value === null || (fits && isShort(value))) return line;
	const tabs = '\t'.repeat(depth + 1);
	const lines = Array.isArray(value)
		? value.map((inner) => literal(inner, depth + 1))
		: Object.entries(value).map(
				([name, inner]) => key(name) + literal(inner, depth + 1, key(name).length),
			);
	const [open, close] = Array.isArray(value) ? '[]' : '{}';
	return `${open}\n${lines.map((each) => `${tabs}${each},\n`).join('')}${tabs.slice(1)}${close}`;
};
