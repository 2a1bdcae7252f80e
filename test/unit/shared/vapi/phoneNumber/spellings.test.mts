import { country, e164Check, messageOf, read } from './reading.mts';

const US = '+15555550100';
const UK = '+442079460000';
const BERLIN = '+493023125001';
const FRANCE = '+33639980001';

/** Spelling, country code beside it, number. */
type Case = [written: unknown, code: string, number: string];

describe('To: words and signs around the number', () => {
	test.each<Case>([
		['Tel.: +49 30 23125001', '', BERLIN],
		['Tel +49 30 23125001', '', BERLIN],
		['Telefon: 030 23125001', '49', BERLIN],
		['Phone number: (555) 555-0100', '1', US],
		['Phone #: (555) 555-0100', '1', US],
		['call me at +1 555 555 0100', '', US],
		['Call me on my cell: +1 555 555 0100.', '', US],
		['My number is +1 555 555 0100!', '', US],
		['+1 555 555 0100 (mobile)', '', US],
		['+1 555 555 0100 (c)', '', US],
		['(555) 555-0100 Work', '1', US],
		['555-555-0100 [cell phone]', '1', US],
		['+49 30 23125001 (Büro)', '', BERLIN],
		['Handy: 030 23125001', '49', BERLIN],
		['Tél. : 06 39 98 00 01', '33', FRANCE],
		['Teléfono móvil: +33 6 39 98 00 01', '', FRANCE],
		['p:+15555550100', '', US],
		['P: +1 555 555 0100', '', US],
		['t. +15555550100', '', US],
		['Mobile=+15555550100', '', US],
		['☎ +1 555 555 0100', '', US],
		['☎️ +1 555 555 0100', '', US],
		['📞+15555550100', '', US],
		['📱 +1 555 555 0100 📱', '', US],
		['→ +15555550100', '', US],
		['➡️ +15555550100', '', US],
		['👉🏽 +15555550100', '', US],
		['• +15555550100', '', US],
		['- +15555550100', '', US],
		['+15555550100;', '', US],
		['+15555550100,', '', US],
		['+15555550100.', '', US],
		[';+15555550100', '', US],
		['=+15555550100', '', US],
		['="+15555550100"', '', US],
		['"+1 555 555 0100";', '', US],
		['<+15555550100>', '', US],
		['*+15555550100*', '', US],
		['„+15555550100“', '', US],
		['«+15555550100»', '', US],
		['[+15555550100]', '', US],
		['+1️⃣ 555 555 0100', '', US],
	])('%p, country code %p', (written, code, number) => {
		expect(read(written, country(code))).toEqual({ number });
	});

	test.each<[string, string]>([
		['+15555550100 (fax)', 'has words beside the number'],
		['Fax: +15555550100', 'has words beside the number'],
		['DO NOT CALL +1 555 555 0100', 'has words beside the number'],
		["don't call +1 555 555 0100", 'has words beside the number'],
		['+1 555 555 0100 (wrong number)', 'has words beside the number'],
		['old mobile: +1 555 555 0100', 'has words beside the number'],
		['Anna +1 555 555 0100', 'has words beside the number'],
		['+1 555 555 0100 WhatsApp only', 'has words beside the number'],
		['+1 555 555 0100abc', 'has words beside the number'],
		['https://example.com/+15555550100', 'has words beside the number'],
		['home +1 555 555 0100, mobile +1 555 555 0101', 'holds more than one phone number'],
		['+1 555 555 0100 or +1 555 555 0101', 'holds more than one phone number'],
		['+1 555 555 0100 und +1 555 555 0101', 'holds more than one phone number'],
		['+1 555 555 0100; 0101', 'holds more than one phone number'],
		['030 23125001/02', 'may hold more than one phone number'],
		['+49 30 23125001 / 2', 'may hold more than one phone number'],
		['call after 5 pm: +1 555 555 0100', 'is not a phone number'],
		['+1 555 55O 0100', 'is not a phone number'],
		['+1 555 o 555 0100', 'is not a phone number'],
		['+1 555 xxx 0100', 'is not a phone number'],
		['*67 +1 555 555 0100', 'is not a phone number'],
		['*82 555 555 0100', 'is not a phone number'],
		['*31*030 23125001', 'is not a phone number'],
		['+1 555 CALL NOW', 'is not a phone number'],
		['1-800-FLOWERS', 'is not a phone number'],
		['mobile', 'is not a phone number'],
		['☎', 'is not a phone number'],
		['---', 'is not a phone number'],
		['n/a', 'is not a phone number'],
	])('%p is stopped: %s', (written, message) => {
		expect(messageOf(written, country('49'))).toContain(`'To' ${message}`);
	});
});

