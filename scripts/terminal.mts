import type { Report } from './n8n/install.mts';

let replaceable = false;

/** Prints a line; on a terminal a line that may be replaced is overwritten by the next one. */
export const say: Report = (line, { replace = false } = {}) => {
	const inPlace = replace && process.stdout.isTTY;
	if (replaceable) process.stdout.write('\r\u001b[K');
	process.stdout.write(inPlace ? line : `${line}\n`);
	replaceable = inPlace;
};

/** Seconds since the first import, for the lines that say how long something took. */
export function elapsed(): string {
	return `${Math.round(performance.now() / 1000)} s`;
}
