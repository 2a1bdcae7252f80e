import fc from 'fast-check';

import type { NumberOptions } from '../../../../../nodes/shared/vapi/phoneNumber/destination.ts';
import { Refusal } from '../../../refusal.mts';
import { country, read } from './reading.mts';

const numberOf = (value: unknown, options?: Partial<NumberOptions>) => read(value, options)?.number;

describe('To: properties', () => {
	const codes = fc.constantFrom(
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
			return read(value, country(defaultCountryCode));
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
			fc.property(text, codes, (value, code) => {
				const number = attempt(value, code)?.number;
				if (number === undefined) return;
				expect(number).toMatch(/^\+[1-9]\d{6,14}$/);
				expect(numberOf(number, country(code))).toBe(number);
			}),
			{ numRuns: 2000 },
		);
	});

	test('makes up no digit but the country code', () => {
		const ascii = fc.string({ unit: fc.constantFrom(...'0123456789+()-./ '), maxLength: 24 });
		fc.assert(
			fc.property(ascii, codes, (value, code) => {
				const number = attempt(value, code)?.number;
				if (number === undefined) return;
				expect(isSubsequence(number.slice(1), code + value.replace(/\D/g, ''))).toBe(true);
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
