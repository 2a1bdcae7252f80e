import { readingsOf, writtenNumber } from './e164';
import { bareNumber, linkTexts } from './surroundings';
import { whyUnread } from './whyUnread';
import type { WhyUnread } from './whyUnread';

/** A number in E.164, and the extension that stood behind it. */
export interface NumberRead {
	number: string;
	extension?: string;
}

const SCIENTIFIC = /^[+-]?\d+([.,]\d+)?e\+?\d+$/i;
/** With as many digits as Vapi dials after a number has answered. */
const EXTENSION =
	/^(.*?\d[\s)]*)[,;]?\s*\(?(?:extension|extn?|x|durchwahl|#)\s*[.:=]*\s*(\d{1,10})[\s()]*$/iu;
/** Between two numbers of one cell. */
const BETWEEN = /[\n,;|&]/;
/** Letters in a row of digits, or two numbers with a word between them. */
const LETTERS = /[\p{L}\p{M}]+/u;
/** A slash ends an area code; before few digits it may begin the end of a second number. */
const SECOND_LINE = /\d\s*[/\u2044\u2215]\s*\d{1,3}$/;
/** From this length on digits may be a number by themselves. */
const WHOLE_NUMBER = 7;

const digitsIn = (text: string): number => text.replace(/\D/g, '').length;

function whyNoNumber(text: string): WhyUnread {
	if (text.includes('@')) return { why: 'is not a phone number', wants: 'sip' };
	const long = text.split(LETTERS).filter((part) => digitsIn(part) >= WHOLE_NUMBER);
	if (long.length > 1) return { why: 'holds more than one phone number', wants: 'oneNumber' };
	const [only] = long;
	if (only !== undefined && LETTERS.test(text) && digitsIn(only) === digitsIn(text)) {
		return { why: 'has words beside the number', wants: 'noWords' };
	}
	return { why: 'is not a phone number', wants: 'digitsOnly' };
}

function readOne(text: string, code: string): NumberRead | WhyUnread {
	if (SECOND_LINE.test(text)) {
		return { why: 'may hold more than one phone number', wants: 'oneNumber' };
	}
	const written = writtenNumber(text);
	if (written === undefined) return whyNoNumber(text);
	const [number, ...others] = readingsOf(written, code);
	return number === undefined || others.length > 0 ? whyUnread(written, code) : { number };
}

/** Several texts are read where they are spellings of one number. */
function readTexts(texts: string[], code: string): NumberRead | WhyUnread {
	const [first, ...others] = texts.map((text) => readOne(text, code));
	if (first === undefined) return whyNoNumber('');
	const same = others.every(
		(other) => 'number' in other && 'number' in first && other.number === first.number,
	);
	return same ? first : { why: 'holds more than one phone number', wants: 'oneNumber' };
}

/**
 * The number of a text, without what stands around it, and its extension; or why it cannot be dialed.
 * @param code default country code, digits only, '' for none
 */
export function readNumber(text: string, code: string): NumberRead | WhyUnread {
	const bare = bareNumber(text);
	if (SCIENTIFIC.test(bare)) {
		return { why: 'is in scientific notation and has lost digits', wants: 'allDigits' };
	}
	const [, before = bare, extension] = EXTENSION.exec(bare) ?? [];
	const texts = linkTexts(text) ?? before.split(BETWEEN);
	const read = readTexts(texts.map(bareNumber).filter((part) => part !== ''), code);
	return 'number' in read && extension !== undefined ? { ...read, extension } : read;
}
