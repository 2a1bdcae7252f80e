import { shown } from '../../../operations/refuse';
import { keepsLeadingZero, planOf } from './numberingPlans';
import { visibleText, withoutSeparators } from './numberText';
import type { Refuse } from './types';

/** Who is called, in Vapi's terms: a number, with the extension that stood behind it, or SIP. */
export interface Destination {
	number?: string;
	sipUri?: string;
	extension?: string;
}

/** How 'To' is understood. */
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
const SIP = /^(sips?):(.*)$/i;
const SIP_HOST = /^(?:\[[0-9a-f:.]+\]|[a-z\d](?:[a-z\d._-]*[a-z\d])?\.?)(?::\d{1,5})?$/i;

const COUNTRY_CODE_HINT =
	"Write the number with a plus sign and its country code, such as +1 for the USA, or fill in 'Default Country Code' under Additional Fields, Customer";

/** The digits of a country code, '' when none is given. */
export function countryCodeOf(value: unknown, refuse: Refuse): string {
	if (value === undefined || value === null || value === '') return '';
	const text = typeof value === 'number' || typeof value === 'string' ? String(value) : '';
	const code = COUNTRY_CODE.exec(withoutSeparators(visibleText(text)))?.[1];
	return (
		code ??
		refuse(
			`'Default Country Code' is not a country code: ${shown(value)}`,
			'Enter one to three digits, with or without a plus sign, such as 1 for the USA or 49 for Germany',
		)
	);
}

