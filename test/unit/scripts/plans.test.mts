import { readFileSync } from 'node:fs';
import { parsePhoneNumber } from 'libphonenumber-js/max';
import type { CountryCode } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import { planBehind, planOf } from '../../../nodes/shared/vapi/phoneNumber/numberingPlans.ts';
import { readingsOf, writtenNumber } from '../../../nodes/shared/vapi/phoneNumber/e164.ts';
import { TABLE, worldPlans } from '../../../scripts/plans/table.mts';

const digits = Object.entries(examples).map(([country, national]) =>
	parsePhoneNumber(national, country as CountryCode).number.slice(1),
);

/** What a text may mean where the country code stands beside it. */
const readings = (text: string, code: string): string[] => {
	const written = writtenNumber(text);
	return written === undefined ? [] : readingsOf(written, code);
};

describe('the numbering plans of the world', () => {
	it('are those of the libphonenumber that is installed', () => {
		expect(readFileSync(TABLE, 'utf8')).toBe(worldPlans());
	});

	it('hold every country and every network that has a code of its own', () => {
		expect(digits.length).toBeGreaterThan(200);
		expect(digits.filter((number) => planBehind(number) === undefined)).toEqual([]);
		expect(planOf('881')?.has('612345678')).toBe(true);
		expect(planOf('999')).toBeUndefined();
	});

	it('have the mobile number that libphonenumber gives as an example of each country', () => {
		expect(digits.filter((number) => readings(`+${number}`, '')[0] !== `+${number}`)).toEqual([]);
	});

	it('know those numbers as people there write them, and never take one for another', () => {
		for (const number of digits) {
			const code = planBehind(number)?.code ?? '';
			const parsed = parsePhoneNumber(`+${number}`);
			for (const text of [parsed.formatNational(), parsed.nationalNumber, number]) {
				const found = readings(text, code);
				expect([[], [`+${number}`]]).toContainEqual(found.length > 1 ? [] : found);
			}
		}
	});

	it('let through few that have a digit too few or too many', () => {
		const wrong = digits.flatMap((number) => [number.slice(0, -1), `${number}0`]);
		const accepted = wrong.filter((number) => readings(`+${number}`, '').length > 0);
		const rightlySo = accepted.filter((number) => parsePhoneNumber(`+${number}`).isValid());
		expect((accepted.length - rightlySo.length) / wrong.length).toBeLessThan(0.1);
	});
});
