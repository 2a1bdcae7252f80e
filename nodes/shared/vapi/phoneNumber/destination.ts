import { shown } from '../../api/refuse';
import { keepsLeadingZero, NORTH_AMERICAN, NUMBERING_PLANS } from './numberingPlans';
import type { NumberingPlan } from './numberingPlans';
import { visibleText, withoutSeparators } from './numberText';
import { sipUriOf } from './sipAddress';
import type { FieldNames, Refuse, Unreadable } from '../../../Vapi/agent/types';

/** Who is called, in Vapi's terms: a number, with the extension that stood behind it, or SIP. */
export interface Destination {
	number?: string;
	sipUri?: string;
	extension?: string;
}

/** How a number is understood. Messages name only the options that a caller passes. */
export interface NumberOptions {
	/** Completes national numbers: `49`, `+49`, `0049` or 49. */
	defaultCountryCode?: unknown;
	/** Off: dial strings that are no E.164 numbers go out as they are, without separators. */
	e164Check?: boolean;
}

/**
 * E.164 allows 15 digits and begins with a country code, never with 0. It sets no minimum; the
 * shortest numbers in service have 7 digits (Niue: +683 and four).
 */
const E164 = /^\+[1-9]\d{6,14}$/;
/** What Vapi still asks of a number when its E.164 check is off. */
const DIAL_STRING = /^\+?[a-zA-Z0-9]+$/;
/** Limits of customer.number in Vapi's document. */
const DIAL_STRING_LENGTH = { min: 3, max: 40 };
/** From this length on a row of digits can hardly be a national number. */
const SURELY_INTERNATIONAL = 12;

const COUNTRY_CODE = /^(?:\+|00)?([1-9]\d{0,2})$/;
const EXTENSION = /^(.*?)(?:\s*[,;]?\s*(?:extension|ext\.?|x)\s*\.?:?\s*|;ext=)(\d+)$/i;
const SCIENTIFIC = /^[+-]?\d+([.,]\d+)?e\+?\d+$/i;
const SEVERAL = /[\n,;|&]|[^(]\+\d|\d\+/;

/** What reading a number takes; the hints name fields as they are on the screen. */
interface Task {
	/** Default country code, digits only, '' for none. */
	code: string;
	countryCodeHint: string;
	dialStringHint: string;
	unreadable: Unreadable;
}

function countryCodeOf(value: unknown, field: string, refuse: Refuse): string {
	if (value === undefined || value === null || value === '') return '';
	const text = typeof value === 'number' || typeof value === 'string' ? String(value) : '';
	const code = COUNTRY_CODE.exec(withoutSeparators(visibleText(text)))?.[1];
	return (
		code ??
		refuse(
			`'${field}' is not a country code: ${shown(value)}`,
			'Enter one to three digits, such as 1 for the USA or +49 for Germany',
		)
	);
}

function textOf(value: unknown, unreadable: Unreadable): string {
	if (typeof value === 'string') {
		const text = visibleText(value);
		// CSV writers turn numeric cells into "15555550100.0".
		return /^\+?\d{7,}\.0{1,2}$/.test(text) ? text.slice(0, text.indexOf('.')) : text;
	}
	if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return String(value);
	return unreadable('is not a phone number', 'Give one phone number as text, such as +15555550123');
}

/** Digits where no default country says what they mean. */
function withoutCountry(digits: string, { unreadable, countryCodeHint }: Task): string {
	const isNorthAmerican = digits.startsWith('1') && NORTH_AMERICAN.test(digits.slice(1));
	const isInternational = !digits.startsWith('0') && digits.length >= SURELY_INTERNATIONAL;
	if (isNorthAmerican || isInternational) return `+${digits}`;
	return unreadable('has no country code', countryCodeHint);
}

/** Digits in a country whose numbering plan is known: what the plan has no reading for, stops. */
function byPlan(digits: string, plan: NumberingPlan, task: Task): string {
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
function byCustom(digits: string, { code, unreadable, countryCodeHint }: Task): string {
	if (digits.startsWith('0')) return `+${code}${digits.slice(1)}`;
	if (!digits.startsWith(code)) return `+${code}${digits}`;
	if (digits.length >= SURELY_INTERNATIONAL) return `+${digits}`;
	return unreadable(unclear(code), countryCodeHint);
}

function unclear(code: string): string {
	return `may or may not already begin with the country code ${code}`;
}

/** A row of digits without a plus sign, as far as its meaning is sure, as E.164. */
function completed(digits: string, task: Task): string {
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

function e164Of(text: string, task: Task): string {
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

function dialStringOf(text: string, unreadable: Unreadable): string {
	const number = withoutSeparators(text);
	const { min, max } = DIAL_STRING_LENGTH;
	if (DIAL_STRING.test(number) && number.length >= min && number.length <= max) return number;
	return unreadable(
		'is not a number that Vapi can dial',
		`Without the E.164 check a number has ${min} to ${max} letters and digits, with a plus sign at most`,
	);
}

function hint(always: string, has: boolean, more: string): string {
	return has ? always + more : always;
}

/**
 * Reads 'To': a phone number in any usual spelling, a `tel:` link or a SIP address. Digits are kept
 * in order and none is made up: only the default country code is put in front, and a trunk prefix
 * or `00` taken away. docs/create-call.md lists the rules.
 * @returns undefined where nothing is given
 */
export function destinationOf(
	value: unknown,
	options: NumberOptions,
	names: FieldNames,
	refuse: Refuse,
): Destination | undefined {
	const codeField = names('defaultCountryCode');
	const unreadable: Unreadable = (why, wayOut) =>
		refuse(`'${names('to')}' ${why}: ${shown(value)}`, wayOut);
	const task: Task = {
		code: countryCodeOf(options.defaultCountryCode, codeField, refuse),
		countryCodeHint: hint(
			'Write the number with a plus sign and its country code, such as +1 for the USA',
			'defaultCountryCode' in options,
			`, or add '${codeField}' under 'Additional Fields'`,
		),
		dialStringHint: hint(
			'Only digits, a plus sign and separators make a phone number, such as +15555550123',
			'e164Check' in options,
			`. For other dial strings turn off '${names('numberE164CheckEnabled')}'`,
		),
		unreadable,
	};
	if (value === undefined || value === null) return undefined;
	const text = textOf(value, unreadable);
	if (text === '') return undefined;

	const sipUri = sipUriOf(text, unreadable);
	if (sipUri !== undefined) return { sipUri };

	const dialed = text.replace(/^tel:\s*(\/\/)?/i, '').trim();
	if (options.e164Check === false) return { number: dialStringOf(dialed, unreadable) };

	const withExtension = EXTENSION.exec(dialed);
	if (!withExtension) return { number: e164Of(dialed, task) };
	const [, before = '', extension = ''] = withExtension;
	return { number: e164Of(before.trim(), task), extension };
}
