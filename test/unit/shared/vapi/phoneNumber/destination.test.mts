import { country, e164Check, messageOf, read } from './reading.mts';

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
		['Nigerian', '0800 000 0000', '234', '+2348000000000'],
		['the same, already international', '2348000000000', '234', '+2348000000000'],
		['another country with a plus', '+44 20 7946 0000', '1', '+442079460000'],
	])('%s', (_, value, defaultCountryCode, number) => {
		expect(read(value, country(defaultCountryCode))).toEqual({ number });
	});

	test('refuses digits that may or may not hold the country code', () => {
		expect(messageOf('4941000000', country('49'))).toBe(
			'\'To\' may mean +494941000000 or +4941000000: "4941000000"',
		);
	});

	test('refuses a leading zero where numbers have none', () => {
		expect(messageOf('0639980001', country('34'))).toContain(
			'is not a national number of country code 34',
		);
	});

	test.each([
		['555-0100', '1'],
		['0555 555 0100', '1'],
		['123', '44'],
		['12345678901234', '33'],
	])('refuses %p, which is no number of country code %p', (value, defaultCountryCode) => {
		expect(messageOf(value, country(defaultCountryCode))).toContain(
			`is not a national number of country code ${defaultCountryCode}`,
		);
	});

	test.each(['DE', '12345', '0', '+', '999', '21', {}, true])('refuses the country code %p', (code) => {
		expect(messageOf('+15555550123', country(code))).toContain(
			"'Country Code' is not a country code",
		);
	});
});

describe('To: extensions', () => {
	test.each([
		...['x123', ' x 123', ' ext. 123', ', ext 123', ' Extension: 123', ';ext=123', ' extn 123'],
		...['#123', ' # 123', ' (ext. 123)', ' (x123) (office)', ' Durchwahl 123'],
	])('%p is taken over', (extension) => {
		expect(read(`+1 555 555 0100${extension}`)).toEqual({
			number: '+15555550100',
			extension: '123',
		});
	});

	test('more digits than Vapi dials are no extension', () => {
		expect(messageOf('+1 555 555 0100 x12345678901')).toContain('holds more than one phone number');
	});
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
	const options = { ...e164Check(false), ...country('49') };

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
