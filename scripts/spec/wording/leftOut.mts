import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** The file of spec/wording that names what no node has. */
export const LEFT_OUT = 'leftOut.yaml';

/** Requests of the document that no node has, each with the reason. */
export const readLeftOut = (folder: string): Map<string, string> =>
	new Map(
		Object.entries(parse(readFileSync(join(folder, LEFT_OUT), 'utf8')) as Record<string, string>),
	);
