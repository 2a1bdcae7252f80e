import fc from 'fast-check';

import {
	type NumberOptions,
	destinationOf,
} from '../../../nodes/shared/vapi/phoneNumber/destination.ts';
import { names } from './names.mts';
import { refusalOf, Refusal, refuse } from './refusal.mts';

const labels: typeof names = (field) => (field === 'to' ? 'To' : names(field));
const read = (value: unknown, options: NumberOptions = {}) =>
	destinationOf(value, options, labels, refuse);
const numberOf = (value: unknown, options?: NumberOptions) => read(value, options)?.number;
const messageOf = (value: unknown, options?: NumberOptions) =>
	refusalOf(() => read(value, options)).message;

describe('To: international numbers', () => {
	test.each<[string, unknown, string]>([
		['E.164', '+15555550123', '+15555550123'],
		['a US number by its eleven digits', '15555550100', '+15555550100'],
		['a numeric cell', 15555550100, '+15555550100'],
		['a numeric cell that lost its plus', 4917139200000, '+4917139200000'],
		['a CSV float', '15555550100.0', '+15555550100'],
		['00', '0049 30 23125001', '+493023125001'],
		['00 behind a plus', '+0049 30 23125001', '+493023125001'],
		['tel:', 'tel:+1-555-555-0100', '+15555550100'],
		['brackets, dots and dashes', '+1 (555) 555.0100', '+15555550100'],
		['code in brackets', '(+49) 30/23125001', '+493023125001'],
		['trunk zero in brackets', '+44 (0)20 7946 0000', '+442079460000'],
		['trunk zero that Italy keeps', '+39 (0)6 0000000', '+39060000000'],
		['zero-width characters', '\u200b+1555\u200b5550100\ufeff', '+15555550100'],
		['bidi marks', '\u202a+15555550100\u202c', '+15555550100'],
		['no-break and thin spaces', '+1\u00a0555\u2009555\u202f0100', '+15555550100'],
		['full width', '+1(555)555-0100', '+15555550100'],
		['Arabic-Indic digits', '+١٥٥٥٥٥٥٠١٠٠', '+15555550100'],
		['en dashes and minus', '+1–555\u2212555‑0100', '+15555550100'],
		["a spreadsheet's apostrophe", "'+15555550100", '+15555550100'],
		['line end', '+15555550100\r\n', '+15555550100'],
	])('%s', (_, value, number) => {
		expect(read(value)).toEqual({ number });
	});
});

describe('To: national numbers', () => {
	test.each<[string, unknown, unknown, string]>([
		['US', '(555) 555-0100', '1', '+15555550100'],
		['US with trunk 1', '1 555 555 0100', '+1', '+15555550100'],
		['US dialing abroad', '011 49 30 23125001', 1, '+493023125001'],
		['German', '030 / 23125001', '49', '+493023125001'],
		['German, zero lost in a cell', 3023125001, '0049', '+493023125001'],
		['German, already international', '4917139200000', '49', '+4917139200000'],
		['German in brackets', '(030) 23125001', '49', '+493023125001'],
		['French', '06 39 98 00 01', '33', '+33639980001'],
		['French without plus', '33639980001', '33', '+33639980001'],
		['Italian landline keeps its zero', '06 0000 0000', '39', '+390600000000'],
		['Italian mobile that looks like the code', '392 000 0000', '39', '+393920000000'],
		['Indian mobile that looks like the code', '9100000000', '91', '+919100000000'],
		['Russian trunk 8', '8 900 000-00-00', '7', '+79000000000'],
		['Hungarian trunk 06', '06 30 000 0000', '36', '+36300000000'],
		['Australian dialing abroad', '0011 49 30 23125001', '61', '+493023125001'],
		['a country without a plan of ours', '0800 000 0000', '234', '+2348000000000'],
		['the same, already international', '2348000000000', '234', '+2348000000000'],
		['another country with a plus', '+44 20 7946 0000', '1', '+442079460000'],
	])('%s', (_, value, defaultCountryCode, number) => {
		expect(read(value, { defaultCountryCode })).toEqual({ number });
	});

	test('refuses digits that may or may not hold the country code', () => {
		expect(messageOf('4930000000', { defaultCountryCode: '49' })).toBe(
			'\'To\' may or may not already begin with the country code 49: "4930000000"',
		);
	});

	test('refuses a leading zero where numbers have none', () => {
		expect(messageOf('0639980001', { defaultCountryCode: '34' })).toContain(
			'is not a national number of country code 34',
		);
	});

	test.each([
		['555-0100', '1'],
		['0555 555 0100', '1'],
		['123', '44'],
		['12345678901234', '33'],
	])('refuses %p, which is no number of country code %p', (value, defaultCountryCode) => {
		expect(messageOf(value, { defaultCountryCode })).toContain(
			`is not a national number of country code ${defaultCountryCode}`,
		);
	});

	test.each(['DE', '12345', '0', '+', {}, true])('refuses the country code %p', (code) => {
		expect(messageOf('+15555550123', { defaultCountryCode: code })).toContain(
			"'defaultCountryCode' is not a country code",
		);
	});
});

