import type { NumberOptions } from '../../../../../nodes/shared/vapi/phoneNumber/destination.ts';
import { refusalOf } from '../../../refusal.mts';
import { country, e164Check, messageOf, read } from './reading.mts';

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
		expect(refusal.wayOut).not.toBe('');
	});

	test.each([undefined, null, '', '  ', '\u200b'])('nothing is given by %p', (value) => {
		expect(read(value)).toBeUndefined();
	});

	test('a long value is cut in the message', () => {
		expect(messageOf('a'.repeat(5000)).length).toBeLessThan(120);
	});
});

describe('To: the way out', () => {
	const wayOut = (options: Partial<NumberOptions>, value = '030') =>
		refusalOf(() => read(value, options)).wayOut;

	test('names the fields that the operation has', () => {
		expect(wayOut(country(undefined))).toContain("fill in 'Country Code'");
		expect(wayOut({})).not.toContain('Country Code');
		expect(wayOut(e164Check(true), 'abc')).toContain("turn off 'Check the Number'");
		expect(wayOut({}, 'abc')).not.toContain('turn off');
		expect(wayOut({}, 'a@b.example')).toContain('begin it with sip:');
	});

	test('names the fields as they are called there', () => {
		const options = {
			field: 'Transfer To',
			countryCode: { value: undefined, field: 'Country' },
			e164Check: { isOn: true, field: 'Strict' },
		};
		expect(messageOf('030', options)).toBe(`'Transfer To' has no country code: "030"`);
		expect(wayOut(options)).toContain("fill in 'Country'");
		expect(wayOut(options, 'abc')).toContain("turn off 'Strict'");
		expect(messageOf('030', { countryCode: { value: 'DE', field: 'Country' } })).toContain(
			"'Country' is not a country code",
		);
	});

	test('names neither field where only the other one is there', () => {
		expect(wayOut(e164Check(true))).not.toContain('fill in');
		expect(wayOut(country('49'), 'abc')).not.toContain('turn off');
	});
});
