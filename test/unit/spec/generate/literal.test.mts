import fc from 'fast-check';
import { Code, Spread, literal } from '../../../../scripts/spec/generate/literal.mts';
import { LONGEST, columns } from './text.mts';

const evaluated = (text: string): unknown => new Function(`return (${text});`)();

const tooLong = (text: string): string[] =>
	text.split('\n').filter((line) => columns(line) > LONGEST);

describe('literal', () => {
	it.each([
		["it's", '"it\'s"'],
		['say "so"', `'say "so"'`],
		[`it's "so"`, `'it\\'s "so"'`],
		['a\nb', `'a\\nb'`],
		[{ a: 1, 'b-c': [true, null] }, "{ a: 1, 'b-c': [true, null] }"],
		[{ a: { b: 1 } }, '{ a: { b: 1 } }'],
		[{ a: 1, b: { c: 1 } }, '{\n\ta: 1,\n\tb: { c: 1 },\n}'],
		[[{ a: 1 }], '[\n\t{ a: 1 },\n]'],
		[{}, '{}'],
	])('prints %j', (value, text) => {
		expect(literal(value)).toBe(text);
	});

	it('breaks lines that are too long', () => {
		expect(literal({ a: 'x'.repeat(60), b: 'y'.repeat(60) }).split('\n')).toHaveLength(4);
	});

	it('prints code, and what spreads another object, as they are', () => {
		expect(literal([new Code('pieces.call')])).toBe('[pieces.call]');
		expect(literal(new Spread('pieces.call', { hint: 'x' }))).toBe("{ ...pieces.call, hint: 'x' }");
		const long = literal(new Spread('pieces.call', { hint: 'x'.repeat(90) }));
		expect(long).toBe(`{\n\t...pieces.call,\n\thint: '${'x'.repeat(90)}',\n}`);
	});
});

/** A text of several lines of print, with all kinds of quotes. */
const LONG =
	`Whether the agent's "first" message is taken from the assistant's own settings, or from here. ` +
	`If left out, it's the one that the assistant says; \\ stays, as do two  spaces and\ta tab. ` +
	`Names in {{ braces }} stand for "variables", and a line\nbreak is none of ours.`;

/** Something inside of as many collections. */
const nested = (value: object, depth: number): object =>
	depth === 0 ? value : { options: [nested(value, depth - 1)], ...value };

const field = (description: string) => ({ displayName: 'Field', name: 'field', description });

describe('a long text', () => {
	it.each([0, 1, 2, 3, 4, 5])('is cut to lines that fit, %i collections deep', (depth) => {
		const value = nested(field(LONG), depth);
		const text = literal(value);
		expect(text).toContain(" ' +\n");
		expect(tooLong(text)).toEqual([]);
		expect(evaluated(text)).toEqual(value);
	});

	it('is cut where it stands in a list', () => {
		const value = { default: [LONG, 'short'] };
		const text = literal(value);
		expect(evaluated(text)).toEqual(value);
		expect(tooLong(text)).toEqual([]);
	});

	it('is cut behind spaces alone, so that each line can be searched for', () => {
		const lines = literal({ description: LONG }).split('\n').slice(2, -2);
		expect(lines).toHaveLength(3);
		for (const line of lines.slice(0, -1)) expect(line).toMatch(/ ['"] \+$/);
	});

	it('that just fits stays on its line, and one that is a letter longer does not', () => {
		// Tab, key, quotes and comma take 10 of the 100 columns.
		const fits = `${'x'.repeat(80)} ${'y'.repeat(9)}`;
		expect(literal({ a: fits, b: LONG }).split('\n')[1]).toBe(`\ta: '${fits}',`);
		expect(literal({ a: `${fits}y`, b: LONG }).split('\n')[1]).toBe('\ta:');
	});

	it('with a link stays whole, since the linter compares it word for word', () => {
		const link = `${LONG} <a href="https://docs.n8n.io/code/expressions/">expression</a>.`;
		const value = nested(field(link), 2);
		const text = literal(value);
		expect(tooLong(text)).toHaveLength(3);
		expect(text).not.toContain(' +\n');
		expect(evaluated(text)).toEqual(value);
	});

	it('comes out the same, whatever it is made of', () => {
		const word = fc.string({ maxLength: 20, unit: 'grapheme-ascii' });
		const texts = fc.array(word, { maxLength: 40 }).map((words) => words.join(' '));
		const key = fc.constantFrom('description', 'displayName', '/callType', 'hint');
		fc.assert(
			fc.property(fc.dictionary(key, texts), fc.nat(4), (values, depth) => {
				const value = nested(values, depth);
				const text = literal(value);
				expect(evaluated(text)).toEqual(value);
				expect(tooLong(text)).toEqual([]);
			}),
		);
	});
});
