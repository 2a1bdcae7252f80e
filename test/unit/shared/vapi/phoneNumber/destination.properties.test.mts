import fc from 'fast-check';

import type { NumberOptions } from '../../../../../nodes/shared/vapi/phoneNumber/destination.ts';
import { planBehind } from '../../../../../nodes/shared/vapi/phoneNumber/numberingPlans.ts';
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

	const noise = fc.constantFrom('', ' ', '-', '.', '\u200b', '\u00a0', '\u2011', '\u2060');
	const marks = fc.array(noise, { minLength: 16, maxLength: 16 });
	const dirty = (digits: string, between: string[]) =>
		[...digits].map((digit, index) => digit + between[index]).join('');
	// What a spreadsheet makes of a number: 15555550100.0.
	const isFloat = (value: string) =>
		/^\+?\d{7,}\.0{1,2}$/.test(value.replace(/[\u200b\u2060]/g, '').trim());

	test('separators and invisible characters between digits change nothing', () => {
		const digits = fc.stringMatching(/^[0-9]{7,14}$/);
		fc.assert(
			fc.property(digits, marks, codes, fc.constantFrom('', '+'), (plain, between, code, sign) => {
				const written = sign + dirty(plain, between);
				fc.pre(!isFloat(written));
				expect(attempt(written, code)).toEqual(attempt(sign + plain, code));
			}),
			{ numRuns: 2000 },
		);
	});

	/** Numbers that countries of every kind have: with trunk 0, 1, 8 and 06, without one, with a zero kept. */
	const numbers = fc.oneof(
		...[
			/^1[2-9][0-8][0-9][2-9][0-9]{6}$/,
			/^33[1-9][0-9]{8}$/,
			/^49[23][1-9][0-9]{8}$/,
			/^44[1-357-9][0-9]{9}$/,
			/^34[6-9][0-9]{8}$/,
			/^39(0[1-9][0-9]{7}|3[1-8][0-9]{8})$/,
			/^79[0-9]{9}$/,
			/^36[237]0[0-9]{7}$/,
			/^52[2-9][0-9]{9}$/,
			/^5511[2-9][0-9]{7}$/,
			/^61[2-478][0-9]{8}$/,
			/^6834[0-9]{3}$/,
			/^225[02][0-9]{9}$/,
		].map((pattern) => fc.stringMatching(pattern)),
	);

	/** From Australia, 0011, 0014 and the like dial abroad by a carrier of choice: what follows may be the number. */
	const mayBeCarrier = (start: string, number: string, code: string) =>
		code === '61' && start.endsWith('00') && /^1[14-689]/.test(number);
	/** The number, or a refusal that names it among others; never another one. */
	const isReadOrQuestioned = (written: string, number: string, code: string) => {
		try {
			return numberOf(written, country(code)) === `+${number}`;
		} catch (error) {
			return error instanceof Refusal && error.message.includes(`may mean +${number} or +`);
		}
	};

	test('every spelling of an international number gives that number', () => {
		const before = fc.constantFrom('+', '00', '+ ', '++', '+00', 'tel:+', 'Tel.: +', '☎ +', 'p:+', '<+');
		const after = fc.constantFrom('', ' ', ';', '.', ' (mobile)', '\n', ' ☎', ' →');
		fc.assert(
			fc.property(numbers, before, after, marks, codes, (number, start, end, between, code) => {
				const written = start + dirty(number, between) + end;
				if (mayBeCarrier(start, number, code)) {
					expect(isReadOrQuestioned(written, number, code)).toBe(true);
				} else {
					expect(numberOf(written, country(code))).toBe(`+${number}`);
				}
				expect(numberOf(`https://wa.me/${number}`, country(code))).toBe(`+${number}`);
			}),
			{ numRuns: 2000 },
		);
	});

	test('what is accepted is a number of its plan', () => {
		fc.assert(
			fc.property(text, codes, (value, code) => {
				const number = attempt(value, code)?.number;
				if (number === undefined) return;
				const digits = number.slice(1);
				const plan = planBehind(digits);
				expect(plan?.has(digits.slice(plan.code.length))).toBe(true);
			}),
			{ numRuns: 2000 },
		);
	});
});