function sipDestination(scheme: string, rest: string, value: unknown, refuse: Refuse): Destination {
	const [address = '', ...tail] = rest.split(/(?=[;?])/);
	const at = address.lastIndexOf('@');
	const host = address.slice(at + 1);
	// Without an @ a lone word is a user whose host is missing rather than a host.
	const hasHost = SIP_HOST.test(host) && (at > 0 || (at < 0 && /[.[]/.test(host)));
	if (!hasHost || /\s/.test(rest)) {
		refuse(
			`'To' is a SIP address without a host: ${shown(value)}`,
			'Write it as sip:user@host, such as sip:alice@pbx.example.com',
		);
	}
	return { sipUri: `${scheme.toLowerCase()}:${address}${tail.join('')}` };
}

function textOf(value: unknown, refuse: Refuse): string {
	if (typeof value === 'string') {
		const text = visibleText(value);
		// CSV writers turn numeric cells into "15555550100.0".
		return /^\+?\d{7,}\.0{1,2}$/.test(text) ? text.slice(0, text.indexOf('.')) : text;
	}
	if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return String(value);
	if (typeof value === 'bigint' && value > 0) return String(value);
	return refuse(
		`'To' is not a phone number: ${shown(typeof value === 'bigint' ? String(value) : value)}`,
		'Give one phone number as text, such as +15555550123',
	);
}

/** A national number or a bare row of digits, completed to E.164. */
function completed(digits: string, code: string, value: unknown, refuse: Refuse): string {
	const notCompleted = (why: string): never =>
		refuse(`'To' ${why}: ${shown(value)}`, COUNTRY_CODE_HINT);

	if (code === '') {
		if (digits.startsWith('1') && planOf('1').national.test(digits.slice(1))) {
			return `+${digits}`;
		}
		if (digits.startsWith('0') || digits.length < SURELY_INTERNATIONAL) {
			notCompleted('has no country code');
		}
		return `+${digits}`;
	}

	const { trunk, national } = planOf(code);
	if (national.test(digits)) {
		const rest = digits.slice(code.length);
		if (digits.startsWith(code) && national.test(rest)) {
			notCompleted(`may or may not already begin with the country code ${code}`);
		}
		return `+${code}${digits}`;
	}
	if (digits.startsWith(code) && national.test(digits.slice(code.length))) return `+${digits}`;
	if (trunk !== '' && digits.startsWith(trunk)) {
		const rest = digits.slice(trunk.length);
		if (trunk === '0' || national.test(rest)) return `+${code}${rest}`;
	}
	if (digits.startsWith('0')) notCompleted(`is not a national number of country code ${code}`);
	if (digits.startsWith(code)) {
		if (digits.length >= SURELY_INTERNATIONAL) return `+${digits}`;
		notCompleted(`may or may not already begin with the country code ${code}`);
	}
	return `+${code}${digits}`;
}

/**
 * The international number of a text that begins with +, 00 or the prefix that the country dials
 * instead, without that beginning; undefined for any other text.
 */
function international(text: string, code: string): string | undefined {
	const prefix = planOf(code).international ?? '00';
	const opened = text.replace(/^\(\s*(?=\+|0)/, '');
	const start = new RegExp(`^(?:\\+\\s*(?:00)?|${prefix}|00)`).exec(opened)?.[0];
	if (start === undefined) return undefined;
	const [before = '', ...after] = opened.slice(start.length).split(/\(\s*0\s*\)/);
	if (after.length === 0) return withoutSeparators(before);
	const kept = keepsLeadingZero(withoutSeparators(before)) ? '0' : '';
	return withoutSeparators(before + kept + after.join(''));
}

function e164Of(text: string, code: string, value: unknown, refuse: Refuse): string {
	const notANumber = (why: string, hint: string): never =>
		refuse(`'To' ${why}: ${shown(value)}`, hint);

	if (/^[+-]?\d+([.,]\d+)?e\+?\d+$/i.test(text)) {
		notANumber(
			'is in scientific notation and has lost digits',
			'Format the column as text where the number comes from, so that all digits are kept',
		);
	}
	if (/[\n,;|&]|\D\+\d|\d\+/.test(text.replace(/^\(\+/, '+'))) {
		notANumber(
			'holds more than one phone number',
			'Give one number an item; split the list into items first',
		);
	}
	const abroad = international(text, code);
	const bare = abroad ?? withoutSeparators(text);
	if (!/^\d+$/.test(bare)) {
		notANumber(
			'is not a phone number',
			/@/.test(bare)
				? 'To call a SIP address, begin it with sip:, such as sip:alice@pbx.example.com'
				: "Only digits, a plus sign and separators make a phone number, such as +15555550123. For other dial strings turn off 'Check for E.164' under Additional Fields, Customer",
		);
	}
	const number = abroad === undefined ? completed(bare, code, value, refuse) : `+${bare}`;
	if (E164.test(number)) return number;
	const count = number.length - 1;
	return notANumber(
		number.startsWith('+0')
			? 'has a country code that begins with 0'
			: `has ${count} digits where an international number has 7 to 15`,
		COUNTRY_CODE_HINT,
	);
}

function dialString(text: string, value: unknown, refuse: Refuse): string {
	const number = withoutSeparators(text);
	const { min, max } = DIAL_STRING_LENGTH;
	if (!DIAL_STRING.test(number) || number.length < min || number.length > max) {
		refuse(
			`'To' is not a number that Vapi can dial: ${shown(value)}`,
			`Without the E.164 check a number still has ${min} to ${max} letters and digits, with a plus sign at most in front`,
		);
	}
	return number;
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
	refuse: Refuse,
): Destination | undefined {
	const code = countryCodeOf(options.defaultCountryCode, refuse);
	if (value === undefined || value === null) return undefined;
	const text = textOf(value, refuse);
	if (text === '') return undefined;

	const sip = SIP.exec(text);
	if (sip) return sipDestination(sip[1] ?? '', sip[2] ?? '', value, refuse);

	const dialed = text.replace(/^tel:\s*(\/\/)?/i, '').trim();
	if (options.e164Check === false) return { number: dialString(dialed, value, refuse) };

	const withExtension = EXTENSION.exec(dialed);
	if (!withExtension) return { number: e164Of(dialed, code, value, refuse) };
	const [, before = '', extension = ''] = withExtension;
	return { number: e164Of(before.trim(), code, value, refuse), extension };
}