describe('To: what cannot be dialed', () => {
	test.each<[unknown, string]>([
		['(415) 555-0100', 'has no country code: "(415) 555-0100"'],
		['030 23125001', 'has no country code'],
		[5555550100, 'has no country code'],
		['abc', 'is not a phone number: "abc"'],
		['1-800-FLOWERS', 'is not a phone number'],
		['alice@example.com', 'is not a phone number'],
		['+', 'is not a phone number'],
		['-', 'is not a phone number'],
		['5'.repeat(40), 'has 40 digits where an international number has 7 to 15'],
		['+123456', 'has 6 digits'],
		['+0123456789', 'has a country code that begins with 0'],
		['1.5555550100E+10', 'is in scientific notation'],
		['+15555550100, +15555550101', 'holds more than one phone number'],
		['+15555550100 / +15555550101', 'holds more than one phone number'],
		['+15555550100\n+15555550101', 'holds more than one phone number'],
		[true, 'is not a phone number: "true"'],
		[-15555550100, 'is not a phone number'],
		[15555550100.5, 'is not a phone number'],
		[Number.NaN, 'is not a phone number'],
		[['+15555550100'], 'is not a phone number'],
		[{ number: '+15555550100' }, 'is not a phone number'],
	])('%p', (value, message) => {
		const refusal = refusalOf(() => read(value));
		expect(refusal.message).toContain(`'To' ${message}`);
		expect(refusal.description).not.toBe('');
	});

	test.each([undefined, null, '', '  ', '\u200b'])('nothing is given by %p', (value) => {
		expect(read(value)).toBeUndefined();
	});

	test('a long value is cut in the message', () => {
		expect(messageOf('a'.repeat(5000)).length).toBeLessThan(120);
	});
});

describe('To: the way out', () => {
	const wayOut = (options: NumberOptions, value = '030') =>
		refusalOf(() => read(value, options)).description;

	test('names the fields that the operation has', () => {
		expect(wayOut({ defaultCountryCode: undefined })).toContain("add 'defaultCountryCode'");
		expect(wayOut({})).not.toContain('defaultCountryCode');
		expect(wayOut({ e164Check: true }, 'abc')).toContain("turn off 'numberE164CheckEnabled'");
		expect(wayOut({}, 'abc')).not.toContain('turn off');
		expect(wayOut({}, 'a@b.example')).toContain('begin it with sip:');
	});
});

describe('To: extensions', () => {
	test.each(['x123', ' x 123', ' ext. 123', ', ext 123', ' Extension: 123', ';ext=123'])(
		'%p is taken over',
		(extension) => {
			expect(read(`+1 555 555 0100${extension}`)).toEqual({
				number: '+15555550100',
				extension: '123',
			});
		},
	);
});

