/** Stands where a key stood. */
export const HIDDEN = '[hidden]';

/**
 * Lengths of what is taken for a part of a key. Words may be in both, such as "private key" in a
 * key that somebody chose; a short part has to have a digit in it.
 */
const SHORT = 8;
const LONG = 16;

/** Characters of a text that count when it is compared with a key, with their places in the text. */
function compact(text: string): { characters: string; places: number[] } {
	const characters: string[] = [];
	const places: number[] = [];
	for (const { 0: character, index } of text.matchAll(/[a-z\d]/gi)) {
		characters.push(character.toLowerCase());
		places.push(index);
	}
	return { characters: characters.join(''), places };
}

/** The parts of that length that a key has. */
function partsOf(key: string, size: number): Set<string> {
	const parts = new Set<string>();
	for (let i = 0; i + size <= key.length; i++) {
		const part = key.slice(i, i + size);
		if (size >= LONG || /\d/.test(part)) parts.add(part);
	}
	return parts;
}

/** The stretches of a text that are parts of a key, whatever stands between their characters. */
function stretchesOf(text: string, secret: string, size: number): Array<[from: number, to: number]> {
	const parts = partsOf(compact(secret).characters, size);
	const { characters, places } = compact(text);
	const found: Array<[number, number]> = [];
	for (let i = 0; i + size <= characters.length; i++) {
		if (!parts.has(characters.slice(i, i + size))) continue;
		const [from, to] = [places[i] ?? 0, (places[i + size - 1] ?? 0) + 1];
		const last = found.at(-1);
		if (last !== undefined && from <= last[1]) last[1] = to;
		else found.push([from, to]);
	}
	return found;
}

/**
 * Takes keys out of a text, whole and in parts: a server may repeat one cut off, or with tags or
 * spaces in it.
 */
export function withoutSecrets(text: string, secrets: string[]): string {
	let result = text;
	for (const secret of secrets.filter((each) => each !== '')) {
		result = result.replaceAll(secret, HIDDEN);
		for (const size of [LONG, SHORT]) {
			for (const [from, to] of stretchesOf(result, secret, size).reverse()) {
				result = result.slice(0, from) + HIDDEN + result.slice(to);
			}
		}
	}
	return result;
}
