const INVISIBLE = /[\p{Cf}\p{Cc}\p{Default_Ignorable_Code_Point}\u20e3]/gu;
const LINE_BREAKS = /[\r\n\u2028\u2029]+/gu;
const SPACES = /\p{Z}+/gu;
const FULL_WIDTH = /[\uff01-\uff5e]/gu;
const FULL_WIDTH_OFFSET = 0xfee0;
/** Digit blocks that keyboards for Arabic, Persian, Urdu and Hindi type; each is ten in a row. */
const DIGIT_BLOCKS = [0x0660, 0x06f0, 0x0966];
const QUOTES = /^['"`´‘’“”„«»‹›]+|['"`´‘’“”„«»‹›]+$/gu;
const SEPARATORS = /[\p{Z}\p{Pd}\u2212\u2043.·•()[\]{}/\u2044\u2215]/gu;

function asciiDigit(character: string): string {
	const code = character.codePointAt(0) ?? 0;
	const zero = DIGIT_BLOCKS.find((start) => code >= start && code < start + 10);
	return zero === undefined ? character : String(code - zero);
}

/**
 * A cell's text as a person sees it: without invisible characters and the quotes that spreadsheets
 * put in front, full-width and Arabic or Hindi digits as ASCII; line breaks inside stay as `\n`.
 */
export function visibleText(text: string): string {
	return text
		.replace(LINE_BREAKS, '\n')
		.replace(/\t/g, ' ')
		.split('\n')
		.map((line) => line.replace(INVISIBLE, ''))
		.join('\n')
		.replace(FULL_WIDTH, (wide) => String.fromCodePoint(wide.charCodeAt(0) - FULL_WIDTH_OFFSET))
		.replace(/[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f]/gu, asciiDigit)
		.replace(SPACES, ' ')
		.trim()
		.replace(QUOTES, '')
		.trim();
}

/** Leaves out what people put between digits: spaces, dashes, dots, brackets, slashes. */
export function withoutSeparators(text: string): string {
	return text.replace(SEPARATORS, '');
}