describe('To: SIP', () => {
	test.each([
		['sip:alice@pbx.example.com', 'sip:alice@pbx.example.com'],
		[
			'SIPS:alice@pbx.example.com:5061;transport=tls',
			'sips:alice@pbx.example.com:5061;transport=tls',
		],
		[' sip:+15555550100@192.0.2.1 ', 'sip:+15555550100@192.0.2.1'],
		['sip:100@[2001:db8::1]', 'sip:100@[2001:db8::1]'],
		['sip:pbx.example.com', 'sip:pbx.example.com'],
	])('%p', (value, sipUri) => {
		expect(read(value)).toEqual({ sipUri });
	});

	test.each([
		'sip:',
		'sip:alice',
		'sip:alice@',
		'sip:@host.example',
		'sip:alice@;transport=tcp',
		'sip:a b@host.example',
	])('%p has no host', (value) => {
		expect(messageOf(value)).toContain("'To' is a SIP address without a host");
	});
});

describe('To: without the E.164 check', () => {
	const options = { e164Check: false, defaultCountryCode: '49' };

	test.each([
		['1001', '1001'],
		['030-123', '030123'],
		['sales', 'sales'],
		['+1 (555) 555-0100', '+15555550100'],
	])('%p goes out as %p', (value, number) => {
		expect(read(value, options)).toEqual({ number });
	});

	test.each(['12', 'a'.repeat(41), 'a_b', '1+2', '123\n456'])('refuses %p', (value) => {
		expect(messageOf(value, options)).toContain('is not a number that Vapi can dial');
	});
});

describe('To: properties', () => {
	const code = fc.constantFrom(
		'',
		'1',
		'7',
		'33',
		'34',
		'36',
		'39',
		'44',
		'49',
		'61',
		'81',
		'91',
		'234',
	);
	const text = fc.oneof(
		fc.string({ unit: fc.constantFrom(...'0123456789+()-./ x\u200b\u00a0'), maxLength: 24 }),
		fc.string({ unit: 'grapheme', maxLength: 20 }),
		fc.bigInt({ min: 0n, max: 10n ** 18n }).map(String),
	);
	const attempt = (value: unknown, defaultCountryCode: string) => {
		try {
			return read(value, { defaultCountryCode });
		} catch (error) {
			if (error instanceof Refusal) return undefined;
			throw error;
		}
	};
	const isSubsequence = (part: string, whole: string) => {
		let at = 0;
		for (const character of whole) if (character === part[at]) at += 1;
		return at === part.length;
	};

	test('gives E.164 or refuses, and reads its own answer as the same number', () => {
		fc.assert(
			fc.property(text, code, (value, country) => {
				const number = attempt(value, country)?.number;
				if (number === undefined) return;
				expect(number).toMatch(/^\+[1-9]\d{6,14}$/);
				expect(numberOf(number, { defaultCountryCode: country })).toBe(number);
			}),
			{ numRuns: 2000 },
		);
	});

	test('makes up no digit but the country code', () => {
		const ascii = fc.string({ unit: fc.constantFrom(...'0123456789+()-./ '), maxLength: 24 });
		fc.assert(
			fc.property(ascii, code, (value, country) => {
				const number = attempt(value, country)?.number;
				if (number === undefined) return;
				expect(isSubsequence(number.slice(1), country + value.replace(/\D/g, ''))).toBe(true);
			}),
			{ numRuns: 2000 },
		);
	});

	test('separators and invisible characters between digits change nothing', () => {
		const digits = fc.stringMatching(/^[1-9][0-9]{7,13}$/);
		const noise = fc.constantFrom('', ' ', '-', '.', '\u200b', '\u00a0', '\u2011', '\u2060');
		fc.assert(
			fc.property(digits, fc.array(noise, { minLength: 14, maxLength: 14 }), (plain, marks) => {
				const dirty = [...plain].map((digit, index) => digit + marks[index]).join('');
				fc.pre(!/^\d{7,}\.0{1,2}$/.test(dirty));
				expect(numberOf(`+${dirty}`)).toBe(`+${plain}`);
			}),
		);
	});
});
