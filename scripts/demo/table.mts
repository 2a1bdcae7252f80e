/** Rows as aligned columns under a line of headings; the keys of the first row are the headings. */
export function table(rows: Array<Record<string, string>>): string {
	const columns = Object.keys(rows[0] ?? {});
	const lines = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))];
	const widths = columns.map((_, index) => Math.max(...lines.map((line) => line[index]!.length)));
	const text = lines.map((line) =>
		line.map((cell, index) => cell.padEnd(widths[index]!)).join('  ').trimEnd(),
	);
	text.splice(1, 0, widths.map((width) => '-'.repeat(width)).join('  '));
	return text.join('\n');
}
