import { refusalOf } from '../../../refusal.mts';
import { country, e164Check, messageOf, read } from './reading.mts';

describe('To: how countries dial', () => {
	test.each<[country: string, written: string, code: string, number: string]>([
		['France', '0639980001', '33', '+33639980001'],
		['United Kingdom', '020 7946 0000', '44', '+442079460000'],
		['Brazil', '(11) 98765-4321', '55', '+5511987654321'],
		['Brazil, trunk 0', '0 11 98765-4321', '55', '+5511987654321'],
		['Brazil, carrier 41', '0 41 11 98765-4321', '55', '+5511987654321'],
		['Brazil, carrier 15', '015 11 98765-4321', '55', '+5511987654321'],
		['Brazil, carrier behind the code', '+55 0 41 11 98765-4321', '', '+5511987654321'],
		['Brazil, abroad by carrier 21', '0021 49 30 23125001', '55', '+493023125001'],
		['Russia, trunk 8', '8 (900) 000-00-00', '7', '+79000000000'],
		['Russia, abroad', '8 10 49 30 23125001', '7', '+493023125001'],
		['Kazakhstan', '8 700 000 00 00', '7', '+77000000000'],
		['Belarus, trunk 8 0', '8 029 000-00-00', '375', '+375290000000'],
		['Belarus, trunk 80', '80 29 000 00 00', '375', '+375290000000'],
		['Hungary, trunk 06', '06 30 000 0000', '36', '+36300000000'],
		['Mexico', '55 0000 0000', '52', '+525500000000'],
		['Mexico, old trunk 01', '01 55 0000 0000', '52', '+525500000000'],
		['Mexico, old mobile prefix 044', '044 55 0000 0000', '52', '+525500000000'],
		['Mexico, old mobile prefix 045', '045 55 0000 0000', '52', '+525500000000'],
		['Mexico, old 1 of mobiles', '+52 1 55 0000 0000', '', '+525500000000'],
		['Mexico, old 1, no plus', '5215500000000', '', '+525500000000'],
		['Argentina, landline', '011 0000-0000', '54', '+541100000000'],
		['Argentina, mobile', '+54 9 11 0000-0000', '', '+5491100000000'],
		['Argentina, mobile, national', '9 11 0000-0000', '54', '+5491100000000'],
		['Colombia, old prefix 03', '03 300 000 0000', '57', '+573000000000'],
		['Italy, landline', '06 0000 0000', '39', '+390600000000'],
		['Italy, mobile', '+39 333 000 0000', '', '+393330000000'],
		['Ivory Coast', '01 00 00 00 00', '225', '+2250100000000'],
		['Benin', '01 90 00 00 00', '229', '+2290190000000'],
		['Spain', '600 00 00 00', '34', '+34600000000'],
		['Australia', '0491 570 156', '61', '+61491570156'],
		['Australia, abroad', '0011 49 30 23125001', '61', '+493023125001'],
		['Japan', '090-0000-0000', '81', '+819000000000'],
		['Japan, abroad', '010 49 30 23125001', '81', '+493023125001'],
		['India', '09000000000', '91', '+919000000000'],
		['Nigeria', '0800 000 0000', '234', '+2348000000000'],
		['Kenya, abroad', '000 49 30 23125001', '254', '+493023125001'],
		['Israel', '050-000-0000', '972', '+972500000000'],
		['Jamaica, a country of +1', '(876) 555-0100', '1', '+18765550100'],
		['Niue, the shortest', '4000', '683', '+6834000'],
	])('%s: %p with country code %p', (_, written, code, number) => {
		expect(read(written, country(code))).toEqual({ number });
	});
});

