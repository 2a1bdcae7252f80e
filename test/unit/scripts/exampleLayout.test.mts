import { readExamples, STICKY_NOTE } from '../../../scripts/examples.mts';
import type { Example } from '../../../scripts/examples.mts';
import type { WorkflowNode } from '../../../scripts/n8n/workflow.mts';

interface Box {
	name: string;
	left: number;
	top: number;
	width: number;
	height: number;
}

/** A node of n8n's canvas is 96 pixels square; its name stands below it, in up to two lines. */
const NODE = { side: 96, nameWidth: 160, nameHeight: 44 };

/** Text of a note by n8n's style sheet: 14 pixels, headings 24; widths are those of its letters on average. */
const BODY = { letter: 7.2, line: 21 };
const HEADING = { letter: 13, line: 36 };
const PARAGRAPH_GAP = 8;
const NOTE_PADDING = 32;

function boxOf({ name, type, position: [left, top], parameters }: WorkflowNode): Box {
	if (type === STICKY_NOTE) {
		return { name, left, top, width: Number(parameters.width), height: Number(parameters.height) };
	}
	const beside = (NODE.nameWidth - NODE.side) / 2;
	return { name, left: left - beside, top, width: NODE.nameWidth, height: NODE.side + NODE.nameHeight };
}

function overlap(one: Box, other: Box): boolean {
	const apart =
		one.left + one.width <= other.left ||
		other.left + other.width <= one.left ||
		one.top + one.height <= other.top ||
		other.top + other.height <= one.top;
	return !apart;
}

/** Pixels that the text of a note takes in a note of this width. */
function heightOf(text: string, width: number): number {
	const lines = text.split('\n').map((line) => {
		if (line === '') return PARAGRAPH_GAP;
		const { letter, line: height } = line.startsWith('#') ? HEADING : BODY;
		const letters = line.replace(/^#+ /, '').length;
		return Math.ceil((letters * letter) / (width - NOTE_PADDING)) * height;
	});
	return NOTE_PADDING + lines.reduce((all, height) => all + height, 0);
}

function overlapsOf({ slug, workflow }: Example): string[] {
	const boxes = workflow.nodes.map(boxOf);
	return boxes.flatMap((one, index) =>
		boxes.slice(index + 1).flatMap((other) => (overlap(one, other) ? [`${slug}: ${one.name} / ${other.name}`] : [])),
	);
}

const notesOf = ({ workflow }: Example) => workflow.nodes.filter(({ type }) => type === STICKY_NOTE);

describe('the examples on the canvas', () => {
	let examples: Example[];

	beforeAll(async () => {
		examples = await readExamples();
	});

	it('keep nodes and notes apart', () => {
		expect(examples.flatMap(overlapsOf)).toEqual([]);
	});

	it('have notes that the text fits into, without much room to spare', () => {
		const wrong = examples.flatMap((example) =>
			notesOf(example).flatMap(({ name, parameters: { content, width, height } }) => {
				const needed = heightOf(String(content), Number(width));
				const room = Number(height) - needed;
				return room < 0 || room > 60 ? [`${example.slug}: ${name} needs ${needed}, has ${String(height)}`] : [];
			}),
		);
		expect(wrong).toEqual([]);
	});

	it('say what they do and what to change', () => {
		for (const example of examples) {
			const text = notesOf(example)
				.map(({ parameters }) => String(parameters.content))
				.join('\n');
			expect({ slug: example.slug, says: /^## .+/m.test(text), whatToChange: /What to change/.test(text) }).toEqual({
				slug: example.slug,
				says: true,
				whatToChange: true,
			});
		}
	});

	it('name in their notes only nodes and fields that are there', () => {
		for (const example of examples) {
			const text = notesOf(example).map(({ parameters }) => String(parameters.content)).join('\n');
			const named = [...text.matchAll(/^- \*\*([^*]+)\*\*:/gm)].map(([, name]) => name);
			expect(example.workflow.nodes.map(({ name }) => name)).toEqual(expect.arrayContaining(named));
		}
	});

	it('have names that say what a node does, each once, of a length that the canvas shows', () => {
		for (const { workflow } of examples) {
			const names = workflow.nodes.map(({ name }) => name);
			expect(new Set(names).size).toBe(names.length);
			for (const name of names) {
				expect(name.length).toBeLessThanOrEqual(36);
				// What n8n calls a node that nobody has named: its type, and a number from the second on.
				expect(name).not.toMatch(/^(Edit Fields|If|Set|Switch|Split Out|Data table|Vapi|Vapi Trigger|Wait|Sticky Note)\d*$/i);
			}
		}
	});
});
