import { keepsLeadingZero, NORTH_AMERICAN, NUMBERING_PLANS } from './numberingPlans';
import type { NumberingPlan } from './numberingPlans';

/**
 * E.164 allows 15 digits and begins with a country code, never with 0. It sets no minimum; the
 * shortest numbers in service have 7 digits (Niue: +683 and four).
 */
const E164 = /^\+[1-9]\d{6,14}$/;
/** From this length on a row of digits can hardly be a national number. */
const SURELY_INTERNATIONAL = 12;

const SCIENTIFIC = /^[+-]?\d+([.,]\d+)?e\+?\d+$/i;
const SEVERAL = /[\n,;|&]|[^(]\+\d|\d\+/;

const INVISIBLE = /[\p{Cf}\p{Cc}\p{Default_Ignorable_Code_Point}]/gu;
const LINE_BREAKS = /[\r\n\u2028\u2029]+/gu;
const SPACES = /\p{Z}+/gu;
const FULL_WIDTH = /[\uff01-\uff5e]/gu;
const FULL_WIDTH_OFFSET = 0xfee0;
/** Digit blocks that keyboards for Arabic, Persian, Urdu and Hindi type; each is ten in a row. */
const DIGIT_BLOCKS = [0x0660, 0x06f0, 0x0966];
const QUOTES = /^['"`´‘’“”]+|['"`´‘’“”]+$/gu;
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

/**
 * Stops because of what the field holds.
 * @param why goes on from the field's name: `is not a phone number`
 * @param wayOut what to do about it
 * @throws Refusal always
 */
export type Unreadable = (why: string, wayOut: string) => never;

/** What reading a number takes; the hints name fields as they are on the screen. */
export interface NumberTask {
	/** Default country code, digits only, '' for none. */
	code: string;
	countryCodeHint: string;
	dialStringHint: string;
	unreadable: Unreadable;
}

/** Digits where no default country says what they mean. */
function withoutCountry(digits: string, { unreadable, countryCodeHint }: NumberTask): string {
	const isNorthAmerican = digits.startsWith('1') && NORTH_AMERICAN.test(digits.slice(1));
	const isInternational = !digits.startsWith('0') && digits.length >= SURELY_INTERNATIONAL;
	if (isNorthAmerican || isInternational) return `+${digits}`;
	return unreadable('has no country code', countryCodeHint);
}

/** Digits in a country whose numbering plan is known: what the plan has no reading for, stops. */
function byPlan(digits: string, plan: NumberingPlan, task: NumberTask): string {
	const { code, unreadable, countryCodeHint } = task;
	const { trunk, national } = plan;
	const isNational = national.test(digits);
	const isInternational = digits.startsWith(code) && national.test(digits.slice(code.length));
	if (isNational && isInternational) unreadable(unclear(code), countryCodeHint);
	if (isNational) return `+${code}${digits}`;
	if (isInternational) return `+${digits}`;
	const rest = trunk !== '' && digits.startsWith(trunk) ? digits.slice(trunk.length) : '';
	// A zero in front is a trunk prefix and nothing else; other digits may begin a number, too.
	if (rest !== '' && (trunk === '0' || national.test(rest))) return `+${code}${rest}`;
	return unreadable(`is not a national number of country code ${code}`, countryCodeHint);
}

/** Digits in any other country; nearly all of them drop one leading zero. */
function byCustom(digits: string, { code, unreadable, countryCodeHint }: NumberTask): string {
	if (digits.startsWith('0')) return `+${code}${digits.slice(1)}`;
	if (!digits.startsWith(code)) return `+${code}${digits}`;
	if (digits.length >= SURELY_INTERNATIONAL) return `+${digits}`;
	return unreadable(unclear(code), countryCodeHint);
}

function unclear(code: string): string {
	return `may or may not already begin with the country code ${code}`;
}

/** A row of digits without a plus sign, as far as its meaning is sure, as E.164. */
function completed(digits: string, task: NumberTask): string {
	if (task.code === '') return withoutCountry(digits, task);
	const plan = NUMBERING_PLANS[task.code];
	return plan === undefined ? byCustom(digits, task) : byPlan(digits, plan, task);
}

/**
 * The international number of a text that begins with +, 00 or the prefix that the country dials
 * instead, without that beginning; undefined for any other text.
 */
function international(text: string, code: string): string | undefined {
	const prefix = NUMBERING_PLANS[code]?.international ?? '00';
	const opened = text.replace(/^\(\s*(?=\+|0)/, '');
	const start = new RegExp(`^(?:\\+\\s*(?:00)?|${prefix}|00)`).exec(opened)?.[0];
	if (start === undefined) return undefined;
	const [before = '', ...after] = opened.slice(start.length).split(/\(\s*0\s*\)/);
	if (after.length === 0) return withoutSeparators(before);
	const kept = keepsLeadingZero(withoutSeparators(before)) ? '0' : '';
	return withoutSeparators(before + kept + after.join(''));
}

/**
 * An international number in E.164: digits are kept in order and none is made up; only the default
 * country code is put in front, and a trunk prefix or `00` taken away.
 * @throws Refusal
 */
export function e164Of(text: string, task: NumberTask): string {
	const { code, unreadable, countryCodeHint, dialStringHint } = task;
	if (SCIENTIFIC.test(text)) {
		unreadable(
			'is in scientific notation and has lost digits',
			'Format the column as text where the number comes from, so that all digits are kept',
		);
	}
	if (SEVERAL.test(text)) {
		unreadable(
			'holds more than one phone number',
			'Give one number an item; split the list into items first',
		);
	}
	const abroad = international(text, code);
	const digits = abroad ?? withoutSeparators(text);
	if (!/^\d+$/.test(digits)) {
		const sipHint = 'To call a SIP address, begin it with sip:, such as sip:alice@pbx.example.com';
		unreadable('is not a phone number', digits.includes('@') ? sipHint : dialStringHint);
	}
	const number = abroad === undefined ? completed(digits, task) : `+${digits}`;
	if (E164.test(number)) return number;
	if (number.startsWith('+0')) {
		unreadable('has a country code that begins with 0', countryCodeHint);
	}
	return unreadable(
		`has ${number.length - 1} digits where an international number has 7 to 15`,
		countryCodeHint,
	);
}