describe('To: numbers that no plan has', () => {
	test.each<[string, string, string]>([
		['0612345', '33', 'is not a national number of country code 33, where numbers have 9 digits'],
		['06 12 34 56 78 90', '33', 'is not a national number of country code 33'],
		['0207946', '44', 'is not a national number of country code 44'],
		['0 77 11 98765-4321', '55', 'is not a national number of country code 55'],
		['11 98765-432100', '55', 'is not a national number of country code 55'],
		['(155) 555-0100', '1', 'is not a national number of country code 1'],
		['(555) 155-0100', '1', 'is not a national number of country code 1'],
		['(595) 555-0100', '1', 'is not a national number of country code 1'],
		['555-0100', '1', 'is not a national number of country code 1'],
		['555 555 010', '1', 'is not a national number of country code 1'],
		['555 555 01000', '1', 'is not a national number of country code 1'],
		['011 15 0000-0000', '54', 'is not a national number of country code 54'],
		['15 0000-0000', '54', 'is not a national number of country code 54'],
		['5500 0000', '52', 'is not a national number of country code 52'],
		['8 900 000 00', '7', 'is not a national number of country code 7'],
		['060000000', '36', 'is not a national number of country code 36'],
		['0639980001', '34', 'is not a national number of country code 34'],
		['0900 000 000', '91', 'is not a national number of country code 91'],
		['0800 000', '234', 'is not a national number of country code 234'],
		['+33612345', '', 'is no number of country code 33, where numbers have 9 digits behind it'],
		['+3361234567890', '', 'is no number of country code 33'],
		['+44207946', '', 'is no number of country code 44, where numbers have 7, 9 to 10 digits'],
		['+1 555 555 010', '', 'is no number of country code 1, where numbers have 10 digits'],
		['+1 555 555 01000', '', 'is no number of country code 1'],
		['+1 055 555 0100', '', 'is no number of country code 1'],
		['+1 155 555 0100', '', 'is no number of country code 1'],
		['+1 555 055 0100', '', 'is no number of country code 1'],
		['+34 039 98 00 01', '', 'is no number of country code 34'],
		['+54 11 15 0000-0000', '', 'is no number of country code 54'],
		['+999 555 0100', '', 'begins with a country code that no country has'],
		['+210 555 0100', '', 'begins with a country code that no country has'],
		['442079460', '', 'has no country code'],
		['4420794600000', '', 'is no number of country code 44'],
		['999999999999', '', 'begins with a country code that no country has'],
		['49 41 000000', '49', 'may mean +494941000000 or +4941000000'],
		['0014318000000', '61', 'may mean +14318000000 or +318000000'],
		['+39 (0)333 0000000', '', 'may mean +393330000000 or +3903330000000'],
	])('%p, country code %p: %s', (written, code, message) => {
		expect(messageOf(written, country(code))).toContain(`'To' ${message}`);
	});
});

describe('To: advice that fits', () => {
	const wayOut = (written: unknown, code: string, more = {}) =>
		refusalOf(() => read(written, { ...country(code), ...more })).wayOut;

	test.each(['030', '(555) 555-0100', '', '+', 'abc', '0612345', '+33612345', '+1+4930'])(
		'%p: nobody is told to fill in the country code that is there',
		(written) => {
			for (const code of ['49', '33', '1']) {
				let said = '';
				try {
					read(written, country(code));
				} catch (error) {
					said = (error as { wayOut: string }).wayOut;
				}
				expect(said).not.toContain('fill in');
			}
		},
	);

	test('who doubled the country code is shown the number without', () => {
		expect(wayOut('+115555550100', '1')).toContain('write +15555550100');
		expect(wayOut('+7 8 900 000 00 00', '')).toContain('write +79000000000');
	});

	test('Argentina: what becomes of the 15', () => {
		expect(wayOut('011 15 0000-0000', '54')).toContain('a 9 after +54 and no 15');
		expect(wayOut('+54 11 15 0000-0000', '')).toContain('a 9 after +54 and no 15');
	});

	test('a number that the plans do not know yet goes out without the check', () => {
		expect(wayOut('+33612345', '', e164Check(true))).toContain("turn off 'Check the Number'");
		expect(read('+33612345', e164Check(false))).toEqual({ number: '+33612345' });
	});
});
