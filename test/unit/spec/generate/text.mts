/** Columns that a line of generated code may take. */
export const LONGEST = 100;

const TAB_WIDTH = 4;

/** Columns that a line takes in an editor. */
export const columns = (line: string): number =>
	line.replaceAll('\t', ' '.repeat(TAB_WIDTH)).length;