describe('To: links', () => {
	test.each<Case>([
		['tel:+1-555-555-0100', '', US],
		['tel://+15555550100', '', US],
		['TEL:(555)555-0100', '1', US],
		['tel:%2B15555550100', '', US],
		['%2B15555550100', '', US],
		['tel:+1%20555%20555%200100', '', US],
		['callto:+15555550100', '', US],
		['callto://+15555550100', '', US],
		['sms:+15555550100?body=Hello%20there%202', '', US],
		['smsto:+15555550100', '', US],
		['skype:+15555550100?call', '', US],
		['facetime:+15555550100', '', US],
		['whatsapp:+15555550100', '', US],
		['whatsapp://send?phone=15555550100&text=Hi', '', US],
		['https://wa.me/15555550100', '', US],
		['http://wa.me/+15555550100', '', US],
		['wa.me/493023125001?text=Hallo%205', '', BERLIN],
		['https://wa.me/493023125001', '1', BERLIN],
		['https://api.whatsapp.com/send?phone=442079460000', '', UK],
		['https://web.whatsapp.com/send/?text=Hi&phone=442079460000', '', UK],
		['<tel:+15555550100|+1 555-555-0100>', '', US],
		['<tel:5555550100|(555) 555-0100>', '1', US],
		['[+1 555 555 0100](tel:+15555550100)', '', US],
		['+15555550100, +1 (555) 555-0100', '', US],
		['+15555550100\n555-555-0100', '1', US],
	])('%p, country code %p', (written, code, number) => {
		expect(read(written, country(code))).toEqual({ number });
	});

	test.each<[string, string]>([
		['<tel:+15555550100|+1 555 555 0101>', 'holds more than one phone number'],
		['tel:+1', 'has 1 digit where'],
		['https://wa.me/5555550100', 'is no number of country code'],
		['tel:5550100;phone-context=+1', 'holds more than one phone number'],
	])('%p is stopped: %s', (written, message) => {
		expect(messageOf(written)).toContain(`'To' ${message}`);
	});

	test('a link goes out as its number without the E.164 check', () => {
		expect(read('tel:1001', e164Check(false))).toEqual({ number: '1001' });
	});
});

describe('To: prefixes that stand there more than once', () => {
	test.each<Case>([
		['+1+15555550100', '', US],
		['+1 +1 (555) 555-0100', '', US],
		['1+15555550100', '', US],
		['001+15555550100', '', US],
		['++15555550100', '', US],
		['+ +15555550100', '', US],
		['+++1 555 555 0100', '', US],
		['+0015555550100', '', US],
		['00+15555550100', '', US],
		['+00+15555550100', '', US],
		['0049+493023125001', '', BERLIN],
		['+49+49 30 23125001', '', BERLIN],
		['+49 0049 30 23125001', '', BERLIN],
		['+44+44 (0)20 7946 0000', '', UK],
		['+011 44 20 7946 0000', '1', UK],
		['+44 020 7946 0000', '', UK],
		['+44 (020) 7946 0000', '', UK],
		['0044 020 7946 0000', '', UK],
		['+49 030 23125001', '', BERLIN],
		['49 030 23125001', '49', BERLIN],
		['+33 06 39 98 00 01', '', FRANCE],
		['+36 06 30 000 0000', '', '+36300000000'],
	])('%p, country code %p', (written, code, number) => {
		expect(read(written, country(code))).toEqual({ number });
	});

	test.each<[string, string, string]>([
		['+115555550100', '', 'seems to begin with the country code 1 twice'],
		['+115555550100', '1', 'seems to begin with the country code 1 twice'],
		['+1 1 555 555 0100', '', 'seems to begin with the country code 1 twice'],
		['115555550100', '', 'seems to begin with the country code 1 twice'],
		['115555550100', '1', 'is not a national number of country code 1'],
		['+49 49 30 23125001', '', 'seems to begin with the country code 49 twice'],
		['+44442079460000', '', 'seems to begin with the country code 44 twice'],
		['+1+493023125001', '', 'has a second plus sign behind 1'],
		['+12+15555550100', '', 'has a second plus sign behind 12'],
		['+15555550100+15555550101', '', 'holds more than one phone number'],
		['+015555550100', '', 'has a country code that begins with 0'],
		['+7 8 900 000 00 00', '', 'seems to have a prefix of calls within the country'],
	])('%p, country code %p: %s', (written, code, message) => {
		expect(messageOf(written, country(code))).toContain(`'To' ${message}`);
	});
});
