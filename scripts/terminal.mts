import type { Report } from './n8n/install.mts';

let replaceable = false;

/** Prints a line; on a terminal a line that may be replaced is overwritten by the next one. */
export const say: Report = (line, { replace = false } = {}) => {
	const inPlace = replace && process.stdout.isTTY;
	if (replaceable) process.stdout.write('\r\u001b[K');
	process.stdout.write(inPlace ? line : `${line}\n`);
	replaceable = inPlace;
};

/** A duration as people say it: `45 s`, `5 min 5 s`. */
export function duration(ms: number): string {
	const seconds = Math.round(ms / 1000);
	const minutes = Math.floor(seconds / 60);
	return minutes === 0 ? `${seconds} s` : `${minutes} min ${seconds % 60} s`;
}

/** How long this process has run, for the lines that say how long something took. */
export function elapsed(): string {
	return duration(performance.now());
}
