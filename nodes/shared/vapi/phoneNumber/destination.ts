import { refuse, shown } from '../../base/refusal';
import { visibleText, withoutSeparators } from './cellText';
import { planOf } from './numberingPlans';
import { readNumber } from './readNumber';
import { linkedNumber } from './surroundings';
import type { WhyUnread } from './whyUnread';

/** Who is called, in Vapi's terms: a number, with the extension that stood behind it, or SIP. */
export interface Destination {
	number?: string;
	sipUri?: string;
	extension?: string;
}

/** How a number is understood, with the names that fields have on the screen. */
export interface NumberOptions {
	/** Name of the field that holds the number. */
	field: string;
	/** Completes national numbers: `49`, `+49`, `0049` or 49. Left out where there is no such field. */
	countryCode?: { value: unknown; field: string };
	/**
	 * Off: dial strings that are no E.164 numbers go out as they are, without separators. Left out where
	 * there is no such switch.
	 */
	e164Check?: { isOn: boolean; field: string };
}

/** What Vapi still asks of a number when its E.164 check is off. */
const DIAL_STRING = /^\+?[a-zA-Z0-9]+$/;
/** Limits of customer.number in Vapi's document. */
const DIAL_STRING_LENGTH = { min: 3, max: 40 };

const SIP = /^(sips?):(.*)$/i;
const SIP_HOST = /^(?:\[[0-9a-f:.]+\]|[a-z\d](?:[a-z\d._-]*[a-z\d])?\.?)(?::\d{1,5})?$/i;

/** Longer than any number or address, with room for what spreadsheets put around it. */
const LONGEST = 1000;

const COUNTRY_CODE = /^\+*(?:00)?([1-9]\d{0,2})$/;

/**
 * Stops because of what the field holds.
 * @param why goes on from the field's name: `is not a phone number`
 * @param wayOut what to do about it
 * @throws Refusal always
 */
type Unreadable = (why: string, wayOut: string) => never;

function countryCodeOf({ countryCode }: NumberOptions): string {
	const { value, field } = countryCode ?? {};
	if (value === undefined || value === null || value === '') return '';
	const text = typeof value === 'number' || typeof value === 'string' ? visibleText(String(value)) : '';
	const code = COUNTRY_CODE.exec(withoutSeparators(text))?.[1];
	if (code !== undefined && planOf(code) !== undefined) return code;
	return refuse(
		`'${field}' is not a country code: ${shown(value)}`,
		'Enter one to three digits, such as 1 for the USA or +49 for Germany',
	);
}

function numberTextOf(value: unknown, unreadable: Unreadable): string {
	if (typeof value === 'string' && value.length > LONGEST) {
		unreadable(`has ${value.length} characters`, 'Give one phone number or SIP address');
	}
	if (typeof value === 'string') {
		const text = visibleText(value);
		// CSV writers turn numeric cells into "15555550100.0".
		return /^\+?\d{7,}\.0{1,2}$/.test(text) ? text.slice(0, text.indexOf('.')) : text;
	}
	if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return String(value);
	return unreadable('is not a phone number', 'Give one phone number as text, such as +15555550123');
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

/**
 * Reads `sip:user@host` and `sips:user@host`, with port and parameters.
 * @returns undefined for a text that is no SIP address
 */
function sipUriOf(text: string, unreadable: Unreadable): string | undefined {
	const [, scheme = '', rest = ''] = SIP.exec(text) ?? [];
	if (scheme === '') return undefined;
	const [address = ''] = rest.split(/[;?]/);
	const at = address.lastIndexOf('@');
	const host = address.slice(at + 1);
	// Without an @ a lone word is a user whose host is missing rather than a host.
	const hasHost = SIP_HOST.test(host) && (at > 0 || (at < 0 && /[.[]/.test(host)));
	if (!hasHost || /\s/.test(rest)) {
		unreadable(
			'is a SIP address without a host',
			'Write it as sip:user@host, such as sip:alice@pbx.example.com',
		);
	}
	return `${scheme.toLowerCase()}:${rest}`;
}

/** What helps, in the names that fields have where the number stands. */
function wayOutOf({ wants, advice }: WhyUnread, options: NumberOptions, code: string): string {
	const { countryCode, e164Check } = options;
	const orCountryCode = countryCode && code === '' ? `, or fill in '${countryCode.field}'` : '';
	const uncheck = (what: string) => (e164Check ? `. ${what}, turn off '${e164Check.field}'` : '');
	const ways: Record<WhyUnread['wants'], string> = {
		countryCode: `Write the number with a plus sign and its country code, such as +1 for the USA${orCountryCode}`,
		digits: `Correct it where it comes from${uncheck('If it is right all the same')}`,
		oneNumber: 'Give one number an item; split the list into items first',
		noWords:
			'Leave the number alone in the field: a word such as "fax" or "old" may mean that nobody is to be called there',
		allDigits:
			'Format the column as text where the number comes from, so that all digits are kept',
		digitsOnly: `Only digits, a plus sign and separators make a phone number, such as +15555550123${uncheck('For other dial strings')}`,
		sip: 'To call a SIP address, begin it with sip:, such as sip:alice@pbx.example.com',
	};
	return advice === undefined ? ways[wants] : `${ways[wants]}. ${advice}`;
}

/**
 * Reads a phone number in any usual spelling, a link to one or a SIP address, as docs/create-call.md
 * lists the rules.
 * @returns undefined where nothing is given
 * @throws Refusal
 */
export function destinationOf(value: unknown, options: NumberOptions): Destination | undefined {
	const { field, e164Check } = options;
	const code = countryCodeOf(options);
	const unreadable: Unreadable = (why, wayOut) =>
		refuse(`'${field}' ${why}: ${shown(value)}`, wayOut);
	if (value === undefined || value === null) return undefined;
	const text = numberTextOf(value, unreadable);
	if (text === '') return undefined;

	const sipUri = sipUriOf(text, unreadable);
	if (sipUri !== undefined) return { sipUri };
	if (e164Check?.isOn === false) return { number: dialStringOf(linkedNumber(text), unreadable) };

	const read = readNumber(text, code);
	if ('number' in read) return read;
	return unreadable(read.why, wayOutOf(read, options, code));
}
